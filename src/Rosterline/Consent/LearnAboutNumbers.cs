using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Consent;

/// <summary>A lasting answer of a carrier about a number.</summary>
/// <param name="Problem">"landline" or "dead"; null when the number has opted out at the carrier.</param>
public sealed record NumberLesson(Guid RootId, long Number, string? Problem);

/// <summary>Remembers what carriers say about numbers for good, so that the next send shows it before and not after (EN-33).</summary>
public static class LearnAboutNumbers
{
    const string Remember = """
        insert into number_state as n (root_id, number, blocked, opted_out_at, opted_out_how, problem, problem_at)
        select i.root_id, i.number, case when i.problem is null then 1 else 0 end, case when i.problem is null then $4 end,
               case when i.problem is null then 'provider' end, i.problem, case when i.problem is null then null else $4 end
        from (select distinct on (x.root_id, x.number) x.* from unnest($1::uuid[], $2::bigint[], $3::text[]) x(root_id, number, problem)
              order by x.root_id, x.number) i
        order by i.root_id, i.number
        on conflict (root_id, number) do update set
          blocked = n.blocked | excluded.blocked,
          opted_out_at = coalesce(n.opted_out_at, excluded.opted_out_at),
          opted_out_how = coalesce(n.opted_out_how, excluded.opted_out_how),
          problem = coalesce(excluded.problem, n.problem),
          problem_at = coalesce(excluded.problem_at, n.problem_at)
        """;

    const string Record = """
        insert into consent_event (root_id, id, number, at, kind, source)
        select i.root_id, i.id, i.number, $4, 'opt_out', 'provider' from unnest($1::uuid[], $2::uuid[], $3::bigint[]) i(root_id, id, number)
        """;

    /// <summary>Null when the problem says nothing lasting about the number.</summary>
    public static NumberLesson? From(Guid rootId, long number, DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.OptedOut => new(rootId, number, null),
        DeliveryProblem.Landline => new(rootId, number, "landline"),
        DeliveryProblem.NumberDoesNotExist => new(rootId, number, "dead"),
        _ => null,
    };

    /// <summary>Call it first in a transaction: number states are locked before everything else.</summary>
    public static async Task ExecuteAsync(NpgsqlTransaction transaction, IReadOnlyList<NumberLesson> lessons, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add(Remember, lessons.Select(l => l.RootId).ToArray(), lessons.Select(l => l.Number).ToArray(), lessons.Select(l => l.Problem).ToArray(), now);
        var stops = lessons.Where(l => l.Problem is null).ToList();
        if (stops.Count > 0)
            batch.Add(Record, stops.Select(l => l.RootId).ToArray(), stops.Select(_ => Ids.New()).ToArray(), stops.Select(l => l.Number).ToArray(), now);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes back what waits for numbers that opted out at the carrier. Call it last: it touches other conversations' texts.</summary>
    public static void TakeBack(NpgsqlBatch batch, IReadOnlyList<NumberLesson> lessons)
    {
        var stops = lessons.Where(l => l.Problem is null).ToList();
        if (stops.Count > 0)
            RefuseWaiting.Add(batch, [.. stops.Select(l => l.RootId)], [.. stops.Select(l => l.Number)], "opted_out", "Opted out at the carrier before this text went.");
    }
}
