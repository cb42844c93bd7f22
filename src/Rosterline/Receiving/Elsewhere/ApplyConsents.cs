using Npgsql;
using Rosterline.Consent;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending.Gate;

namespace Rosterline.Receiving.Elsewhere;

/// <summary>What a provider of this organisation says about somebody's wish.</summary>
public sealed record ConsentSaid(Guid RootId, ConsentNews News);

/// <summary>
/// Closes numbers that opted out at a provider, before it is answered (I3), and opens those again that a provider had closed. What the
/// person told us herself only she takes back. Told twice, late or out of order, an older word never opens what a newer one closed.
/// </summary>
public sealed class ApplyConsents(HotPath database, TimeProvider clock, LiveHints live)
{
    const string Make = """
        insert into number_state (root_id, number)
        select distinct i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number) order by 1, 2 on conflict do nothing
        """;

    const string Lock = """
        select n.root_id, n.number, n.blocked, n.opted_out_at, n.opted_out_how,
               (select max(e.at) from consent_event e where e.root_id = n.root_id and e.number = n.number and e.kind = 'opt_in')
        from number_state n where (n.root_id, n.number) in (select i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number))
        order by n.root_id, n.number for update of n
        """;

    const string Numbers = """
        update number_state n set blocked = case when i.closes then n.blocked | 1 else n.blocked & ~1 end,
               opted_out_at = case when i.closes then i.at end, opted_out_how = case when i.closes then 'provider' end, opted_out_words = null
        from unnest($1::uuid[], $2::bigint[], $3::bool[], $4::timestamptz[]) i(root_id, number, closes, at) where n.root_id = i.root_id and n.number = i.number
        """;

    const string Events = """
        insert into consent_event (root_id, id, number, at, kind, source)
        select i.root_id, i.id, i.number, i.at, case when i.closes then 'opt_out' else 'opt_in' end, 'provider'
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bool[], $5::timestamptz[]) i(root_id, id, number, closes, at)
        """;

    const string Conversations = """
        select c.root_id, c.line_id, c.id from conversation c join unnest($1::uuid[], $2::bigint[]) i(root_id, number) on c.root_id = i.root_id and c.number = i.number
        """;

    sealed record State(bool OptedOut, DateTimeOffset? Since, string? How, DateTimeOffset? OptedIn);

    /// <summary>A word that changes something, at its time over there and never later than now.</summary>
    sealed record Change(Guid RootId, long Number, bool Out, DateTimeOffset At);

    public async Task<IReadOnlyList<bool>> ExecuteAsync(IReadOnlyList<ConsentSaid> said, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var states = await LockAsync(transaction, said, cancel);
        var changes = Decide(states, said, clock.GetUtcNow());
        if (changes.Count > 0) await StoreAsync(transaction, changes, cancel);
        await transaction.CommitAsync(cancel);
        if (changes.Count > 0) await TellAsync(connection, changes, cancel);
        return [.. said.Select(_ => true)];
    }

    static async Task<Dictionary<(Guid, long), State>> LockAsync(NpgsqlTransaction transaction, IReadOnlyList<ConsentSaid> said, CancellationToken cancel)
    {
        Guid[] roots = [.. said.Select(s => s.RootId)];
        long[] numbers = [.. said.Select(s => s.News.Number.Digits)];
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add(Make, roots, numbers);
        batch.Add(Lock, roots, numbers);
        var states = new Dictionary<(Guid, long), State>();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            states[(reader.GetGuid(0), reader.GetInt64(1))] = new(((Block)reader.GetInt16(2)).HasFlag(Block.OptedOut), reader.Maybe<DateTimeOffset>(3), reader.Text(4), reader.Maybe<DateTimeOffset>(5));
        return states;
    }

    // The last word about each number is what is written.
    static List<Change> Decide(Dictionary<(Guid, long), State> states, IReadOnlyList<ConsentSaid> said, DateTimeOffset now)
    {
        var changes = new Dictionary<(Guid, long), Change>();
        foreach (var (rootId, news) in said.OrderBy(s => s.News.At))
        {
            var (key, at) = ((rootId, news.Number.Digits), news.At < now ? news.At.ToUniversalTime() : now);
            var state = states[key];
            var counts = news.OptedOut ? !state.OptedOut && !(at < state.OptedIn) : state is { OptedOut: true, How: "provider" } && !(at <= state.Since);
            if (!counts) continue;
            states[key] = news.OptedOut ? state with { OptedOut = true, Since = at, How = "provider" } : state with { OptedOut = false, OptedIn = at };
            changes[key] = new(rootId, news.Number.Digits, news.OptedOut, at);
        }
        return [.. changes.Values];
    }

    static async Task StoreAsync(NpgsqlTransaction transaction, List<Change> all, CancellationToken cancel)
    {
        var (roots, numbers, outs, times) = (Of(all, c => c.RootId), Of(all, c => c.Number), Of(all, c => c.Out), Of(all, c => c.At));
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add(Numbers, roots, numbers, outs, times);
        batch.Add(Events, roots, Of(all, _ => Ids.New()), numbers, outs, times);
        var closed = all.FindAll(c => c.Out);
        if (closed.Count > 0) RefuseWaiting.Add(batch, Of(closed, c => c.RootId), Of(closed, c => c.Number), "opted_out", "Opted out at the text provider before this text went.");
        await batch.ExecuteNonQueryAsync(cancel);
    }

    async Task TellAsync(NpgsqlConnection connection, List<Change> changes, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Conversations, Of(changes, c => c.RootId), Of(changes, c => c.Number));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) live.Changed(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2));
    }

    static TValue[] Of<TValue>(List<Change> items, Func<Change, TValue> value) => [.. items.Select(value)];
}
