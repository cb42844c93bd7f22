using System.Data;
using System.Diagnostics;
using System.Globalization;

namespace Rosterline.Bench.Paths;

/// <summary>
/// Dispatch beside a transaction that stays open, as a forgotten report leaves it: nothing that is deleted meanwhile can be cleared away.
/// Texts go out all the time; the last round is compared with the first, which had no such neighbour.
/// </summary>
static class HeldPath
{
    static int round;

    public static async Task<IReadOnlyList<Measured>> RunAsync(Bench bench)
    {
        await SendPath.PauseAsync(bench, false);
        await DispatchPath.DrainAsync(bench);
        await DispatchPath.RunAsync(bench, FillAsync);
        var free = await DispatchPath.RunAsync(bench, FillAsync);
        await using var connection = await bench.Sql.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "select count(*) from line_send";
            await command.ExecuteScalarAsync();
        }
        var began = Stopwatch.GetTimestamp();
        await bench.World.RunAsync(Churn.Replace("$2", bench.Options.Passed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("$1", $"'{bench.World.RootId}'", StringComparison.Ordinal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bench.Options.Passed:n0} texts passed through in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        var (texts, last) = ((long)bench.Options.Passed, free);
        do
        {
            last = await DispatchPath.RunAsync(bench, FillAsync);
            texts += last.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  open for {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, {texts:n0} texts: {last.PerSecond:n0}/s, {last.PerCore:n0}/s per busy core"));
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < bench.Options.Hold);
        var share = 100 * last.PerCore / free.PerCore;
        return
        [
            free with { Path = "dispatch, the same texts again" },
            last with
            {
                Path = "dispatch beside an open transaction",
                Remark = string.Create(CultureInfo.InvariantCulture, $"Open while {texts:n0} texts passed through the queue: {share:0} % of the speed without it, per busy core. {last.Remark}"),
            },
        ];
    }

    // What texts leave behind in the queue, as fast as the database can: five minutes' worth does not take five minutes.
    const string Churn = """
        do $churn$
        declare
          texts uuid[];
        begin
          for i in 1 .. $2 / 250 loop
            with made as (
              insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state)
              select root_id, gen_random_uuid(), line_id, id, 3000000 + i, number, 1, now(), 1, 1 from conversation
              where root_id = $1 and number >= 19013000000 + i % 80 * 250 and number < 19013000000 + (i % 80 + 1) * 250
              returning message_id)
            select array_agg(message_id) into texts from made;
            update line_send set next_at = greatest(next_at, now()) where root_id = $1;
            update outbox set state = 2, claimed_by = 0, attempt = 1, lease_until = now() + interval '60 seconds' where root_id = $1 and message_id = any(texts);
            delete from outbox where root_id = $1 and message_id = any(texts);
            commit;
          end loop;
        end
        $churn$
        """;

    // Straight into the tables: accepting them over the API would take longer than the whole hold.
    internal static Task FillAsync(Bench bench) => bench.World.RunAsync("""
        with made as (
          insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, origin, created_at)
          select $1, (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(c.number::text || $2), 1, 3) || '8' || substr(md5(c.number::text || $2), 4, 15))::uuid,
                 c.id, c.line_id, c.number, 2000000 + $2::int, 1, 2, 'Your shift starts Monday at 7, gate 4', 1, now()
          from conversation c where c.root_id = $1 and c.number >= $3 and c.number < $3 + least($4, $5)
          returning root_id, id, line_id, conversation_id, seq, number),
        known as (insert into number_state (root_id, number) select root_id, number from made on conflict do nothing)
        insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state, expires_at)
        select root_id, id, line_id, conversation_id, seq, number, 1, now(), 1, 1, now() + interval '1 day' from made
        """, bench.World.RootId, Interlocked.Increment(ref round).ToString(CultureInfo.InvariantCulture), World.PersonNumber(0), (long)bench.Options.Texts, (long)World.People);
}
