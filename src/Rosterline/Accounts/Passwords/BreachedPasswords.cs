using System.Security.Cryptography;
using System.Text;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Accounts.Passwords;

/// <summary>
/// Our own rules, and where an address is configured a list of passwords from breaches. Of a password only the first five letters of its
/// SHA-1 leave; which line of the answer is meant is looked at here. Without an answer our own rules decide alone.
/// </summary>
sealed class BreachedPasswords(Uri? list, TimeProvider clock, ILogger<ProviderHttp> log) : IDisposable
{
    const int Prefix = 5, LongestAnswer = 512 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Whoever runs the installation named the address; a copy of the list may well be in the own network.
    readonly ProviderHttp http = new(clock, log, new(Patience, AllowPrivateAddresses: true));

    /// <summary>Null when it may be used.</summary>
    public async Task<Refusal?> RefuseAsync(string password, string? email, string name, CancellationToken cancel) =>
        PasswordRules.Refuse(password, email, name) ?? (list is not null && await ListsAsync(list, password, cancel) ? SignInRefusals.PasswordBreached : null);

    async Task<bool> ListsAsync(Uri address, string password, CancellationToken cancel)
    {
#pragma warning disable CA5350 // Such lists are kept by SHA-1; nothing is protected by it.
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{hash[..Prefix]}"));
        // Lines with a count of nought are added, so that not even the length of the answer tells anything.
        request.Headers.Add("Add-Padding", "true");
        return await http.CallAsync(request, cancel, LongestAnswer) is ProviderAnswer.Answered { Status: 200 } answer
            && Encoding.ASCII.GetString(answer.Body).Split('\n', StringSplitOptions.TrimEntries).Any(line => IsCounted(line, hash[Prefix..]));
    }

    static bool IsCounted(string line, string rest) =>
        line.Split(':') is [var suffix, var count] && suffix.Equals(rest, StringComparison.OrdinalIgnoreCase) && count.Trim() != "0";

    public void Dispose() => http.Dispose();
}
