using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rosterline.Providers.Wire;

/// <summary>Signed-in calls to one account, all below one address.</summary>
sealed class WireApi(ProviderHttp http, string address, AuthenticationHeaderValue? signIn)
{
    /// <summary>A list longer than this does not end.</summary>
    public const int MostPages = 2000;

    static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The address, with a closing slash.</summary>
    public Uri Root { get; } = new(address.TrimEnd('/') + "/");

    public static AuthenticationHeaderValue Basic(string user, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));

    public Task<ProviderAnswer> GetAsync(string path, CancellationToken cancel) => CallAsync(HttpMethod.Get, path, null, cancel);

    public Task<ProviderAnswer> PostAsync(string path, JsonObject body, CancellationToken cancel) => CallAsync(HttpMethod.Post, path, Json(body), cancel);

    public Task<ProviderAnswer> PatchAsync(string path, JsonObject body, CancellationToken cancel) => CallAsync(HttpMethod.Patch, path, Json(body), cancel);

    public Task<ProviderAnswer> PostFormAsync(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form), cancel);

    /// <summary>Changes something there; false where the provider says no.</summary>
    /// <exception cref="ProviderUnavailableException">Nobody knows whether it changed.</exception>
    public static bool Changed(ProviderAnswer answer) =>
        answer is ProviderAnswer.Answered { Ok: true } ? true
            : answer is ProviderAnswer.Answered { Status: >= 400 and < 500 and not (408 or 429) } ? false
            : throw new ProviderUnavailableException(answer.WhyNothing() ?? "The provider did not answer.");

    /// <summary>Fetches an attachment: signed in below this address only, redirects without, and never by plain HTTP where the account uses TLS.</summary>
    public Task<FetchedMedia?> FetchAsync(Uri source, int largest, CancellationToken cancel) => WireMedia.FetchAsync(http, Root, signIn, source, largest, cancel);

    static StringContent Json(JsonObject body) => new(body.ToJsonString(AsWritten), Encoding.UTF8, "application/json");

    async Task<ProviderAnswer> CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, path));
        request.Headers.Authorization = signIn;
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = content;
        return await http.CallAsync(request, cancel);
    }
}
