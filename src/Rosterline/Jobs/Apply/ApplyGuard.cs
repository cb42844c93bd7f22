using System.Globalization;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;

namespace Rosterline.Jobs.Apply;

/// <summary>
/// Keeps programs off the application form without asking people for anything: a field nobody sees, a page that cannot be filled in
/// within seconds, and a limit for each address. Whoever is stopped keeps what she typed and presses Send once more.
/// </summary>
sealed class ApplyGuard(IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    public const string TrapField = "fax_extension", PageField = "page";

    public const int PerTenMinutes = 20;

    static readonly TimeSpan Quickest = TimeSpan.FromSeconds(3), Longest = TimeSpan.FromHours(24);

    readonly IDataProtector protector = protection.CreateProtector("Rosterline.Jobs.Apply");

    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(address,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = PerTenMinutes, Window = TimeSpan.FromMinutes(10), QueueLimit = 0 }));

    /// <summary>What a page carries to show when it was given out, and for which posting.</summary>
    /// <param name="again">It was on the screen before; nobody has to wait a second time.</param>
    public string Page(string slug, bool again = false)
    {
        var since = again ? clock.GetUtcNow() - Quickest : clock.GetUtcNow();
        return protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{since.ToUnixTimeMilliseconds()} {slug}"));
    }

    /// <summary>Null when this may be a person's; else what to tell her.</summary>
    public string? Stops(IFormCollection form, string slug, ApplyWords words)
    {
        if (form[TrapField].ToString().Length > 0) return words.SendAgain;
        return Age(form[PageField].ToString(), slug) switch { null => words.TooOld, var age when age < Quickest => words.TooQuick, var age when age > Longest => words.TooOld, _ => null };
    }

    public bool IsTooMany(string address)
    {
        using var lease = limiter.AttemptAcquire(address);
        return !lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    TimeSpan? Age(string page, string slug)
    {
        try
        {
            return protector.Unprotect(page).Split(' ') is [var at, var of] && of == slug
                ? clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)) : null;
        }
        catch (CryptographicException)
        {
            // Not given out by us, or by keys that are gone: the page is given out anew.
            return null;
        }
    }
}
