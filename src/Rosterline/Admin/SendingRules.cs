using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Rules of sending for the whole organisation; every change is audited with before and after.</summary>
sealed class SendingRules(NpgsqlDataSource database, OrganisationReader organisations)
{
    const int LongestUndo = 600;

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="FallThrough">Text the next good number when the first on the record cannot be texted (EN-18).</param>
    /// <param name="ScheduleInWindow">Offer scheduling in the Send window (EN-25, EN-27).</param>
    /// <param name="CallingHours">Broadcasts and scheduled texts keep the hours of the place they go to.</param>
    /// <param name="BroadcastUndoSeconds">How long a broadcast can be undone before anybody is texted, 0 to 600.</param>
    /// <param name="TellTexted">Colleagues who may not read a conversation are told that somebody texted the person, and when (P-09).</param>
    public sealed record Rules(bool FallThrough, bool ScheduleInWindow, bool CallingHours, int BroadcastUndoSeconds, bool TellTexted = true);

    public async Task<Rules> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        var own = await organisations.ReadAsync(rootId, cancel);
        return new Rules(own.FallThrough, own.ScheduleInWindow, own.CallingHours, own.BroadcastUndoSeconds, own.TellTexted);
    }

    public async Task<Result<Rules>> SaveAsync(Viewer by, Rules rules, CancellationToken cancel)
    {
        if (rules.BroadcastUndoSeconds is < 0 or > LongestUndo) return Refusals.UndoSeconds;
        organisations.Forget(by.RootId);
        var before = await ReadAsync(by.RootId, cancel);
        await database.Command("""
            with changed as (
              update organisation set fall_through = $2, schedule_in_window = $3, calling_hours = $4, broadcast_undo_seconds = $5, tell_texted = $9 where root_id = $1 returning root_id)
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            select root_id, $6, now(), $7, 'sending_rules.changed', 'organisation', root_id, $8::jsonb from changed
            """, by.RootId, rules.FallThrough, rules.ScheduleInWindow, rules.CallingHours, rules.BroadcastUndoSeconds, Ids.New(), by.UserId,
            JsonSerializer.Serialize(new { before, after = rules }, Web), rules.TellTexted).RunAsync(cancel);
        organisations.Forget(by.RootId);
        return rules;
    }
}
