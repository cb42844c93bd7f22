using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Gate;

/// <summary>What an entry <c>gate.answers</c> says: which answers it stands for and what they come to.</summary>
/// <param name="After">Place in the chain behind which its texts' entries stand; null: another kind.</param>
/// <param name="Open">Texts of these places that were not settled; they come in a later entry.</param>
/// <param name="Late">Texts that were open in earlier entries.</param>
/// <param name="RefusedAfter">Refused texts by id.</param>
/// <param name="DecidedAfter">People of a broadcast who were not texted, by when that was decided.</param>
sealed record GateSeal(
    long Answers, string Digest, long? After = null, long? UpTo = null, Guid[]? Open = null, Guid[]? Late = null, Guid? RefusedAfter = null, Guid? RefusedUpTo = null,
    DateTimeOffset? DecidedAfter = null, DateTimeOffset? DecidedUpTo = null);

/// <summary>
/// Puts digests of the gate's answers into the audit log, a few minutes after they were given and once they no longer change. One pass a minute
/// for each organisation, by one node at a time; sending itself does nothing for it.
/// </summary>
sealed class SealGateAnswers(NpgsqlDataSource database, TimeProvider clock, ILogger<SealGateAnswers> log) : BackgroundService
{
    public const string Action = "gate.answers";

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1), Lag = TimeSpan.FromMinutes(2), LookBack = TimeSpan.FromDays(14);

    const int Most = 20_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken);
            try
            {
                await SealAllAsync(Lag, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The next round takes it up where this one did.
                log.LogWarning("Sealing the gate's answers failed: {Fault}", fault.Message);
            }
        }
    }

    // every organisation: one round for all
    internal async Task SealAllAsync(TimeSpan lag, CancellationToken cancel)
    {
        foreach (var rootId in await database.Command("select o.root_id from organisation o join audit_head h on h.root_id = o.root_id").ReadAllAsync(row => row.GetGuid(0), cancel))
            while (await SealAsync(rootId, lag, cancel)) cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Whether there may be more.</summary>
    async Task<bool> SealAsync(Guid rootId, TimeSpan lag, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command("insert into gate_seal (root_id) values ($1) on conflict do nothing", rootId).RunAsync(cancel);
        var found = await transaction.Command("select position, refusal from gate_seal where root_id = $1 for update skip locked", rootId)
            .ReadAllAsync(row => (Position: row.GetInt64(0), Refusal: row.GetGuid(1)), cancel);
        if (found is not [var (position, refusal)]) return false;
        var seals = new List<(Guid? Broadcast, GateSeal Seal)>();
        var upTo = await TextsAsync(transaction, rootId, position, lag, seals, cancel);
        await LateAsync(transaction, rootId, seals, cancel);
        var refusedUpTo = await RefusalsAsync(transaction, rootId, refusal, lag, seals, cancel);
        await BroadcastsAsync(transaction, rootId, lag, seals, cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (broadcast, seal) in seals) AuditLog.Add(batch, new AuditedAct(rootId, null, Action, broadcast is null ? null : "broadcast", broadcast, seal), clock);
        batch.Add("update gate_seal set position = $2, refusal = $3, sealed_at = now() where root_id = $1", rootId, upTo, refusedUpTo);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return upTo - position >= Most;
    }

    static async Task<long> TextsAsync(NpgsqlTransaction transaction, Guid rootId, long after, TimeSpan lag, List<(Guid?, GateSeal)> seals, CancellationToken cancel)
    {
        // The chain is in order of time, so the last place that is old enough is soon found from here.
        var upTo = (await transaction.Command("select max(p.position) from (select position, sealed_at from audit_seal where root_id = $1 and position > $2 order by position limit $4) p where p.sealed_at <= now() - $3",
            rootId, after, lag, Most).ReadAllAsync(row => row.Maybe<long>(0), cancel))[0] ?? after;
        if (upTo == after) return after;
        var open = (await GateDigest.OpenAsync(transaction, rootId, after, upTo, cancel)).ToArray();
        var sum = await GateDigest.OfTextsAsync(In(transaction), rootId, after, upTo, open, cancel);
        if (open.Length > 0) await transaction.Command("insert into gate_open (root_id, message_id) select $1, i from unnest($2::uuid[]) i on conflict do nothing", rootId, open).RunAsync(cancel);
        if (sum.Count > 0 || open.Length > 0) seals.Add((null, new GateSeal(sum.Count, sum.Digest, after, upTo, open)));
        return upTo;
    }

    static async Task LateAsync(NpgsqlTransaction transaction, Guid rootId, List<(Guid?, GateSeal)> seals, CancellationToken cancel)
    {
        var settled = (await transaction.Command($"""
            delete from gate_open g where g.root_id = $1 and not exists (select 1 from message m where m.root_id = g.root_id and m.id = g.message_id and {GateDigest.Unsettled}) returning g.message_id
            """, rootId).ReadAllAsync(row => row.GetGuid(0), cancel)).Order().ToArray();
        if (settled.Length == 0) return;
        var sum = await GateDigest.OfLateAsync(In(transaction), rootId, settled, cancel);
        seals.Add((null, new GateSeal(sum.Count, sum.Digest, Late: settled)));
    }

    static async Task<Guid> RefusalsAsync(NpgsqlTransaction transaction, Guid rootId, Guid after, TimeSpan lag, List<(Guid?, GateSeal)> seals, CancellationToken cancel)
    {
        var upTo = Ids.Ago(lag);
        if (upTo.CompareTo(after) <= 0) return after;
        var sum = await GateDigest.OfRefusalsAsync(In(transaction), rootId, after, upTo, cancel);
        if (sum.Count == 0) return after;
        seals.Add((null, new GateSeal(sum.Count, sum.Digest, RefusedAfter: after, RefusedUpTo: upTo)));
        return upTo;
    }

    static async Task BroadcastsAsync(NpgsqlTransaction transaction, Guid rootId, TimeSpan lag, List<(Guid?, GateSeal)> seals, CancellationToken cancel)
    {
        var done = await transaction.Command("""
            select b.id, coalesce(s.up_to, '-infinity'), now() - $2 from broadcast b
            left join lateral (select max((e.detail ->> 'decidedUpTo')::timestamptz) as up_to from audit_entry e
                               where e.root_id = b.root_id and e.subject_id = b.id and e.action = 'gate.answers' and e.action <> 'text.written') s on true
            where b.root_id = $1 and b.state in (4, 5) and b.finished_at between now() - $3 and now() - $2 and b.finished_at > coalesce(s.up_to, '-infinity')
            """, rootId, lag, LookBack).ReadAllAsync(row => (Id: row.GetGuid(0), After: row.GetFieldValue<DateTimeOffset>(1), UpTo: row.GetFieldValue<DateTimeOffset>(2)), cancel);
        foreach (var (id, after, upTo) in done)
        {
            var sum = await GateDigest.OfRecipientsAsync(In(transaction), rootId, id, after, upTo, cancel);
            seals.Add((id, new GateSeal(sum.Count, sum.Digest, DecidedAfter: after, DecidedUpTo: upTo)));
        }
    }

    static NpgsqlCommand In(NpgsqlTransaction transaction) => new("", transaction.Connection, transaction);
}
