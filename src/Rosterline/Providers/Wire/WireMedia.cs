using System.Net.Http.Headers;

namespace Rosterline.Providers.Wire;

/// <summary>Attachments, fetched without giving credentials to anybody but the provider.</summary>
static class WireMedia
{
    const int MostRedirects = 5;

    /// <summary>Null when there is no such file any more, or it is larger than allowed.</summary>
    /// <param name="home">Where the credentials belong; redirects and other hosts get none.</param>
    /// <exception cref="ProviderUnavailableException">It could not be fetched now.</exception>
    public static async Task<FetchedMedia?> FetchAsync(
        ProviderHttp http, Uri home, AuthenticationHeaderValue? signIn, Uri source, int largest, CancellationToken cancel)
    {
        var credentials = IsOwn(home, source) ? signIn : null;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            // Storage the file was moved to gets no credentials, and plain HTTP only where the account itself uses it.
            if (source.Scheme != "https" && !IsOwn(home, source) && home.Scheme == "https")
                return null;
            using var request = new HttpRequestMessage(HttpMethod.Get, source);
            request.Headers.Authorization = hop == 0 ? credentials : null;
            var answer = await http.CallAsync(request, cancel, largest);
            if (answer is ProviderAnswer.Answered { Status: >= 300 and < 400, Location: { } location } && Uri.TryCreate(source, location, out var next))
                source = next;
            else
                return MediaIn(answer);
        }

        return null;
    }

    public static bool IsOwn(Uri home, Uri address) => Uri.Compare(address, home, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>An address that can be fetched; null for any other text.</summary>
    public static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;

    static FetchedMedia? MediaIn(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Answered { Ok: true, Extent: BodyExtent.Whole } a => new FetchedMedia(a.ContentType ?? "application/octet-stream", a.Body),
        ProviderAnswer.Answered { Extent: BodyExtent.TooLong } or ProviderAnswer.Answered { Status: 404 or 410 } or ProviderAnswer.Barred => null,
        _ => throw new ProviderUnavailableException(answer.WhyNothing() ?? "The provider did not give the attachment."),
    };
}
