using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Npgsql;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>Signs a program in by <c>Authorization: Bearer rl_…</c>. Keys are found by their SHA-256; 256 random bits need no slow hash.</summary>
sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeyReader keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "ApiKey";
    public const string KeyClaim = "key";

    /// <summary>How every key begins. A bearer without it is meant for something else here, such as the simulated carrier.</summary>
    public const string Prefix = "rl_";

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var token = header[7..].Trim();
        if (!token.StartsWith(Prefix, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        var found = await keys.FindAsync(token, Context.RequestAborted);
        if (found is not { } key) return AuthenticateResult.Fail("This key is not known, was revoked or has expired.");
        var identity = new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, key.UserId.ToString()), new(ViewerOfRequest.RootClaim, key.RootId.ToString()), new(KeyClaim, key.Id.ToString()),
            .. Scopes.ToClaims(key.Scopes), .. Narrowing.ToClaims(key.Within),
        ], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => SessionCookie.SignedOut().ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => SessionCookie.MayNot(Context).ExecuteAsync(Context);
}

/// <summary>Reads keys by hash; kept for a second at most, so that a revoked key dies at once.</summary>
sealed class ApiKeyReader(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1), NotedEvery = TimeSpan.FromMinutes(1);
    readonly Recent<string, Found?> recent = new(clock, Kept);

    public readonly record struct Found(Guid RootId, Guid Id, Guid UserId, string[] Scopes, Guid? Within);

    public void Forget() => recent.Forget(_ => true);

    public ValueTask<Found?> FindAsync(string key, CancellationToken cancel) => recent.GetAsync(key, wanted => ReadAsync(ApiKeyAuthentication.Hash(wanted)), cancel);

    async Task<Found?> ReadAsync(byte[] hash)
    {
        // every organisation: the key itself says which one it belongs to
        var found = await database.Command("select root_id, id, user_id, last_used_at, scopes, case when narrowed then account_id end from api_key where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)", hash, clock.GetUtcNow())
            .ReadAllAsync(row => (Key: new Found(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<string[]>(4), row.Maybe<Guid>(5)), Used: row.Maybe<DateTimeOffset>(3)), CancellationToken.None);
        if (found.Count == 0) return null;
        // To the minute is enough, and a busy key does not write a row per request.
        if (!(clock.GetUtcNow() - found[0].Used < NotedEvery))
            await database.Command("update api_key set last_used_at = $3 where root_id = $1 and id = $2", found[0].Key.RootId, found[0].Key.Id, clock.GetUtcNow()).RunAsync(CancellationToken.None);
        return found[0].Key;
    }
}
