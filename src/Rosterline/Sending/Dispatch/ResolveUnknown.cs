using Npgsql;
using Rosterline.Lines;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Sending.Dispatch;

/// <summary>
/// Looks up what became of texts whose hand-over had no clear outcome: ours after a time-out, and those of nodes that died or
/// froze. Never resends blindly: only where absence at the provider is certain and no request can be under way any longer.
/// </summary>
public sealed class ResolveUnknown(
    NpgsqlDataSource database, Node node, ConnectionReader connections, ExchangeLog exchanges, WriteOutcomes writer, TimeProvider clock, ILogger<ResolveUnknown> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Busy = TimeSpan.FromSeconds(30);

    /// <summary>No request of ours lives longer; after it an exact provider's "not found" is certain.</summary>
    static readonly TimeSpan RequestLives = TimeSpan.FromSeconds(20);

    /// <summary>An undecided text stops blocking its conversation after this (design, I5).</summary>
    static readonly TimeSpan BlocksAtMost = TimeSpan.FromMinutes(3);

    // A dead node's claims need not wait for their lease: whoever holds its folder has said that it ended. Taking over raises the
    // attempt, the fence that makes a late outcome of the former owner harmless.
    // every organisation: one look-up runs for all
    const string Take = """
        with due as (
          select o.root_id, o.message_id from outbox o
          where {0}
          order by o.lease_until limit 200 for update of o skip locked)
        update outbox o set state = 3, claimed_by = $1, attempt = o.attempt + 1, lease_until = now() + $2, looked_up = o.looked_up + 1
        from due, message m, line l
        where o.root_id = due.root_id and o.message_id = due.message_id and m.root_id = o.root_id and m.id = o.message_id and l.root_id = o.root_id and l.id = o.line_id
        returning o.root_id, o.message_id, o.conversation_id, o.line_id, l.connection_id, l.number, o.number, m.body, m.status, o.attempt, o.looked_up,
                  m.handed_at, coalesce(now() - greatest(m.handed_at, o.first_claimed_at), interval '0'), o.sent_by = $1 or exists (select 1 from node n where n.id = o.sent_by and n.ended_at is not null)
        """;

    // Between full looks only leases that ran out since: a long transaction elsewhere keeps every claim there ever was in the index.
    static readonly string TakeAll = Take.Replace("{0}", """
        (o.state in (2, 3) and o.lease_until < now() and $3::timestamptz is not null)
          or (o.state = 2 and o.claimed_by in (select n.id from node n where n.ended_at is not null))
        """, StringComparison.Ordinal);

    static readonly string TakeNew = Take.Replace("{0}", "o.state in (2, 3) and o.lease_until < now() and o.lease_until >= $3", StringComparison.Ordinal);

    const int MostAtOnce = 200;

    static readonly TimeSpan FullPause = TimeSpan.FromSeconds(10), Slack = TimeSpan.FromSeconds(5);

    DateTimeOffset from = DateTimeOffset.UnixEpoch, fullAt = DateTimeOffset.UnixEpoch;
    long ended = -1;

    /// <param name="Age">By the database's clock at both ends: this node's may be minutes away.</param>
    sealed record Doubtful(
        Guid RootId, Guid MessageId, Guid ConversationId, Guid LineId, Guid ConnectionId, PhoneNumber From, PhoneNumber To, string Body,
        DeliveryStatus Status, short Attempt, short LookedUp, DateTimeOffset HandedAt, TimeSpan Age, bool OwnerIsGone);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var id = await node.IdAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var taken = await TakeAsync(id, stoppingToken);
                await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = stoppingToken }, (one, cancel) => ResolveAsync(id, one, cancel));
                if (taken.Count == 0) await Task.Delay(Pause, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The next round takes them again.
                log.LogWarning("Looking up failed: {Fault}", fault.Message);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    async Task<List<Doubtful>> TakeAsync(int id, CancellationToken cancel)
    {
        var (now, gone) = (await database.Command("select now(), count(*) from node where ended_at is not null")
            .ReadAllAsync(row => (row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1)), cancel))[0];
        var all = gone != ended || now - fullAt > FullPause;
        var taken = await database.Command(all ? TakeAll : TakeNew, id, Busy, from).ReadAllAsync(Read, cancel);
        if (taken.Count == MostAtOnce) return taken;
        (from, ended) = (now - Slack, gone);
        if (all) fullAt = now;
        return taken;
    }

    Doubtful Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetGuid(4), new PhoneNumber(row.GetInt64(5)), new PhoneNumber(row.GetInt64(6)),
        row.GetString(7), (DeliveryStatus)row.GetInt16(8), row.GetInt16(9), row.GetInt16(10), row.Maybe<DateTimeOffset>(11) ?? clock.GetUtcNow(),
        row.GetTimeSpan(12), row.GetBoolean(13));

    async ValueTask ResolveAsync(int id, Doubtful one, CancellationToken cancel)
    {
        var outcome = await DecideAsync(one, cancel);
        await writer.ExecuteAsync([new OutcomeOf(one.RootId, one.MessageId, one.ConversationId, one.LineId, one.To.Digits, id, one.Attempt, outcome)], cancel);
    }

    async Task<Outcome> DecideAsync(Doubtful one, CancellationToken cancel)
    {
        // A receipt came meanwhile: it was handed over.
        if (one.Status is DeliveryStatus.Sent or DeliveryStatus.Delivered or DeliveryStatus.Undelivered or DeliveryStatus.Failed)
            return new Outcome.Accepted(null, one.Status);
        if (await connections.FindAsync(one.RootId, one.ConnectionId, cancel) is not { } configured) return new Outcome.Undecided();
        var trust = configured.Abilities.LookUp;
        if (trust == LookUpTrust.None) return new Outcome.Undecided();
        var text = new OutgoingText(one.MessageId, one.From, one.To, one.Body, []);
        exchanges.Observe(configured.Connection, "look_up", one.MessageId);
        return await configured.Provider.LookUpAsync(configured.Connection, text, one.HandedAt, cancel) switch
        {
            // A list without references may show an equal text's hand-over: an id that another text owns is not ours.
            LookUp.Found found when trust == LookUpTrust.Exact || !await IsTakenAsync(one, found.ProviderMessageId, cancel) => new Outcome.Accepted(found.ProviderMessageId, found.Status, found.Problem, found.ProviderCode),
            LookUp.NotFound when trust == LookUpTrust.Exact && one.OwnerIsGone && one.Age > RequestLives => new Outcome.Retry(clock.GetUtcNow()),
            LookUp.NotFound or LookUp.Found when trust == LookUpTrust.FindsOnly && one.LookedUp >= 2 && one.Age > TimeSpan.FromSeconds(60) => new Outcome.Undecided(),
            _ when one.Age > BlocksAtMost => new Outcome.Undecided(),
            _ => new Outcome.ToLookUp(clock.GetUtcNow() + NextLook(trust, one.LookedUp)),
        };
    }

    async Task<bool> IsTakenAsync(Doubtful one, string providerMessageId, CancellationToken cancel)
    {
        await using var command = database.Command("""
            select 1 from message m where m.root_id = $1 and m.connection_id = $2 and m.provider_message_id = $3 and m.direction = 1 and m.id <> $4
            """, one.RootId, one.ConnectionId, providerMessageId, one.MessageId);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    // An exact provider is asked soon again; a list that lags is given a minute.
    static TimeSpan NextLook(LookUpTrust trust, short lookedUp) =>
        trust == LookUpTrust.Exact ? TimeSpan.FromSeconds(Math.Min(10, 1 << Math.Min(lookedUp, (short)4))) : TimeSpan.FromSeconds(61);
}
