using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Gate;

/// <summary>
/// Digests of what the gate answered, made by the database in one pass over the texts concerned, so that the answers need not be moved.
/// What belongs to a digest is told by the audit log itself: texts by the places of their entries, refused texts by their ids, recipients of a
/// broadcast by when they were decided.
/// </summary>
static class GateDigest
{
    /// <summary>Of how many answers, and what they come to.</summary>
    public sealed record Of(long Count, string Digest);

    const string Sum = "count(*), encode(sha256(coalesce(string_agg(sha256(uuid_send(x.id) || convert_to(coalesce(x.gate::text, ''), 'UTF8')), ''::bytea order by x.id), '')), 'hex')";

    // Not settled: waiting for their time or their turn, with the provider, or undecided.
    public const string Unsettled = "(m.later or m.undecided or exists (select 1 from outbox o where o.root_id = m.root_id and o.message_id = m.id))";

    const string Written = """
        select e.subject_id as id from audit_seal s join audit_entry e on e.root_id = s.root_id and e.id = s.entry_id
        where s.root_id = $1 and s.position > $2 and s.position <= $3 and e.action = 'text.written'
        """;

    /// <summary>Texts of these places that are not settled yet.</summary>
    public static Task<List<Guid>> OpenAsync(NpgsqlTransaction transaction, Guid rootId, long after, long upTo, CancellationToken cancel) =>
        transaction.Command($"select m.id from ({Written}) w join message m on m.root_id = $1 and m.id = w.id where {Unsettled} order by m.id", rootId, after, upTo)
            .ReadAllAsync(row => row.GetGuid(0), cancel);

    /// <param name="without">Those that were open then.</param>
    public static Task<Of> OfTextsAsync(NpgsqlCommand command, Guid rootId, long after, long upTo, Guid[] without, CancellationToken cancel) =>
        ReadAsync(command, $"select {Sum} from (select m.id, m.gate from ({Written}) w join message m on m.root_id = $1 and m.id = w.id where m.id <> all($4)) x", cancel, rootId, after, upTo, without);

    public static Task<Of> OfLateAsync(NpgsqlCommand command, Guid rootId, Guid[] ids, CancellationToken cancel) =>
        ReadAsync(command, $"select {Sum} from (select m.id, m.gate from message m where m.root_id = $1 and m.id = any($2)) x", cancel, rootId, ids);

    public static Task<Of> OfRefusalsAsync(NpgsqlCommand command, Guid rootId, Guid after, Guid upTo, CancellationToken cancel) =>
        ReadAsync(command, $"select {Sum} from (select r.id, r.gate from send_refusal r where r.root_id = $1 and r.id > $2 and r.id <= $3) x", cancel, rootId, after, upTo);

    public static Task<Of> OfRecipientsAsync(NpgsqlCommand command, Guid rootId, Guid broadcastId, DateTimeOffset after, DateTimeOffset upTo, CancellationToken cancel) =>
        ReadAsync(command, $"""
            select {Sum} from (select r.message_id as id, r.gate from broadcast_recipient r
            where r.root_id = $1 and r.broadcast_id = $2 and r.state = 2 and r.decided_at > $3 and r.decided_at <= $4) x
            """, cancel, rootId, broadcastId, after, upTo);

    static async Task<Of> ReadAsync(NpgsqlCommand command, string sql, CancellationToken cancel, params object[] values)
    {
        command.CommandText = sql;
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (await command.ReadAllAsync(row => new Of(row.GetInt64(0), row.GetString(1)), cancel))[0];
    }
}
