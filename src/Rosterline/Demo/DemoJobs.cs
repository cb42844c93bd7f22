using Npgsql;
using Rosterline.Jobs.Apply;
using Rosterline.Jobs.Postings;
using Rosterline.Platform;

namespace Rosterline.Demo;

/// <summary>Postings with applicants in every stage, and orders that start soon with people on them.</summary>
static class DemoJobs
{
    static readonly (string Title, int Company, int Branch, string Location, string Pay, string About, bool Open, int Applicants)[] Postings =
    [
        ("Forklift operator, 2nd shift", 0, 0, "Harbor St, Memphis", "$21.00 an hour", "Sit-down and reach trucks in a clean warehouse.\nMonday to Friday, 3 PM to 11:30 PM.\nForklift card needed; we renew it for you.", true, 16),
        ("Picker and packer", 2, 0, "Airways Blvd, Memphis", "$17.50 an hour", "Cold storage, jackets provided. No experience needed, we train you on the first day.", true, 11),
        ("Line cook", 7, 1, "Broadway, Nashville", "$18.00 an hour plus tips", "Hotel kitchen, evenings and weekends.", true, 7),
        ("Receptionist", 9, 2, "Nicollet Ave, Minneapolis", "$19.00 an hour", "Front desk of a clinic. Filled.", false, 4),
    ];

    static readonly (string Title, int Company, int Branch, string Location, string Shift, string Pay, int InDays, TimeOnly At, int Openings, int People)[] Orders =
    [
        ("Picker, weekend crew", 2, 0, "Airways Blvd, Memphis", "1st shift, 6 AM to 2:30 PM", "$17.50 an hour", 1, new(6, 0), 16, 14),
        ("Forklift operator", 0, 0, "Harbor St, Memphis", "2nd shift, 3 PM to 11:30 PM", "$21.00 an hour", 3, new(15, 0), 6, 4),
        ("Line cook", 7, 1, "Broadway, Nashville", "4 PM to midnight", "$18.00 an hour", 6, new(16, 0), 4, 2),
    ];

    // Far behind those who talk with us: nobody of them is known to any line yet.
    const int FirstApplicant = 210, FirstOnOrder = 120;

    public static void Add(NpgsqlBatch batch, Guid rootId, Guid[] branches, Guid by, IReadOnlyList<DemoPerson> people, DateTimeOffset now)
    {
        var candidates = people.Skip(FirstApplicant).Where(person => person is { Kind: 0, Number: not null }).ToList();
        var (ids, next) = (Postings.Select(_ => Ids.New()).ToArray(), 0);
        batch.Add("""
            insert into posting (root_id, id, account_id, title, company_id, location, pay, description, is_open, slug, created_at, created_by, updated_at)
            select $1, g.id, g.branch, g.title, c.id, g.location, g.pay, g.about, g.open, g.slug, g.at, $2, g.at
            from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bool[], $11::text[], $12::timestamptz[])
              g(id, branch, title, company, location, pay, about, open, slug, at)
            left join company c on c.root_id = $1 and c.name = g.company
            """, rootId, by, ids, Of(p => branches[p.Branch]), Of(p => p.Title), Of(p => DemoPeople.Companies[p.Company]), Of(p => p.Location), Of(p => p.Pay), Of(p => p.About),
            Of(p => p.Open), Of(_ => SavePosting.NewSlug()), Postings.Select((_, i) => now.AddDays(-3 - 4 * i)).ToArray());
        foreach (var (posting, id) in Postings.Zip(ids))
        {
            AddApplicants(batch, rootId, id, [.. candidates.Skip(next).Take(posting.Applicants)], now);
            next += posting.Applicants;
        }
        AddOrders(batch, rootId, branches, by, people, now);
    }

    // Every fourth left the box for texts empty.
    static void AddApplicants(NpgsqlBatch batch, Guid rootId, Guid posting, List<DemoPerson> applicants, DateTimeOffset now)
    {
        var (said, at) = (applicants.Select((_, i) => i % 4 != 3).ToArray(), applicants.Select((_, i) => now.AddHours(-2 - 7 * i)).ToArray());
        batch.Add("""
            insert into application (root_id, posting_id, person_id, stage, stage_at, applied_at, said_yes_to_texts, language, note)
            select $1, $2, a.id, a.stage, a.at, a.at, a.said, a.language, a.note
            from unnest($3::uuid[], $4::smallint[], $5::timestamptz[], $6::bool[], $7::text[], $8::text[]) a(id, stage, at, said, language, note)
            """, rootId, posting, applicants.Select(a => a.Id).ToArray(), applicants.Select((_, i) => (short)(i < 5 ? 0 : i % 6)).ToArray(), at, said,
            applicants.Select(a => a.Language ?? "en").ToArray(), applicants.Select((_, i) => i % 5 == 1 ? "Can start on Monday, mornings only." : null).ToArray());
        var numbers = applicants.Select(a => a.Number!.Value.Digits).ToArray();
        // They are known by the form alone, not by a file that was brought in.
        batch.Add("delete from consent_event where root_id = $1 and number = any($2) and source = 'import'", rootId, numbers);
        batch.Add("""
            insert into consent_event (root_id, id, number, at, kind, level, source, wording, wording_version, origin)
            select $1, gen_random_uuid(), a.number, a.at, case when a.said then 'opt_in' else 'no_opt_in' end, case when a.said then 'written' end, 'application', a.wording, a.version, '203.0.113.' || a.ord
            from unnest($2::bigint[], $3::timestamptz[], $4::bool[], $5::text[], $6::text[]) with ordinality a(number, at, said, wording, version, ord)
            """, rootId, numbers, at, said, applicants.Select(a => ApplyWords.In(a.Language).Consent(DemoAgency.Name)).ToArray(),
            applicants.Select(a => $"{ApplyWords.Version}-{ApplyWords.In(a.Language).Language}").ToArray());
    }

    static void AddOrders(NpgsqlBatch batch, Guid rootId, Guid[] branches, Guid by, IReadOnlyList<DemoPerson> people, DateTimeOffset now)
    {
        var employees = people.Skip(FirstOnOrder).Where(person => person.Kind == 1).ToList();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).DateTime);
        var next = 0;
        foreach (var order in Orders)
        {
            var id = Ids.New();
            batch.Add("""
                insert into job_order (root_id, id, account_id, company_id, title, location, starts_on, starts_time, time_zone, shift, pay, openings, created_by)
                select $1, $2, $3, (select c.id from company c where c.root_id = $1 and c.name = $4), $5, $6, $7, $8, 'America/Chicago', $9, $10, $11, $12
                """, rootId, id, branches[order.Branch], DemoPeople.Companies[order.Company], order.Title, order.Location, today.AddDays(order.InDays), order.At, order.Shift, order.Pay, order.Openings, by);
            batch.Add("""
                insert into assignment (root_id, order_id, person_id, status, starts_on, starts_time, created_by)
                select $1, $2, p.id, p.ord % 2, $4, $5, $6 from unnest($3::uuid[]) with ordinality p(id, ord)
                """, rootId, id, employees.Skip(next).Take(order.People).Select(person => person.Id).ToArray(), today.AddDays(order.InDays), order.At, by);
            next += order.People;
        }
    }

    static T[] Of<T>(Func<(string Title, int Company, int Branch, string Location, string Pay, string About, bool Open, int Applicants), T> value) => [.. Postings.Select(value)];
}
