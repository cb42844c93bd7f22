using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People.Merging;

/// <summary>
/// Makes one record of two that share a number (P-33). Numbers, conversations, journal, hotlist places and everything else that names the
/// other record move to the one that is kept; the stricter consent and every lock stay. The other's id leads here from then on.
/// </summary>
public sealed class MergePeople(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Tables whose rows simply change hands.</summary>
    static readonly string[] Moved = ["journal_note", "send_refusal", "person_brought_row", "person_merge", "broadcast_recipient"];

    /// <param name="Other">The record that goes.</param>
    /// <param name="Take">Fields to take from it although the one that is kept has them too, as in <see cref="MergedFields.All"/>.</param>
    public sealed record Request(Guid? Other, IReadOnlyList<string>? Take);

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Guid kept, Request request, CancellationToken cancel)
    {
        if (request.Other is not { } gone || gone == kept) return MergeRefusals.Same;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var both = await LockAsync(transaction, viewer, kept, gone, cancel);
        if (both.Count < 2) return Refusals.NotFound;
        var (mine, theirs) = (await NumbersAsync(transaction, viewer, kept, cancel), await NumbersAsync(transaction, viewer, gone, cancel));
        var numbers = mine.Concat(theirs).Select(n => n.Number).OfType<long>().Distinct().Order().ToArray();
        if (!mine.Any(n => n.Number is not null && theirs.Any(other => other.Number == n.Number))) return MergeRefusals.NothingShared;
        await NumberRows.LockAsync(connection, viewer.RootId, numbers, cancel);
        var plan = MergedNumbers.Of(mine, theirs);
        await FieldsAsync(transaction, viewer, kept, gone, request.Take ?? [], plan, both[gone], cancel);
        foreach (var move in plan.Moves)
            await transaction.Command("update person_number set person_id = $2, kind = $4 where root_id = $1 and person_id = $3 and kind = $5",
                viewer.RootId, kept, gone, (short)move.To, (short)move.From).RunAsync(cancel);
        await MergedConsent.ApplyAsync(connection, viewer, numbers, clock.GetUtcNow(), cancel);
        await RowsAsync(transaction, viewer, kept, gone, both[gone], cancel);
        var frozen = await PersonWriting.RefreshLocksAsync(connection, viewer.RootId, numbers, cancel);
        if (frozen.Length > 0) await QueuedTexts.TakeBackAsync(connection, viewer.RootId, frozen, "locked", "Locked before this text went.", cancel);
        await PersonWriting.LinkAsync(connection, viewer.RootId, numbers, cancel);
        await transaction.CommitAsync(cancel);
        return kept;
    }

    // Both rows in the order of their ids, so that two merges the other way round wait and do not block each other.
    static async Task<Dictionary<Guid, string?>> LockAsync(NpgsqlTransaction transaction, Viewer viewer, Guid kept, Guid gone, CancellationToken cancel) =>
        (await transaction.Command("select id, external_id from person where root_id = $1 and id = any($2) order by id for update",
            viewer.RootId, new[] { kept, gone }).ReadAllAsync(row => (Id: row.GetGuid(0), External: row.Text(1)), cancel)).ToDictionary(row => row.Id, row => row.External);

    static Task<List<NumberOnRecord>> NumbersAsync(NpgsqlTransaction transaction, Viewer viewer, Guid person, CancellationToken cancel) => transaction.Command(
        "select kind, raw, number, problem from person_number where root_id = $1 and person_id = $2 order by kind", viewer.RootId, person)
        .ReadAllAsync(row => new NumberOnRecord((NumberKind)row.GetInt16(0), row.GetString(1), row.Maybe<long>(2), row.Text(3)), cancel);

    async Task FieldsAsync(
        NpgsqlTransaction transaction, Viewer viewer, Guid kept, Guid gone, IReadOnlyList<string> take, MergedNumbers.Plan plan, string? externalId, CancellationToken cancel)
    {
        await transaction.Command("update person set external_id = null where root_id = $1 and id = $2", viewer.RootId, gone).RunAsync(cancel);
        await using var command = new NpgsqlCommand($"""
            update person k set {MergedFields.Sql},
              is_candidate = k.is_candidate or g.is_candidate, is_employee = k.is_employee or g.is_employee, is_contact = k.is_contact or g.is_contact,
              is_active = k.is_active or g.is_active, is_assigned = k.is_assigned or g.is_assigned, has_resume = k.has_resume or g.has_resume,
              notes = nullif(concat_ws(E'\n\n', k.notes, case when g.notes is distinct from k.notes then g.notes end, @left), ''),
              locked_at = least(k.locked_at, g.locked_at), locked_by = coalesce(k.locked_by, g.locked_by),
              locked_reason = case when k.locked_reason <> g.locked_reason then k.locked_reason || ' / ' || g.locked_reason else coalesce(k.locked_reason, g.locked_reason) end,
              custom = coalesce(g.custom || k.custom, k.custom, g.custom), created_at = least(k.created_at, g.created_at), updated_at = @now
            from person g where k.root_id = @root and k.id = @kept and g.root_id = @root and g.id = @gone
            """, transaction.Connection, transaction);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("kept", kept);
        command.Parameters.AddWithValue("gone", gone);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("take", take.ToArray());
        command.Parameters.Add(new("external_id", NpgsqlDbType.Text) { Value = (object?)externalId ?? DBNull.Value });
        command.Parameters.Add(new("left", NpgsqlDbType.Text) { Value = plan.Left.Count == 0 ? DBNull.Value : "Further numbers: " + string.Join(", ", plan.Left) });
        await command.ExecuteNonQueryAsync(cancel);
    }

    async Task RowsAsync(NpgsqlTransaction transaction, Viewer viewer, Guid kept, Guid gone, string? externalId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add("select 1 from conversation where root_id = $1 and person_id = $2 order by id for update", viewer.RootId, gone);
        batch.Add("update conversation set person_id = $3, version = version + 1 where root_id = $1 and person_id = $2", viewer.RootId, gone, kept);
        foreach (var table in Moved) batch.Add($"update {table} set person_id = $3 where root_id = $1 and person_id = $2", viewer.RootId, gone, kept);
        // Who shared her text with somebody (EN-19) is named there once, and nobody beside herself.
        batch.Add("""
            update broadcast_recipient r
            set also = nullif(array(select x from unnest(array_replace(r.also, $2, $3)) with ordinality u(x, n) where x <> r.person_id group by x order by min(n)), '{}')
            where r.root_id = $1 and r.also && array[$2, $3] and ($2 = any(r.also) or r.person_id = any(r.also))
            """, viewer.RootId, gone, kept);
        batch.Add("""
            insert into hotlist_member as m (root_id, hotlist_id, person_id, joined_at, joined_by)
            select root_id, hotlist_id, $3, joined_at, joined_by from hotlist_member where root_id = $1 and person_id = $2
            on conflict (root_id, hotlist_id, person_id) do update set joined_at = least(m.joined_at, excluded.joined_at)
            """, viewer.RootId, gone, kept);
        batch.Add("""
            insert into hotlist_note as n (root_id, hotlist_id, person_id, words, at, written_by)
            select root_id, hotlist_id, $3, words, at, written_by from hotlist_note where root_id = $1 and person_id = $2
            on conflict (root_id, hotlist_id, person_id) do update set words = left(n.words || ' / ' || excluded.words, 500)
            """, viewer.RootId, gone, kept);
        // Of two applications for one posting the stage that was set last holds; of two places on one order the one that is not cancelled.
        batch.Add("""
            insert into application as a (root_id, posting_id, person_id, stage, stage_at, stage_by, applied_at, said_yes_to_texts, language, note)
            select root_id, posting_id, $3, stage, stage_at, stage_by, applied_at, said_yes_to_texts, language, note from application where root_id = $1 and person_id = $2
            on conflict (root_id, posting_id, person_id) do update set applied_at = greatest(a.applied_at, excluded.applied_at),
              stage = case when excluded.stage_at > a.stage_at then excluded.stage else a.stage end, stage_by = case when excluded.stage_at > a.stage_at then excluded.stage_by else a.stage_by end,
              stage_at = greatest(a.stage_at, excluded.stage_at), said_yes_to_texts = coalesce(a.said_yes_to_texts, excluded.said_yes_to_texts),
              note = nullif(concat_ws(E'\n', a.note, case when excluded.note is distinct from a.note then excluded.note end), '')
            """, viewer.RootId, gone, kept);
        batch.Add("""
            insert into assignment as a (root_id, order_id, person_id, status, starts_on, starts_time, created_at, created_by)
            select root_id, order_id, $3, status, starts_on, starts_time, created_at, created_by from assignment where root_id = $1 and person_id = $2
            on conflict (root_id, order_id, person_id) do update set status = excluded.status, starts_on = excluded.starts_on, starts_time = excluded.starts_time where a.status = 4
            """, viewer.RootId, gone, kept);
        batch.Add("update person k set custom = g.custom || coalesce(k.custom, '{}') from person g where k.root_id = $1 and k.id = $3 and g.root_id = $1 and g.id = $2 and g.custom is not null",
            viewer.RootId, gone, kept);
        batch.Add("delete from person where root_id = $1 and id = $2", viewer.RootId, gone);
        batch.Add("insert into person_merge (root_id, former_id, person_id, external_id, at, merged_by) values ($1, $2, $3, $4, $5, $6)",
            viewer.RootId, gone, kept, externalId, clock.GetUtcNow(), viewer.UserId);
        AuditLog.Add(batch, AuditedAct.By(viewer, "person.merged", "person", kept, new { former = gone, externalId }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
