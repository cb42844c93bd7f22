using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>Sign-ins on their way to a provider and back: each comes back once, within ten minutes, to the browser that began it.</summary>
sealed class SignOnAttempts(NpgsqlDataSource database, TimeProvider clock)
{
    const string Cookie = "rosterline-sso";
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    static readonly HostBoundCookies Cookies = new();

    public sealed record Begun(string State, string Nonce, string Challenge);

    public sealed record Attempt(string Issuer, string Nonce, string Verifier);

    public async Task<Begun> BeginAsync(HttpContext context, SignOnSettings settings, CancellationToken cancel)
    {
        var (state, nonce, verifier, now) = (Fresh(), Fresh(), Fresh(), clock.GetUtcNow());
        var browser = Cookies.GetRequestCookie(context, Cookie) is { Length: 43 } known ? known : Fresh();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from sign_on_attempt where root_id = $1 and started_at < $2", settings.RootId, now - Lasts);
        batch.Add("insert into sign_on_attempt (root_id, state_hash, browser_hash, issuer, nonce, verifier, started_at) values ($1, $2, $3, $4, $5, $6, $7)",
            settings.RootId, Hash(state), Hash(browser), settings.Issuer, nonce, verifier, now);
        await batch.ExecuteNonQueryAsync(cancel);
        // Lax: the provider leads back by a link, which must carry it.
        Cookies.AppendResponseCookie(context, Cookie, browser, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = Lasts, IsEssential = true,
        });
        return new(state, nonce, WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>Null: not begun in this browser, too long ago, or come back already.</summary>
    public async Task<Attempt?> TakeAsync(HttpContext context, Guid rootId, string state, CancellationToken cancel)
    {
        if (Cookies.GetRequestCookie(context, Cookie) is not { } browser) return null;
        return (await database.Command("""
            delete from sign_on_attempt where root_id = $1 and state_hash = $2 and browser_hash = $3 and started_at > $4 returning issuer, nonce, verifier
            """, rootId, Hash(state), Hash(browser), clock.GetUtcNow() - Lasts)
            .ReadAllAsync(row => new Attempt(row.GetString(0), row.GetString(1), row.GetString(2)), cancel)).FirstOrDefault();
    }

    static string Fresh() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
