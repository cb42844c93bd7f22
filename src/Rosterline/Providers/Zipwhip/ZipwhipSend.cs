using System.Net.Http.Headers;
using System.Text;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Zipwhip;

/// <summary>Hands a text over: as SMS, or with files as MMS.</summary>
static class ZipwhipSend
{
    const int LongestMmsBody = 700;
    const int LargestMms = 600 * 1024;
    static readonly HashSet<string> Kinds = ["image/bmp", "image/gif", "image/jpeg", "image/png", "text/plain"];

    public static async Task<SendOutcome> SendAsync(ZipwhipCalls calls, OutgoingText text, CancellationToken cancel)
    {
        var files = text.MediaUrls.Count == 0 ? [] : await text.ReadMediaAsync(cancel);
        if (text.MediaUrls.Count > 0 && !Fits(text, files)) return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var called = await calls.CallAsync(session => files.Count == 0 ? SmsAsync(calls, session, text, cancel) : MmsAsync(calls, session, text, files, cancel), ZipwhipCalls.IsRefused, cancel);
        return called.AtSignIn ? NotSignedIn(called.Answer) : called.Answer.CommonSendOutcome() ?? Judge((ProviderAnswer.Answered)called.Answer);
    }

    static bool Fits(OutgoingText text, IReadOnlyList<Attachment> files)
    {
        var words = Encoding.UTF8.GetByteCount(text.Body);
        return files.Count == text.MediaUrls.Count && words <= LongestMmsBody && words + files.Sum(file => file.Content.Length) <= LargestMms && files.All(file => Kinds.Contains(file.ContentType));
    }

    static Task<ProviderAnswer> SmsAsync(ZipwhipCalls calls, string session, OutgoingText text, CancellationToken cancel) =>
        calls.PostAsync("message/send", ZipwhipCalls.Form(("session", session), ("contacts", text.To.E164), ("body", text.Body)), cancel);

    static Task<ProviderAnswer> MmsAsync(ZipwhipCalls calls, string session, OutgoingText text, IReadOnlyList<Attachment> files, CancellationToken cancel)
    {
        var parts = new MultipartFormDataContent();
        for (var i = 0; i < files.Count; i++)
            parts.Add(new ByteArrayContent(files[i].Content) { Headers = { ContentType = new MediaTypeHeaderValue(files[i].ContentType) } }, "file", FileName(files[i], i));
        return calls.PostAsync($"messaging/send?session={Uri.EscapeDataString(session)}&to={Uri.EscapeDataString(text.To.E164)}&body={Uri.EscapeDataString(text.Body)}", parts, cancel);
    }

    // Names come from people and go into a header.
    static string FileName(Attachment file, int position)
    {
        var name = string.Concat((file.Name ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
        return name.Trim('.').Length > 0 ? name : $"file{position + 1}";
    }

    // The text itself was not given away: whatever happened at the sign-in, it may be tried again, or can never go.
    static SendOutcome NotSignedIn(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Lost lost => new SendOutcome.TryAgain(lost.Words, null, ProviderDown: true),
        ProviderAnswer.Answered { Status: 408 or (>= 500 and not 503) } a => new SendOutcome.TryAgain($"Signing in was answered with status {a.Status}.", null, ProviderDown: true),
        _ => answer.CommonSendOutcome() ?? new SendOutcome.Rejected(DeliveryProblem.Configuration, "sign_in"),
    };

    static SendOutcome Judge(ProviderAnswer.Answered answer)
    {
        var said = WireJson.Camel.Read<ZipwhipAnswer>(answer.Body);
        var code = said is { IsYes: false } ? said.Refusal : null;
        if (ZipwhipCodes.MeansLater(code)) return new SendOutcome.TryAgain("Zipwhip could not take the text just now.", answer.RetryAfter, ProviderDown: false);
        if (code is { } no) return new SendOutcome.Rejected(ZipwhipCodes.ProblemOf(no), ZipwhipCodes.Words(no));
        if (!answer.Ok)
            return new SendOutcome.Rejected(answer.Status is 401 or 403 or 404 or 405 or (>= 300 and < 400) ? DeliveryProblem.Configuration : DeliveryProblem.Other, $"HTTP {answer.Status}");
        if (said is { Success: "false" }) return new SendOutcome.Rejected(DeliveryProblem.Other, null);
        return said is { IsYes: true } && WireJson.Camel.Read<ZipwhipSent>(answer.Body)?.Response?.Tokens is [{ Message: { Length: > 0 } id }, ..]
            ? new SendOutcome.Accepted(id, DeliveryStatus.Sent)
            : new SendOutcome.Unknown("Zipwhip answered, but without a message id.");
    }
}
