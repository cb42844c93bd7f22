using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Sends on after a broadcast: the same words to those they did not reach, or a last word to those who have not answered (P-15).</summary>
sealed class SendAgain(NpgsqlDataSource database, FindBroadcasts find, StartBroadcast start, StopBroadcast stop)
{
    const string NotReached = "m.status in (6, 7)";

    const string Unanswered = "m.status not in (6, 7, 9, 10) and not exists (select 1 from conversation c where c.root_id = m.root_id and c.id = m.conversation_id and c.last_inbound_at > m.created_at)";

    /// <returns>Id of the new broadcast; null when this one is not there.</returns>
    public async Task<Result<Guid>?> RetryAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } before) return null;
        var people = await PeopleAsync(viewer.RootId, id, NotReached, cancel);
        if (people.Count == 0) return Refusals.NobodyFailed;
        return await start.ExecuteAsync(viewer, new BroadcastRequest
        {
            WindowKey = $"retry {id:N} {people.Count}", Title = $"Again: {before.Title}", PersonIds = people, Body = before.Body, Purpose = before.Purpose, SendAgainOnPurpose = true,
        }, null, cancel);
    }

    /// <summary>Stops what is unsent and tells everybody who was texted and has not answered.</summary>
    public async Task<Result<Guid>?> StopAndTellAsync(Viewer viewer, Guid id, string body, string? window, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } before) return null;
        if (string.IsNullOrWhiteSpace(body)) return Refusals.Empty;
        if (before.State is BroadcastState.Starting or BroadcastState.Running or BroadcastState.Paused) await stop.CancelAsync(viewer, id, cancel);
        var people = await PeopleAsync(viewer.RootId, id, Unanswered, cancel);
        if (people.Count == 0) return Refusals.EverybodyAnswered;
        return await start.ExecuteAsync(viewer, new BroadcastRequest
        {
            WindowKey = window ?? $"tell {id:N}", Title = $"To the rest: {before.Title}", PersonIds = people, Body = body, Purpose = before.Purpose,
        }, null, cancel);
    }

    Task<List<Guid>> PeopleAsync(Guid rootId, Guid id, string condition, CancellationToken cancel) => database.Command($"""
        select r.person_id from broadcast_recipient r join message m on m.root_id = r.root_id and m.id = r.message_id
        where r.root_id = $1 and r.broadcast_id = $2 and r.state = 1 and {condition} order by r.position
        """, rootId, id).ReadAllAsync(row => row.GetGuid(0), cancel);
}
