using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.TextUs;

/// <summary>Signed-in calls to one account in either language of TextUs, and lists read to their end.</summary>
sealed class TextUsCalls(ProviderHttp http, TextUsSettings settings, TimeProvider time)
{
    const int MostPages = 1000;
    const int LargestMedia = 5 * 1024 * 1024;
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    string MediaType => settings.Older ? "application/vnd.textus-v2" : "application/vnd.textus+jsonld";

    AuthenticationHeaderValue SignIn => settings.Older
        ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Username}:{settings.Token}")))
        : new("Bearer", settings.Token);

    public Task<ProviderAnswer> GetAsync(string path, CancellationToken cancel) => CallAsync(HttpMethod.Get, new Uri(settings.Root, path), null, cancel);

    public Task<ProviderAnswer> PostAsync(string path, object body, CancellationToken cancel) => CallAsync(HttpMethod.Post, new Uri(settings.Root, path), body, cancel);

    public Task<FetchedMedia?> FetchAsync(Uri source, CancellationToken cancel) => WireMedia.FetchAsync(http, settings.Root, SignIn, source, LargestMedia, cancel);

    /// <summary>Members of a JSON-LD collection, following <c>view.next</c>.</summary>
    public async IAsyncEnumerable<T> CollectAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        var seen = new HashSet<Uri>();
        for (var next = new Uri(settings.Root, path); next is not null;)
        {
            if (!seen.Add(next) || seen.Count > MostPages) throw new ProviderUnavailableException("The list at TextUs does not end.");
            var page = WireJson.Camel.Answer<TextUsPage<T>>(await CallAsync(HttpMethod.Get, next, null, cancel));
            foreach (var item in page.Members ?? throw new ProviderUnavailableException("TextUs answered with something that is not a list."))
                if (item is not null) yield return item;
            next = Follow(page.View?.Next);
        }
    }

    /// <summary>What the answer to a text means where no adapter has to read it; TextUs may say by the clock when to go on.</summary>
    public SendOutcome? CommonOutcome(ProviderAnswer answer) => answer is ProviderAnswer.Answered { Status: 429, RetryAfter: null } a
        && long.TryParse(a.Header("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799
        ? new SendOutcome.TryAgain("Too many requests at once; TextUs asks to wait.", Within(DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow()), ProviderDown: false)
        : answer.CommonSendOutcome();

    static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;

    // A page that leads away from the account's host would take the credentials with it.
    Uri? Follow(string? next)
    {
        if (string.IsNullOrEmpty(next)) return null;
        return Uri.TryCreate(settings.Root, next, out var address) && WireMedia.IsOwn(settings.Root, address) ? address
            : throw new ProviderUnavailableException("The list at TextUs goes on at another host, which is not asked.");
    }

    async Task<ProviderAnswer> CallAsync(HttpMethod method, Uri address, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = SignIn;
        request.Headers.Accept.ParseAdd(MediaType);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), JsonSerializerOptions.Web));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(settings.Older ? "application/json" : MediaType);
        }
        return await http.CallAsync(request, cancel);
    }
}
