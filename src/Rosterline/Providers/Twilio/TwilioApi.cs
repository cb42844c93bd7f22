using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Twilio;

/// <summary>Signed-in calls to one account, and lists read to their end.</summary>
sealed class TwilioApi(ProviderHttp http, TwilioSettings settings)
{
    const int MostPages = 2000;

    /// <summary>The address the account is reached at, with a closing slash.</summary>
    public Uri Root { get; } = new(settings.BaseAddress.TrimEnd('/') + "/");

    public string AccountPath => $"2010-04-01/Accounts/{Uri.EscapeDataString(settings.AccountSid)}";

    public Task<ProviderAnswer> GetAsync(string path, CancellationToken cancel, (string User, string Secret)? signIn = null) =>
        CallAsync(HttpMethod.Get, path, null, signIn, cancel);

    public Task<ProviderAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, path, form, null, cancel);

    /// <summary>Items of all pages as they come.</summary>
    public async IAsyncEnumerable<TItem> ListAsync<TPage, TItem>(string path, [EnumeratorCancellation] CancellationToken cancel)
        where TPage : class, ITwilioPage<TItem>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = path; next is not null;)
        {
            if (!seen.Add(next) || seen.Count > MostPages)
                throw new ProviderUnavailableException("The provider's list does not end.");
            var page = WireJson.Snake.Answer<TPage>(await GetAsync(next, cancel));
            foreach (var item in page.Items ?? [])
            {
                if (item is not null)
                    yield return item;
            }

            next = NextPath(page.NextPageUri);
        }
    }

    /// <summary>Where a relative address of an answer leads; null where it leads elsewhere.</summary>
    public Uri? Resolve(string? relative)
    {
        if (string.IsNullOrWhiteSpace(relative) || !Uri.TryCreate(Root, relative.StartsWith("/2010-04-01", StringComparison.Ordinal) ? relative[1..] : relative, out var address))
            return null;
        return address.Scheme is "https" or "http" ? address : null;
    }

    /// <summary>Whether an address belongs to the host the account's credentials are for.</summary>
    public bool IsOwn(Uri address) => WireMedia.IsOwn(Root, address);

    public AuthenticationHeaderValue SignIn((string User, string Secret)? other = null)
    {
        var (user, secret) = other ?? settings.SendingSignIn;
        return WireApi.Basic(user, secret);
    }

    // A page address that leads away from the account's host would take the credentials with it.
    string? NextPath(string? uri)
    {
        if (string.IsNullOrEmpty(uri))
            return null;
        return Resolve(uri) is { } next && IsOwn(next) ? next.AbsoluteUri
            : throw new ProviderUnavailableException("The provider's list goes on at another host, which is not asked.");
    }

    async Task<ProviderAnswer> CallAsync(
        HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form, (string User, string Secret)? signIn, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, path));
        request.Headers.Authorization = SignIn(signIn);
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        return await http.CallAsync(request, cancel);
    }
}
