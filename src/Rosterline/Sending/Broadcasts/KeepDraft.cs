using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Keeps what was typed in a Send window that was closed: people and text, under the window's own key, so that it can still be sent once.</summary>
sealed class KeepDraft(NpgsqlDataSource database)
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    const int Longest = 60_000;

    /// <returns>Null when this window has already sent.</returns>
    public async Task<Result<Guid?>> SaveAsync(Viewer viewer, string window, BroadcastRequest request, CancellationToken cancel)
    {
        if (!viewer.May("text")) return Refusals.MayNotText;
        if (request.Body.Length > Longest) return Refusals.TooLong(request.Body.Length, Longest);
        return Result.Of(await database.Command("""
            insert into broadcast (root_id, id, account_id, author_id, title, state, purpose, body, audience, window_key, starts_at)
            values ($1, $2, $3, $4, $5, 0, $6, $7, $8::jsonb, $9, now())
            on conflict (root_id, author_id, window_key) where window_key is not null
            do update set title = excluded.title, purpose = excluded.purpose, body = excluded.body, audience = excluded.audience where broadcast.state = 0
            returning id
            """, viewer.RootId, Ids.New(), viewer.AccountId, viewer.UserId, StartBroadcast.Title(request), (short)(request.Purpose ?? Purpose.JobOffer), request.Body,
            JsonSerializer.Serialize(request with { Body = "" }, Web), window).ExecuteScalarAsync(cancel) as Guid?);
    }

    /// <summary>What was kept, ready for the window; null when it is not there, sent or somebody else's.</summary>
    public async Task<BroadcastRequest?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = await database.Command("""
            select audience::text, body, window_key from broadcast where root_id = $1 and id = $2 and author_id = $3 and state = 0 and audience is not null
            """, viewer.RootId, id, viewer.UserId).ReadAllAsync(row => (Audience: row.GetString(0), Body: row.GetString(1), Window: row.Text(2)), cancel);
        return found.Count == 0 ? null : JsonSerializer.Deserialize<BroadcastRequest>(found[0].Audience, Web)! with { Body = found[0].Body, WindowKey = found[0].Window };
    }

    public async Task<bool> ForgetAsync(Viewer viewer, Guid id, CancellationToken cancel) => await database.Command("""
        delete from broadcast where root_id = $1 and id = $2 and author_id = $3 and state = 0
        """, viewer.RootId, id, viewer.UserId).RunAsync(cancel) > 0;
}
