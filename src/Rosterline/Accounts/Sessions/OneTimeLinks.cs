using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>An address that signs one person in, once. Only its hash is kept.</summary>
public sealed class OneTimeLink
{
    public required byte[] TokenHash { get; init; }

    public Guid RootId { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>Makes and redeems one-time links.</summary>
public sealed class OneTimeLinks(NpgsqlDataSource database, TimeProvider clock)
{
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);

    /// <summary>Mail is read when there is time.</summary>
    public static readonly TimeSpan ValidByMail = TimeSpan.FromDays(7);

    /// <summary>The path to give to the person, <c>/start/…</c>; works once the change is saved.</summary>
    public static string Add(RosterlineDb db, Guid rootId, Guid userId, TimeProvider clock, TimeSpan? lasts = null)
    {
        var token = NewToken();
        db.OneTimeLinks.Add(new OneTimeLink { TokenHash = Hash(token), RootId = rootId, UserId = userId, ExpiresAt = clock.GetUtcNow() + (lasts ?? Valid) });
        return "/start/" + token;
    }

    /// <summary>The same, within a transaction.</summary>
    internal static async Task<string> AddAsync(NpgsqlTransaction transaction, Guid rootId, Guid userId, DateTimeOffset now, CancellationToken cancel)
    {
        var token = NewToken();
        await transaction.Command("insert into one_time_link (token_hash, root_id, user_id, expires_at) values ($1, $2, $3, $4)", Hash(token), rootId, userId, now + Valid).RunAsync(cancel);
        return "/start/" + token;
    }

    static string NewToken() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>Uses the link up. Null when it is unknown, used, too old, or its user may not sign in. Whoever has a second step is still asked for it.</summary>
    internal async Task<SignIn.Passed?> RedeemAsync(string token, CancellationToken cancel)
    {
        // every organisation: the link itself says which one it belongs to
        await using var command = database.CreateCommand("""
            with used as (
              update one_time_link k set used_at = $2 from app_user u
              where k.token_hash = $1 and k.used_at is null and k.expires_at > $2 and u.id = k.user_id and u.is_active
              returning k.root_id, k.user_id, coalesce(u.security_stamp, '') as stamp, u.two_factor_enabled
            ), audited as (
              insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id)
              select root_id, $3, $2, user_id, 'session.started_by_link', 'user', user_id from used
            ) select root_id, user_id, stamp, two_factor_enabled from used
            """);
        foreach (var value in new object[] { Hash(token), clock.GetUtcNow(), Ids.New() }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(new SignedIn(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)), reader.GetBoolean(3)) : null;
    }

    /// <summary>Why a link was not redeemed: "used", "expired", or "unknown".</summary>
    internal async Task<string> WhyNotAsync(string token, CancellationToken cancel)
    {
        // every organisation: the link itself says which one it belongs to
        await using var command = database.CreateCommand("""
            select case when used_at is not null then 'used' when expires_at <= $2 then 'expired' end from one_time_link where token_hash = $1
            """);
        foreach (var value in new object[] { Hash(token), clock.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) as string ?? "unknown";
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
