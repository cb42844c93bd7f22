using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Demo;

/// <summary>Companies, people, their numbers and what they agreed to.</summary>
static class DemoRecords
{
    public static void Add(NpgsqlBatch batch, Guid rootId, Guid[] branches, IReadOnlyList<DemoPerson> people, DateTimeOffset now)
    {
        var companies = DemoPeople.Companies.Select(_ => Ids.New()).ToArray();
        batch.Add("insert into company (root_id, id, name) select $1, c.* from unnest($2::uuid[], $3::text[]) c", rootId, companies, DemoPeople.Companies);
        batch.Add("""
            insert into person (root_id, id, account_id, first_name, last_name, is_candidate, is_employee, is_contact, email, company_id, title, language, city, state, created_at, updated_at)
            select $1, p.id, p.branch, p.first, p.last, p.kind = 0, p.kind = 1, p.kind = 2, p.mail, p.company, p.title, p.language, p.city, p.state, $13, $13
            from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[])
              p(id, branch, first, last, kind, mail, company, title, language, city, state)
            """, rootId, Of(people, p => p.Id), Of(people, p => branches[p.Branch]), Of(people, p => p.First), Of(people, p => p.Last), Of(people, p => p.Kind),
            people.Select((p, i) => $"{p.First}.{p.Last}.{i}@example.com".ToLowerInvariant()).ToArray(), Of(people, p => p.Kind == 0 ? (Guid?)null : companies[p.Company]),
            Of(people, p => p.Title), Of(people, p => p.Language), Of(people, p => p.City), Of(people, p => p.State), now.AddDays(-40));
        var reached = people.Where(p => p.Number is not null).ToList();
        batch.Add("insert into person_number (root_id, person_id, kind, raw, number) select $1, n.id, 1, n.raw, n.number from unnest($2::uuid[], $3::text[], $4::bigint[]) n(id, raw, number)",
            rootId, Of(reached, p => p.Id), Of(reached, p => p.Number!.Value.Display), Of(reached, p => p.Number!.Value.Digits));
        batch.Add("""
            insert into consent_event (root_id, id, number, at, kind, level, source)
            select $1, gen_random_uuid(), n.number, $3, 'opt_in', 'imported-unverified', 'import' from unnest($2::bigint[]) n(number)
            """, rootId, Of(reached, p => p.Number!.Value.Digits), now.AddDays(-40));
        AddStopped(batch, rootId, [.. reached.Where((_, i) => i > 60 && i % 47 == 0)], now);
        AddLocked(batch, rootId, reached[77], now);
    }

    // Some have said stop by phone, long ago.
    static void AddStopped(NpgsqlBatch batch, Guid rootId, IReadOnlyList<DemoPerson> stopped, DateTimeOffset now)
    {
        var numbers = Of(stopped, p => p.Number!.Value.Digits);
        batch.Add("""
            insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how, opted_out_words)
            select $1, n.number, 1, $3, 'phone', 'Please do not text me' from unnest($2::bigint[]) n(number)
            """, rootId, numbers, now.AddDays(-12));
        batch.Add("""
            insert into consent_event (root_id, id, number, at, kind, source, wording)
            select $1, gen_random_uuid(), n.number, $3, 'opt_out', 'phone', 'Please do not text me' from unnest($2::bigint[]) n(number)
            """, rootId, numbers, now.AddDays(-12));
    }

    static void AddLocked(NpgsqlBatch batch, Guid rootId, DemoPerson person, DateTimeOffset now)
    {
        batch.Add("update person set locked_at = $3, locked_reason = 'No-show twice' where root_id = $1 and id = $2", rootId, person.Id, now.AddDays(-5));
        batch.Add("insert into number_state (root_id, number, blocked) values ($1, $2, 4)", rootId, person.Number!.Value.Digits);
        batch.Add("insert into consent_event (root_id, id, number, at, kind, source) values ($1, gen_random_uuid(), $2, $3, 'lock', 'api')", rootId, person.Number.Value.Digits, now.AddDays(-5));
    }

    static TValue[] Of<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
