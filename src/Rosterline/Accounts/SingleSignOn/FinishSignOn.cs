using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>What a provider says about somebody, believed.</summary>
/// <param name="Groups">Names or ids of the groups she is in there.</param>
sealed record Vouched(string Subject, string? Email, bool EmailVerified, string? Name, IReadOnlyList<string> Groups);

/// <summary>Takes what comes back from a provider and believes it only when everything fits: browser, sender, signature, audience, time and question.</summary>
sealed class FinishSignOn(SignOnAttempts attempts, IdentityProvider provider, TimeProvider clock, ILogger<FinishSignOn> log)
{
    /// <param name="Issuer">Who answered, where the provider says so (RFC 9207).</param>
    public sealed record Returned(string? State, string? Code, string? Issuer, string? Error);

    public async Task<Result<Vouched>> ExecuteAsync(HttpContext context, SignOnSettings settings, Returned back, Uri redirect, CancellationToken cancel)
    {
        if (back.State is null || await attempts.TakeAsync(context, settings.RootId, back.State, cancel) is not { } attempt) return SignOnRefusals.NotBegun;
        try
        {
            var facts = await provider.FactsAsync(settings.Issuer, cancel);
            if (attempt.Issuer != settings.Issuer || !IsFrom(back.Issuer, settings.Issuer, facts)) return Suspect(settings, "mixed_up");
            if (back.Error is not null || back.Code is null) return SignOnRefusals.ProviderRefused;
            if (await provider.ExchangeAsync(facts, settings, back.Code, attempt.Verifier, redirect, cancel) is not { } answer) return SignOnRefusals.ProviderRefused;
            return await VouchAsync(settings, facts, answer, attempt.Nonce, cancel);
        }
        catch (IdentityProviderException fault)
        {
            log.LogWarning("Single sign-on of {Root} could not go on: {Words}", settings.RootId, fault.Message);
            return SignOnRefusals.ProviderAway;
        }
    }

    // A provider that always names itself and does not here is not the one that answered.
    static bool IsFrom(string? named, string issuer, ProviderFacts facts) => named is null ? !facts.NamesItself : named == issuer;

    async Task<Result<Vouched>> VouchAsync(SignOnSettings settings, ProviderFacts facts, JsonElement answer, string nonce, CancellationToken cancel)
    {
        if (IdToken.Text(answer, "id_token") is not { } token) return Suspect(settings, "no_token");
        var expected = new IdToken.Expected(settings.Issuer, settings.ClientId, nonce, clock.GetUtcNow());
        var read = IdToken.Check(token, facts.Keys, expected);
        if (read.Fault == IdToken.UnknownKey) read = IdToken.Check(token, (await provider.FactsAgainAsync(settings.Issuer, cancel)).Keys, expected);
        if (read.Claims is not { } claims) return Suspect(settings, read.Fault!);
        var subject = IdToken.Text(claims, "sub")!;
        var more = await MoreAsync(settings, facts, answer, claims, cancel);
        if (more is { } also && IdToken.Text(also, "sub") != subject) return Suspect(settings, "other_person");
        JsonElement? Claim(string name) => claims.TryGetProperty(name, out var own) ? own : more is { } rest && rest.TryGetProperty(name, out var other) ? other : null;
        // Some providers write the truth as a text.
        var verified = Claim("email_verified") is { ValueKind: JsonValueKind.True or JsonValueKind.String } said && said.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return new Vouched(subject, Claim("email")?.ToString(), verified, Claim("name")?.ToString(), TextsOf(Claim(settings.GroupsClaim)));
    }

    async Task<JsonElement?> MoreAsync(SignOnSettings settings, ProviderFacts facts, JsonElement answer, JsonElement claims, CancellationToken cancel)
    {
        var complete = claims.TryGetProperty("email", out _) && (settings.Groups.Count == 0 || claims.TryGetProperty(settings.GroupsClaim, out _));
        return complete || facts.UserFacts is not { } address || IdToken.Text(answer, "access_token") is not { } access
            ? null : await provider.UserFactsAsync(address, access, cancel);
    }

    static List<string> TextsOf(JsonElement? claim) => claim switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)],
        _ => [],
    };

    Refusal Suspect(SignOnSettings settings, string fault)
    {
        log.LogWarning("An answer of the identity provider of {Root} was not believed: {Fault}", settings.RootId, fault);
        return SignOnRefusals.NotBelieved;
    }
}
