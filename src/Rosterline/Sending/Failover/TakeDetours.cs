using Npgsql;
using Rosterline.Conversations.Live;
using Rosterline.Lines;
using Rosterline.Lines.Pools;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Sending.Failover;

/// <summary>
/// While a line's provider is down, gives what waits for it to the next line of its pool at another provider (H-14). Only texts that were certainly
/// never handed over: waiting or ready ones that no look-up ever asked about. A claimed or unclear one stays where it is (design, I2), and so does
/// whatever waits behind it for its turn. The conversation keeps its line; the text says from which it went, and why.
/// </summary>
sealed class TakeDetours(NpgsqlDataSource database, ProviderCatalog providers, Dispatcher dispatcher, LiveHints live, ILogger<TakeDetours> log) : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromMilliseconds(500);

    const int MostAtOnce = 1000;

    // The detour that is taken already stays while it can; else the next in the pool's order, from the line itself on and round.
    // every organisation: one round for all
    const string Decide = $"""
        with wanted as (
          select l.root_id, l.id as line_id, v.id as via_line_id, c.name || ' has not answered since ' || to_char(c.down_since at time zone o.time_zone, 'FMHH12:MI AM') || '.' as words
          from provider_connection c join organisation o on o.root_id = c.root_id
          join line l on l.root_id = c.root_id and l.connection_id = c.id and l.pool_id is not null
          cross join lateral (
            select s.id from line s join provider_connection k on k.root_id = s.root_id and k.id = s.connection_id
            where s.root_id = l.root_id and s.pool_id = l.pool_id and s.id <> l.id and {PoolLine.Healthy} and k.provider <> all($1)
            order by exists (select 1 from line_detour d where d.root_id = l.root_id and d.line_id = l.id and d.via_line_id = s.id) desc,
                     (s.pool_position, s.id) < (l.pool_position, l.id), s.pool_position, s.id limit 1) v
          where c.down_since is not null and not exists (select 1 from paused_line q where q.root_id = l.root_id and q.line_id = l.id)),
        over as (
          delete from line_detour d where not exists (select 1 from wanted w where w.root_id = d.root_id and w.line_id = d.line_id))
        insert into line_detour as d (root_id, line_id, via_line_id, words) select root_id, line_id, via_line_id, words from wanted order by 1, 2
        on conflict (root_id, line_id) do update set via_line_id = excluded.via_line_id, words = excluded.words
          where d.via_line_id <> excluded.via_line_id
        """;

    // A text that was tried before is due again after a pause that was meant for the other provider. It takes its place among the ready ones of
    // its new line now, see ReadyFrom.
    // every organisation: one round for all
    const string Move = """
        with due as (
          select o.root_id, o.message_id, d.via_line_id, d.words from line_detour d
          join outbox o on o.root_id = d.root_id and o.line_id = d.line_id
          join line v on v.root_id = d.root_id and v.id = d.via_line_id join provider_connection k on k.root_id = v.root_id and k.id = v.connection_id
          where o.state in (0, 1) and o.looked_up = 0 and not o.look_up_first
            and (k.provider <> all($1) or exists (select 1 from message m where m.root_id = o.root_id and m.id = o.message_id and m.media is null))
          order by o.root_id, o.message_id limit $2 for update of o skip locked),
        moved as (
          update outbox o set line_id = due.via_line_id, due_at = case when o.state = 0 then o.due_at when o.attempt > 0 then now() else greatest(o.due_at, now()) end
          from due where o.root_id = due.root_id and o.message_id = due.message_id and o.state in (0, 1) returning o.root_id, o.message_id, due.via_line_id, due.words)
        update message m set via_line_id = moved.via_line_id, via_words = moved.words, connection_id = null
        from moved where m.root_id = moved.root_id and m.id = moved.message_id
        returning m.root_id, m.line_id, m.conversation_id
        """;

    // A pause holds whatever belongs to the line, wherever it was to go from.
    // every organisation: one round for all
    const string Return = """
        with due as (
          select o.root_id, o.message_id, m.line_id from paused_line q
          join outbox o on o.root_id = q.root_id and o.state in (0, 1) join message m on m.root_id = o.root_id and m.id = o.message_id and m.line_id = q.line_id and m.via_line_id = o.line_id
          order by o.root_id, o.message_id for update of o skip locked),
        back as (
          update outbox o set line_id = due.line_id, due_at = case when o.state = 0 then o.due_at else greatest(o.due_at, now()) end
          from due where o.root_id = due.root_id and o.message_id = due.message_id and o.state in (0, 1) returning o.root_id, o.message_id)
        update message m set via_line_id = null, via_words = null from back where m.root_id = back.root_id and m.id = back.message_id
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ExecuteOnceAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // What waits, waits.
                log.LogWarning("Detours were not taken: {Fault}", fault.Message);
            }
            await Task.Delay(Round, stoppingToken);
        }
    }

    // every organisation: nearly always nothing is down
    internal async Task ExecuteOnceAsync(CancellationToken cancel)
    {
        if (await database.Command("select 1 where exists (select 1 from provider_connection where down_since is not null) or exists (select 1 from line_detour)").ExecuteScalarAsync(cancel) is null) return;
        var all = providers.All;
        await database.Command(Decide, (object)all.Where(p => p.NeedsUserCredentials).Select(p => p.Name).ToArray()).RunAsync(cancel);
        await database.Command(Return).RunAsync(cancel);
        string[] withoutMedia = [.. all.Where(p => !p.Abilities.Media).Select(p => p.Name)];
        int moved;
        do moved = await MoveAsync(withoutMedia, cancel);
        while (moved == MostAtOnce);
    }

    async Task<int> MoveAsync(string[] withoutMedia, CancellationToken cancel)
    {
        var moved = await database.Command(Move, withoutMedia, MostAtOnce).ReadAllAsync(row => (Root: row.GetGuid(0), Line: row.GetGuid(1), Conversation: row.GetGuid(2)), cancel);
        foreach (var (root, line, conversation) in moved) live.Changed(root, line, conversation);
        if (moved.Count > 0) dispatcher.Wake();
        return moved.Count;
    }
}
