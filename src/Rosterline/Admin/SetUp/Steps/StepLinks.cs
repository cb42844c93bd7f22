using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>Links to one row of Set up for somebody without an account. The first browser to open one is the only one to read it; only the token's hash is kept.</summary>
sealed class StepLinks(NpgsqlDataSource database, TimeProvider clock)
{
    public const int ShortestDays = 1, LongestDays = 30, UsualDays = 7;

    /// <param name="SentTo">Null: copied.</param>
    /// <param name="OpenedAt">Null: not yet.</param>
    public sealed record Given(Guid Id, string Step, string? SentTo, string? By, DateTimeOffset At, DateTimeOffset ExpiresAt, DateTimeOffset? OpenedAt);

    public sealed record Made(Guid Id, string Path, DateTimeOffset ExpiresAt);

    /// <summary>What a link leads to just now.</summary>
    /// <param name="Step">Null unless the link is good.</param>
    public sealed record Found(StepLinkState State, Guid RootId, string? Step, string? By);

    /// <summary>Those that can still be opened or read.</summary>
    public Task<List<Given>> ReadAsync(Guid rootId, CancellationToken cancel) => database.Command("""
        select l.id, l.step, l.sent_to, u.name, l.created_at, l.expires_at, l.opened_at from set_up_link l left join app_user u on u.id = l.created_by
        where l.root_id = $1 and l.revoked_at is null and l.expires_at > $2 order by l.created_at desc limit 100
        """, rootId, clock.GetUtcNow()).ReadAllAsync(row => new Given(row.GetGuid(0), row.GetString(1), row.Text(2), row.Text(3), row.GetFieldValue<DateTimeOffset>(4),
            row.GetFieldValue<DateTimeOffset>(5), row.Maybe<DateTimeOffset>(6)), cancel);

    public async Task<Made> MakeAsync(Viewer by, string step, string? sentTo, int days, CancellationToken cancel)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var (id, now) = (Ids.New(), clock.GetUtcNow());
        var until = now.AddDays(days);
        await using var batch = database.CreateBatch();
        batch.Add("insert into set_up_link (root_id, id, step, token_hash, sent_to, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            by.RootId, id, step, Hash(token), sentTo, by.UserId, now, until);
        AuditLog.Add(batch, AuditedAct.By(by, "set_up.step_sent", "organisation", by.RootId, new { link = id, step, sentTo, until }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return new(id, StepPageApi.Path + token, until);
    }

    /// <summary>False: there is no such link in force.</summary>
    public async Task<bool> RevokeAsync(Viewer by, Guid id, CancellationToken cancel) => await database.Command("""
        with ended as (update set_up_link set revoked_at = $3 where root_id = $1 and id = $2 and revoked_at is null returning step)
        insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
        select $1, $4, $3, $5, 'set_up.step_revoked', 'organisation', $1, jsonb_build_object('link', $2::uuid, 'step', step) from ended
        """, by.RootId, id, clock.GetUtcNow(), Ids.New(), by.UserId).RunAsync(cancel) > 0;

    /// <param name="browser">The secret this browser was given when it opened the link; null: none.</param>
    public async Task<Found> FindAsync(string token, string? browser, CancellationToken cancel)
    {
        // every organisation: the link itself says which one it belongs to
        var found = await database.Command("""
            select l.root_id, l.step, u.name, case when l.revoked_at is not null then 1 when l.expires_at <= $2 then 2 when l.opened_at is null then 3 when l.browser_hash = $3 then 4 else 5 end
            from set_up_link l left join app_user u on u.id = l.created_by where l.token_hash = $1
            """, Hash(token), clock.GetUtcNow(), Hash(browser ?? "")).ReadAllAsync(row => (Root: row.GetGuid(0), Step: row.GetString(1), By: row.Text(2), State: (StepLinkState)row.GetInt32(3)), cancel);
        if (found.Count == 0) return new(StepLinkState.Unknown, Guid.Empty, null, null);
        var (root, step, by, state) = found[0];
        return new(state, root, state is StepLinkState.Ready or StepLinkState.Open ? step : null, by);
    }

    /// <summary>Opens the link in one browser and gives it its secret; null when somebody was quicker, or it is no longer good.</summary>
    public async Task<(string Browser, DateTimeOffset ExpiresAt)?> OpenAsync(string token, CancellationToken cancel)
    {
        var browser = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        // every organisation: the link itself says which one it belongs to
        var opened = await database.Command("""
            with opened as (
              update set_up_link set opened_at = $2, browser_hash = $3 where token_hash = $1 and opened_at is null and revoked_at is null and expires_at > $2
              returning root_id, id, step, expires_at
            ), audited as (
              insert into audit_entry (root_id, id, at, action, subject_kind, subject_id, detail)
              select root_id, $4, $2, 'set_up.step_opened', 'organisation', root_id, jsonb_build_object('link', id, 'step', step) from opened
            ) select expires_at from opened
            """, Hash(token), clock.GetUtcNow(), Hash(browser), Ids.New()).ReadAllAsync(row => row.GetFieldValue<DateTimeOffset>(0), cancel);
        return opened.Count == 0 ? null : (browser, opened[0]);
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>The numbers are those of the question in <see cref="StepLinks.FindAsync"/>.</summary>
enum StepLinkState { Unknown = 0, Revoked = 1, Expired = 2, Ready = 3, Open = 4, OpenElsewhere = 5 }
