using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Accounts.SingleSignOn;

/// <param name="AllowPrivateAddresses">The provider may be in the own network (ROSTERLINE_SSO_PRIVATE), and tests.</param>
public sealed record SignOnOptions(bool AllowPrivateAddresses);

/// <summary>Where a provider does what, by its own description, and the keys it signs with.</summary>
sealed record ProviderFacts(Uri Authorize, Uri Token, Uri? UserFacts, IReadOnlyList<VerifyKey> Keys, bool SecretInBody, bool NamesItself);

/// <summary>An identity provider could not be asked, or answered what makes no sense. The words are for the administrator.</summary>
sealed class IdentityProviderException(string words) : Exception(words);

/// <summary>Asks identity providers: what they are, a code for a token, more about somebody. Never at addresses inside our own network.</summary>
sealed class IdentityProvider : IDisposable
{
    const int LongestAnswer = 256 * 1024;
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    readonly ProviderHttp http;
    readonly SignOnOptions options;
    readonly Recent<string, ProviderFacts> recent;
    readonly Recent<string, bool> asked;

    public IdentityProvider(SignOnOptions options, TimeProvider clock, ILogger<ProviderHttp> log)
    {
        this.options = options;
        http = new ProviderHttp(clock, log, ProviderHttpOptions.Default with { AllowPrivateAddresses = options.AllowPrivateAddresses });
        (recent, asked) = (new(clock, Kept), new(clock, TimeSpan.FromMinutes(1)));
    }

    public ValueTask<ProviderFacts> FactsAsync(string issuer, CancellationToken cancel) => recent.GetAsync(issuer, ReadAsync, cancel);

    /// <summary>Reads again, at most once a minute: a provider may have changed its keys a moment ago.</summary>
    public async Task<ProviderFacts> FactsAgainAsync(string issuer, CancellationToken cancel)
    {
        await asked.GetAsync(issuer, one => { recent.Forget(one); return Task.FromResult(true); }, cancel);
        return await FactsAsync(issuer, cancel);
    }

    public void Forget(string issuer) => recent.Forget(issuer);

    /// <summary>Whether an address may be asked: https, or plain on this machine where private addresses are allowed.</summary>
    public bool MayAsk(Uri address) => address.Scheme == "https" || (options.AllowPrivateAddresses && address is { Scheme: "http", IsLoopback: true });

    /// <returns>The provider's answer to a code; null when it refused it.</returns>
    public async Task<JsonElement?> ExchangeAsync(ProviderFacts facts, SignOnSettings settings, string code, string verifier, Uri redirect, CancellationToken cancel)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect.AbsoluteUri, ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, facts.Token);
        if (settings.Secret is null || facts.SecretInBody) form["client_id"] = settings.ClientId;
        if (settings.Secret is { } secret && facts.SecretInBody) form["client_secret"] = secret;
        if (settings.Secret is { } own && !facts.SecretInBody) request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(own)}")));
        request.Content = new FormUrlEncodedContent(form);
        return await CallAsync(request, refusalIsNull: true, cancel);
    }

    public async Task<JsonElement> UserFactsAsync(Uri address, string accessToken, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        return (await CallAsync(request, refusalIsNull: false, cancel))!.Value;
    }

    async Task<ProviderFacts> ReadAsync(string issuer)
    {
        var about = await GetAsync(new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration"));
        // A description under somebody else's name is a mix-up waiting to happen.
        if (IdToken.Text(about, "issuer") != issuer) throw new IdentityProviderException($"The provider calls itself “{IdToken.Text(about, "issuer")}”. Write the issuer exactly so.");
        var keys = VerifyKey.OfSet(await GetAsync(At(about, "jwks_uri") ?? throw Without("jwks_uri")));
        if (keys.Count == 0) throw new IdentityProviderException("The provider publishes no key for RS256 or ES256.");
        return new ProviderFacts(
            At(about, "authorization_endpoint") ?? throw Without("authorization_endpoint"), At(about, "token_endpoint") ?? throw Without("token_endpoint"),
            At(about, "userinfo_endpoint"), keys, IsSecretInBody(about),
            about.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind == JsonValueKind.True);
    }

    static bool IsSecretInBody(JsonElement about) =>
        about.TryGetProperty("token_endpoint_auth_methods_supported", out var ways) && ways.ValueKind == JsonValueKind.Array
        && ways.EnumerateArray().Select(way => way.GetString()).ToList() is var all && !all.Contains("client_secret_basic") && all.Contains("client_secret_post");

    Uri? At(JsonElement about, string name) =>
        IdToken.Text(about, name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && MayAsk(address) ? address
        : throw new IdentityProviderException($"The provider's {name} is not an https address.");

    static IdentityProviderException Without(string name) => new($"The provider's description lacks {name}.");

    async Task<JsonElement> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return (await CallAsync(request, refusalIsNull: false, CancellationToken.None))!.Value;
    }

    async Task<JsonElement?> CallAsync(HttpRequestMessage request, bool refusalIsNull, CancellationToken cancel)
    {
        request.Headers.Accept.ParseAdd("application/json");
        var host = request.RequestUri!.Host;
        return await http.CallAsync(request, cancel, LongestAnswer) switch
        {
            ProviderAnswer.Answered { Ok: true, Cut: false } answer => Json(host, answer.Body),
            ProviderAnswer.Answered { Status: >= 400 and < 500 } when refusalIsNull => null,
            ProviderAnswer.Answered answer => throw new IdentityProviderException($"{host} answered {answer.Status}."),
            ProviderAnswer.NotSent no => throw new IdentityProviderException(no.Words),
            ProviderAnswer.Lost no => throw new IdentityProviderException(no.Words),
            ProviderAnswer.Barred no => throw new IdentityProviderException(no.Words),
            _ => throw new IdentityProviderException($"{host} could not be asked."),
        };
    }

    static JsonElement Json(string host, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new IdentityProviderException($"{host} answered something other than JSON.");
        }
    }

    public void Dispose() => http.Dispose();
}
