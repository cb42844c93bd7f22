using System.Globalization;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.TextUs;

/// <summary>The current TextUs, next.textus.com. It documents no list of texts and no upload of files.</summary>
sealed class TextUsNext(TextUsCalls calls, TextUsSettings settings)
{
    public static readonly ProviderAbilities Abilities = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: true, Media: false) { ListsOptOuts = true };

    public async Task<SendOutcome> SendAsync(OutgoingText text, CancellationToken cancel)
    {
        // Without an account in the address TextUs takes the one the number belongs to, so that a text never goes from another line.
        var answer = await calls.PostAsync("messages", new { from = text.From.E164, to = text.To.E164, body = text.Body }, cancel);
        return calls.CommonOutcome(answer) ?? Judge((ProviderAnswer.Answered)answer);
    }

    static SendOutcome Judge(ProviderAnswer.Answered answer)
    {
        if (!answer.Ok) return TextUsWords.Refused(answer, TextUsJson.Sentence(answer.Body));
        if (WireJson.Camel.Read<TextUsMessage>(answer.Body) is not { Id: { Length: > 0 } id } message) return new SendOutcome.Unknown("TextUs answered yes, but without a message id.");
        var word = message.DeliveryState ?? message.Status;
        var status = TextUsWords.StatusOf(word) ?? DeliveryStatus.Sent;
        return TextUsWords.IsBad(status) ? new SendOutcome.Rejected(TextUsWords.ProblemOf(message.FriendlyStateDescription), word) : new SendOutcome.Accepted(id, status);
    }

    public async Task<CredentialTest> TestAsync(CancellationToken cancel)
    {
        var accounts = await ReadAccountsAsync(cancel);
        var named = settings.Account is { } slug ? accounts.Find(a => a.Slug == slug) : accounts.FirstOrDefault();
        if (named is null)
            return new(false, settings.Account is { } wrong ? $"Refused: this token does not reach an account called {wrong}." : "Refused: this token reaches no account.", null, null);
        var numbers = accounts.Sum(a => a.PhoneNumbers?.Count ?? 0);
        var name = named.Name ?? named.Slug ?? "TextUs";
        var receiving = settings.WebhookSecrets.Any() ? "" : " Nothing can be received yet: give TextUs the address below and save the webhook secret it shows.";
        return new(true, string.Create(CultureInfo.InvariantCulture, $"Works. Signed in as {name} · {numbers} {(numbers == 1 ? "number" : "numbers")}. No text was sent.{receiving}"), name, numbers);
    }

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancel)
    {
        var numbers = new List<ProviderNumber>();
        foreach (var account in await ReadAccountsAsync(cancel))
            foreach (var number in (account.PhoneNumbers ?? []).Select(NumberOf).OfType<PhoneNumber>())
                numbers.Add(new ProviderNumber($"{account.Slug}:{number.Digits}", number, account.Name ?? number.Display, CanText: true, null));
        return numbers;
    }

    public async IAsyncEnumerable<PhoneNumber> ListOptOutsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var slugs = settings.Account is { } one ? [one] : (await ReadAccountsAsync(cancel)).Select(a => a.Slug).OfType<string>().ToList();
        foreach (var slug in slugs)
            await foreach (var optOut in calls.CollectAsync<TextUsOptOut>($"{Uri.EscapeDataString(slug)}/opt_outs", cancel))
                if (PhoneNumber.FromWire(optOut.PhoneNumber) is { } number) yield return number;
    }

    Task<List<TextUsAccount>> ReadAccountsAsync(CancellationToken cancel) => calls.CollectAsync<TextUsAccount>("accounts", cancel).ToListAsync(cancel).AsTask();

    // "(303) 555-1111": as people write it, and North American.
    static PhoneNumber? NumberOf(string? shown)
    {
        var digits = string.Concat((shown ?? "").Where(char.IsAsciiDigit));
        return PhoneNumber.FromWire(digits.Length == 10 && shown?.TrimStart().StartsWith('+') == false ? "1" + digits : digits);
    }
}
