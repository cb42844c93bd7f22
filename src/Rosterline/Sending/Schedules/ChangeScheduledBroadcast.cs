using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Broadcasts;
using Rosterline.Sending.Hours;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Schedules;

/// <summary>Changes the words or the time of a broadcast of which nobody has been texted yet.</summary>
sealed class ChangeScheduledBroadcast(NpgsqlDataSource database, FeedBroadcasts feeder, TimeProvider clock)
{
    const int LongestBody = 1600;

    /// <param name="Body">Null: as it was. The text in other languages is dropped with a new one, which it would no longer match.</param>
    /// <param name="LocalTime">On each person's own clock; null: as it was.</param>
    public sealed record Request(string? Body, DateTime? LocalTime);

    /// <returns>How many people it concerns; null when it is not there or not hers.</returns>
    public async Task<Result<int>?> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (Fault(request) is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var there = await transaction.Command("select state from broadcast where root_id = $1 and id = $2 and author_id = $3 for update", viewer.RootId, id, viewer.UserId)
            .ReadAllAsync(row => (BroadcastState)row.GetInt16(0), cancel);
        if (there.Count == 0) return null;
        var begun = await transaction.Command("select count(*) from broadcast_recipient where root_id = $1 and broadcast_id = $2 and state = 1", viewer.RootId, id).ExecuteScalarAsync(cancel) is > 0L;
        if (begun || there[0] is BroadcastState.Done or BroadcastState.Cancelled or BroadcastState.Draft) return ScheduleRefusals.Begun;
        if (request.Body is { } body)
            await transaction.Command("update broadcast set body = $3, variants = null where root_id = $1 and id = $2", viewer.RootId, id, body).RunAsync(cancel);
        var moved = await MoveAsync(transaction, viewer.RootId, id, request.LocalTime, cancel);
        if (moved.Refusal is { } late) return late;
        await transaction.Command("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) values ($1, $2, now(), $3, 'broadcast.changed', 'broadcast', $4)
            """, viewer.RootId, Ids.New(), viewer.UserId, id).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        feeder.Wake();
        return moved.Value;
    }

    static Refusal? Fault(Request request) =>
        request.Body is not { } body ? null
        : string.IsNullOrWhiteSpace(body) ? Refusals.Empty
        : body.Length > LongestBody ? Refusals.TooLong(body.Length, LongestBody)
        : MergeText.Parse(body).Unknown is [var unknown, ..] ? new Refusal("unknown_field", unknown.Words)
        : null;

    async Task<Result<int>> MoveAsync(NpgsqlTransaction transaction, Guid rootId, Guid id, DateTime? wall, CancellationToken cancel)
    {
        var waiting = await transaction.Command("""
            select r.position, r.number, p.time_zone, p.state from broadcast_recipient r left join person p on p.root_id = r.root_id and p.id = r.person_id
            where r.root_id = $1 and r.broadcast_id = $2 and r.state = 0 order by r.position
            """, rootId, id).ReadAllAsync(row => (Position: row.GetInt32(0), Place: Whereabouts.Of(row.Text(2), row.Text(3), new PhoneNumber(row.GetInt64(1)))), cancel);
        if (wall is not { } local) return waiting.Count;
        var due = new DateTimeOffset[waiting.Count];
        for (var i = 0; i < due.Length; i++)
        {
            var place = waiting[i].Place;
            due[i] = LocalClock.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), LocalClock.Zone(place.Zone));
            if (due[i] <= clock.GetUtcNow()) return Refusals.PastFor(place.Words, due[i], place.Zone);
        }
        // What ends a text's use stays where it is: the gate refuses a text that would go after it.
        return await transaction.Command("""
            update broadcast_recipient r set due_at = i.due_at from unnest($3::int[], $4::timestamptz[]) i(position, due_at)
            where r.root_id = $1 and r.broadcast_id = $2 and r.position = i.position
            """, rootId, id, waiting.Select(w => w.Position).ToArray(), due).RunAsync(cancel);
    }
}
