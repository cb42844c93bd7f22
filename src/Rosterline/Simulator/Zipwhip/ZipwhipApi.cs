using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Zipwhip;

/// <summary>
/// The carrier in Zipwhip's language, for clients that know no other; see docs/simulated-carrier.md. Values come as form or query, and
/// a no is answered with status 200 and <c>success:false</c>.
/// </summary>
static class ZipwhipApi
{
    public const string Path = "/simulator/zipwhip";
    const int LargestRequest = 1 << 20, LongestMmsBody = 700, LargestMms = 600 * 1024;
    static readonly HashSet<string> Kinds = ["image/bmp", "image/gif", "image/jpeg", "image/png", "text/plain"];

    sealed record Said(bool Success, object? Response, int? Code = null);

    sealed record Token(long Contact, long Device, string Fingerprint, string Message);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup(Path).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();
        api.MapPost("/user/login", SignInAsync);
        foreach (var (path, act) in new (string, Func<Call, Task<IResult>>)[]
                 { ("/message/send", SendAsync), ("/messaging/send", SendFilesAsync), ("/webhook/add", AddAsync), ("/webhook/list", ListAsync), ("/webhook/delete", DeleteAsync), ("/messageAttachment/list", FilesAsync), ("/hostedContent/get", FileAsync) })
            api.MapMethods(path, ["GET", "POST"], http => AnswerAsync(http, act));
    }

    sealed record Call(HttpContext Http, IFormCollection? Form, ZipwhipLine Line)
    {
        public CancellationToken Cancel => Http.RequestAborted;

        public string? this[string name] => Value(Http, Form, name);

        public T Get<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();
    }

    static string? Value(HttpContext http, IFormCollection? form, string name) =>
        form is not null && !StringValues.IsNullOrEmpty(form[name]) ? form[name][0] : !StringValues.IsNullOrEmpty(http.Request.Query[name]) ? http.Request.Query[name][0] : null;

    static async Task<IResult> SignInAsync(HttpContext http, ZipwhipSession sessions)
    {
        if (await FormAsync(http) is not { } read) return Malformed();
        var session = await sessions.SignInAsync(Value(http, read.Form, "username"), Value(http, read.Form, "password"), http.RequestAborted);
        return session is null ? No() : Yes(session);
    }

    static async Task AnswerAsync(HttpContext http, Func<Call, Task<IResult>> act)
    {
        IResult result = await FormAsync(http) is not { } read ? Malformed()
            : await http.RequestServices.GetRequiredService<ZipwhipSession>().FindAsync(Value(http, read.Form, "session"), http.RequestAborted) is not { } line ? No()
            : line.Account.Fault.Mode == FaultMode.Refuse ? TypedResults.StatusCode(503) : await act(new Call(http, read.Form, line));
        await result.ExecuteAsync(http);
    }

    sealed record Read(IFormCollection? Form);

    /// <summary>Null: it says it is a form and is none.</summary>
    static async Task<Read?> FormAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestRequest) return null;
        if (!http.Request.HasFormContentType) return new(null);
        try
        {
            return new(await http.Request.ReadFormAsync(http.RequestAborted));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or BadHttpRequestException)
        {
            return null;
        }
    }

    static Task<IResult> SendAsync(Call call) => TakeAsync(call, call["contacts"], []);

    static async Task<IResult> SendFilesAsync(Call call)
    {
        var files = call.Form?.Files ?? new FormFileCollection();
        var size = Encoding.UTF8.GetByteCount(call["body"] ?? "");
        if (size > LongestMmsBody || size + files.Sum(file => file.Length) > LargestMms) return No(-394);
        if (files.Any(file => !Kinds.Contains(file.ContentType))) return No(-703);
        var pictures = new List<string>();
        foreach (var file in files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, call.Cancel);
            pictures.Add($"data:{file.ContentType};base64,{Convert.ToBase64String(bytes.ToArray())}");
        }
        return await TakeAsync(call, call["to"], pictures);
    }

    static async Task<IResult> TakeAsync(Call call, string? to, IReadOnlyList<string> pictures)
    {
        var request = new TakeText.Request(Ids.New(), call.Line.Number.E164, ZipwhipSession.NumberOf(to)?.E164, call["body"], pictures, CarrierCallbacks.Registered);
        var taken = await call.Get<TakeText>().ExecuteAsync(call.Line.Account, request, call.Cancel);
        if (taken.Refusal is { } refusal) return Refuse(refusal);
        var id = ZipwhipIds.Of(taken.Value!.Id).ToString(CultureInfo.InvariantCulture);
        var phone = ZipwhipSession.NumberOf(to)!.Value.Digits;
        var print = (phone % 4_000_000_000).ToString(CultureInfo.InvariantCulture);
        return Yes(new { fingerprint = print, root = id, tokens = new[] { new Token(phone, call.Line.Number.Digits, print, id) } });
    }

    static IResult Refuse(Refusal refusal) => refusal.Code switch
    {
        "throttled" => TypedResults.StatusCode(429),
        "carrier_down" => TypedResults.StatusCode(503),
        "opted_out" => No(-1234),
        "no_such_number" or "landline" => No(-124),
        "too_long" => No(-394),
        "malformed" => No(-703),
        _ => No(-700),
    };

    static async Task<IResult> AddAsync(Call call) =>
        await call.Get<ZipwhipHooks>().AddAsync(call.Line, call["type"], call["event"], call["url"], call.Cancel) is { } hook ? Yes(new[] { hook }) : No(-703);

    static async Task<IResult> ListAsync(Call call) => Yes(await call.Get<ZipwhipHooks>().ListAsync(call.Line, call.Cancel));

    static async Task<IResult> DeleteAsync(Call call) =>
        long.TryParse(call["webhookId"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await call.Get<ZipwhipHooks>().DeleteAsync(call.Line, id, call.Cancel) ? Yes(null) : No(-703);

    static async Task<IResult> FilesAsync(Call call)
    {
        if (!long.TryParse(call["messageId"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await ZipwhipIds.FindAsync(call.Get<NpgsqlDataSource>(), call.Line.Account.Owner, number, call.Cancel) is not { } found) return No(-703);
        // Phones send sample pictures, and MMS a page that says in which order to show them.
        var files = (found.Media?.Split('\n') ?? []).Select(address => address[(address.LastIndexOf('/') + 1)..]).Where(SamplePicture.Knows)
            .Select(name => new { fileName = name, mimeType = "image/png", storageKey = name }).Append(new { fileName = "123_1.smil", mimeType = "application/smil", storageKey = "smil" }).ToList();
        return TypedResults.Json(new { total = files.Count, response = files });
    }

    static Task<IResult> FileAsync(Call call) =>
        Task.FromResult<IResult>(call["storageKey"] is { } key && SamplePicture.Draw(key) is { } picture ? TypedResults.File(picture, "image/png") : TypedResults.NotFound());

    static JsonHttpResult<Said> Yes(object? response) => TypedResults.Json(new Said(true, response));

    static JsonHttpResult<Said> No(int? code = null) => TypedResults.Json(new Said(false, null, code));

    static JsonHttpResult<Said> Malformed() => TypedResults.Json(new Said(false, null, -703), statusCode: 400);
}
