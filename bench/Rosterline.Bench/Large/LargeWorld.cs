using System.Diagnostics;
using System.Globalization;

namespace Rosterline.Bench.Large;

/// <summary>
/// An agency after three years: half a million people, a million conversations, five million texts over 36 months. One conversation of a
/// hundred is long and reaches over all months; the others are three or four texts of a few days.
/// </summary>
static class LargeWorld
{
    public const int People = 500_000, Branches = 40, Companies = 2_000, Conversations = 1_000_000, Months = 36, LongTexts = 200;
    const long FirstPerson = 19020000000;

    public static long PersonNumber(int person) => FirstPerson + person;

    public static async Task SeedAsync(Bench bench)
    {
        var began = Stopwatch.GetTimestamp();
        // Filled faster than any agency: the default would checkpoint all the time.
        await bench.World.RunAsync("alter system set max_wal_size = '4GB'");
        await bench.World.RunAsync("select pg_reload_conf()");
        await StepAsync("people", PeopleAsync(bench));
        await StepAsync("conversations", ConversationsAsync(bench));
        if (!bench.Options.People) await TextsAsync(bench);
        await StepAsync("vacuum", bench.World.RunAsync("vacuum analyze"));
        var size = await bench.World.OneAsync<string>("select pg_size_pretty(pg_database_size(current_database()))");
        var texts = await bench.World.OneAsync<long>("select count(*) from message");
        Console.WriteLine($"{texts.ToString("n0", CultureInfo.InvariantCulture)} texts, {size}, seeded in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }

    static async Task TextsAsync(Bench bench)
    {
        await StepAsync("texts planned", PlanAsync(bench));
        var months = await MonthsAsync(bench);
        await Parallel.ForEachAsync(months, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (month, _) => await FillAsync(bench, month));
        await bench.World.RunAsync("drop table large_text");
    }

    static async Task StepAsync(string name, Task work)
    {
        var began = Stopwatch.GetTimestamp();
        await work;
        Console.WriteLine($"  {name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }

    static async Task PeopleAsync(Bench bench)
    {
        await bench.World.RunAsync("insert into account (root_id, id, parent_id, kind, name) select $1, gen_random_uuid(), $1, 2, 'Branch ' || n from generate_series(2, $2) n", bench.World.RootId, Branches);
        await bench.World.RunAsync("insert into company (root_id, id, name) select $1, gen_random_uuid(), 'Company ' || n from generate_series(1, $2) n", bench.World.RootId, Companies);
        await bench.World.RunAsync($"""
            with branches as materialized (select array_agg(id) as ids from account where root_id = $1 and kind = 2),
            companies as materialized (select array_agg(id) as ids from company where root_id = $1),
            reps as materialized (select array_agg(user_id) as ids from membership where root_id = $1),
            made as (
              insert into person (root_id, id, account_id, first_name, last_name, is_candidate, is_employee, is_contact, is_active, email, external_id, city, company_id, rep_id, title, status, notes, created_at)
              select $1, gen_random_uuid(), (select ids[1 + n % $4] from branches), first, last, n % 10 < 7, n % 10 in (6, 7), n % 10 > 7, n % 12 > 0,
                     lower(first) || '.' || lower(last) || n || '@example.com', 'P' || n, {LargeWords.Place("n")}, case when n % 10 > 5 then (select ids[1 + n / 10 % $5] from companies) end,
                     case when n % 3 = 0 then (select ids[1 + n / 3 % 200] from reps) end, 'Job ' || n % 60, (array['Qualified', 'Placed', 'Applied', 'On hold', null])[1 + n % 5],
                     case when n % 4 = 0 then {LargeWords.Body("n")} end, now() - n * interval '3 minutes'
              from (select n, {LargeWords.FirstName("n")} as first, {LargeWords.LastName("n")} as last from generate_series(0, $2 - 1) n) x
              returning root_id, id, external_id)
            insert into person_number (root_id, person_id, kind, raw, number)
            select root_id, id, 1, ($3 + substr(external_id, 2)::bigint)::text, $3 + substr(external_id, 2)::bigint from made
            """, bench.World.RootId, People, FirstPerson, Branches, Companies);
        await bench.World.RunAsync("insert into number_state (root_id, number) select $1, $3 + n from generate_series(0, $2 - 1) n where n % 2 = 0", bench.World.RootId, People, FirstPerson);
    }

    // Everybody has two conversations, each on another line.
    static Task ConversationsAsync(Bench bench) => bench.World.RunAsync("""
        insert into conversation (root_id, id, line_id, number, person_id, last_seq, last_at, last_inbound_at, last_outbound_at, preview, preview_direction, unread, attention, attention_at)
        select $1, gen_random_uuid(), ($2::uuid[])[1 + (h % 200 + n / $3 * 7) % 200], p.number, p.person_id, texts, at, at, at,
               'I can be there at six, see you then', n % 2, (n % 9 = 0)::int, n % 3, at
        from (select n, (hashint4((n % $3)::int) & 2147483647) as h, case when (hashint4(n::int + 7) & 2147483647) % 100 = 0 then $5 when n % 33 = 0 then 4 else 3 end as texts,
                     now() - (case when (hashint4(n::int + 7) & 2147483647) % 100 = 0 then 30 else 36 * 30 end) * ((hashint4(n::int + 13) & 2147483647) / 2147483648.0::float8) * interval '1 day' as at
              from generate_series(0, $4 - 1) n) x
        join person_number p on p.root_id = $1 and p.number = $6 + x.n % $3
        """, bench.World.RootId, bench.World.LineIds, (long)People, (long)Conversations, LongTexts, FirstPerson);

    // When each text was written, in the order of time.
    static async Task PlanAsync(Bench bench)
    {
        await bench.World.RunAsync($"""
            create unlogged table large_text as
            select row_number() over (order by at) as n, x.* from (
              select c.id as conversation_id, c.line_id, c.number, seq, greatest(
                c.last_at - (c.last_seq - seq) * case when c.last_seq = {LongTexts} then interval '125 hours' else (1 + c.number % 50) * interval '20 minutes' end,
                now() - interval '1079 days') as at
              from conversation c cross join lateral generate_series(1, c.last_seq) seq where c.root_id = $1 and c.number >= $2) x
            """, bench.World.RootId, FirstPerson);
        await bench.World.RunAsync("create index on large_text using brin (at)");
    }

    static async Task<List<DateTime>> MonthsAsync(Bench bench)
    {
        await using var command = bench.World.Command("select date_trunc('month', at at time zone 'UTC') as month from large_text group by 1 order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var months = new List<DateTime>();
        while (await reader.ReadAsync()) months.Add(reader.GetDateTime(0));
        return months;
    }

    // Filled before it is attached, so that its indexes are built once.
    static async Task FillAsync(Bench bench, DateTime month)
    {
        var (name, low, high) = ($"message_{month:yyyy_MM}", $"{month:yyyy-MM-dd}+00", $"{month.AddMonths(1):yyyy-MM-dd}+00");
        var exists = await bench.World.OneAsync<bool>("select to_regclass($1) is not null", name);
        if (!exists) await bench.World.RunAsync($"create table {name} (like message including defaults including generated including storage) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)");
        await bench.World.RunAsync($"""
            insert into {name} (root_id, id, conversation_id, line_id, number, seq, direction, status, body, author_id, connection_id, provider_message_id, created_at, handed_at, sent_at, delivered_at)
            select $1, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
                   conversation_id, t.line_id, number, seq, d, case when d = 0 then 11 when n % 50 = 0 then 6 else 5 end, {LargeWords.Body("n")},
                   case when d = 1 then u.user_id end, $2, 'large-' || n, at, case when d = 1 then at end, case when d = 1 then at end, case when d = 1 then at end
            from (select *, ((hashint8(n) & 2147483647) % 5 > 1)::int as d from large_text where at >= $3::text::timestamptz and at < $4::text::timestamptz) t
            join line_user u on u.root_id = $1 and u.line_id = t.line_id and u.is_default
            order by n
            """, bench.World.RootId, bench.World.ConnectionId, low, high);
        if (!exists) await bench.World.RunAsync($"alter table message attach partition {name} for values from (first_id_of('{low}')) to (first_id_of('{high}'))");
        Console.WriteLine($"  {name}");
    }
}
