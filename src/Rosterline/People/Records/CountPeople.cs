using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>How many people match, as a whole or by branch, rep, company, status, activity or assignment: the group bar of a grid.</summary>
public sealed class CountPeople(NpgsqlDataSource database, SsnLastFour ssn, TimeProvider clock)
{
    // Groups count everybody, which takes a tenth of a second of half a million; those who look at the same ones meanwhile share it.
    static readonly TimeSpan GroupsKept = TimeSpan.FromSeconds(10);

    readonly Recent<(Guid Root, string What), Groups> recent = new(clock, GroupsKept);

    const int MostGroups = 500;

    // Counted exactly so far; nothing waits for a number that nobody reads to its last digit. Where rows must be read for it, sooner.
    const int MostCounted = 10_000, MostRead = 1_000;

    /// <param name="Key">What the filter of the same name takes; null: people who have none.</param>
    public sealed record Group(string? Key, string Name, int Count);

    /// <param name="More">There are further groups, each smaller than these.</param>
    public sealed record Groups(IReadOnlyList<Group> Items, int Total, bool More);

    /// <param name="More">There are more than these; they were not counted any further.</param>
    /// <param name="About">How many they are by the statistics of the database, to two digits; null: exact, or not known any better.</param>
    public sealed record Answer(int Count, bool More, long? About);

    /// <param name="upTo">How far to count at most, such as before all are selected; null: as far as is quick.</param>
    public async Task<Answer> ExecuteAsync(Viewer viewer, FindPeople.Query query, int? upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        var filter = await FilterAsync(viewer, query, command, cancel);
        var most = upTo is { } asked ? Math.Clamp(asked, 1, AudiencePeople.Most) : filter.Reads ? MostRead : MostCounted;
        command.CommandText = $"select count(*)::int from (select 1 from person p where p.root_id = @root{filter.Sql} limit {(most + 1).ToString(CultureInfo.InvariantCulture)}) found";
        var count = (int)(await command.ExecuteScalarAsync(cancel))!;
        if (count <= most) return new(count, false, null);
        return new(most, true, filter.Reads ? null : Math.Max(most, await EstimateAsync(command, filter, cancel)));
    }

    // Statistics know how many have a kind or a branch; how many match typed words they only guess.
    static async Task<long> EstimateAsync(NpgsqlCommand command, PeopleFilter filter, CancellationToken cancel)
    {
        command.CommandText = $"explain (format json) select 1 from person p where p.root_id = @root{filter.Sql}";
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancel))!);
        var rows = plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, rows))) - 1));
        return (long)(Math.Round(rows / unit) * unit);
    }

    /// <summary>As of at most ten seconds ago. Null when people cannot be grouped by this.</summary>
    public async Task<Groups?> GroupAsync(Viewer viewer, FindPeople.Query query, string? by, CancellationToken cancel)
    {
        if (Key(by) is not { } key) return null;
        // Who may not find anybody by a number's digits shares nothing with who may, nor a narrowed key with others.
        var what = JsonSerializer.Serialize((by, viewer.May(SsnLastFour.Permission), viewer.Within, query with { Cursor = null, Sort = null, Limit = null }), Whole);
        return await recent.GetAsync((viewer.RootId, what), _ => ReadGroupsAsync(viewer, query, by!, key, CancellationToken.None), cancel);
    }

    static readonly JsonSerializerOptions Whole = new() { IncludeFields = true };

    async Task<Groups> ReadGroupsAsync(Viewer viewer, FindPeople.Query query, string by, string key, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        var filter = await FilterAsync(viewer, query, command, cancel);
        command.CommandText = $"""
            with found as (
              select {key} as key, count(*)::int as people from person p where p.root_id = @root{filter.Sql} group by {key})
            select key::text, {Name(by)}, people, (select coalesce(sum(people), 0)::int from found) from found
            order by people desc, 2 limit @most
            """;
        command.Parameters.AddWithValue("most", MostGroups + 1);
        var groups = new List<Group>();
        var total = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            groups.Add(new(PersonSql.Text(reader, 0), PersonSql.Text(reader, 1) ?? "", reader.GetInt32(2)));
            total = reader.GetInt32(3);
        }

        return new([.. groups.Take(MostGroups)], total, groups.Count > MostGroups);
    }

    Task<PeopleFilter> FilterAsync(Viewer viewer, FindPeople.Query query, NpgsqlCommand command, CancellationToken cancel)
    {
        command.Parameters.AddWithValue("root", viewer.RootId);
        return PeopleFilter.OfAsync(database, viewer, query, command.Parameters, ssn, cancel);
    }

    static string? Key(string? by) => by switch
    {
        "branch" => "p.account_id", "rep" => "p.rep_id", "company" => "p.company_id", "status" => "p.status", "active" => "p.is_active",
        "assigned" => PeopleFilter.Assigned, _ => null,
    };

    static string Name(string by) => by switch
    {
        "branch" => "coalesce((select a.name from account a where a.root_id = @root and a.id = key), 'No branch')",
        "rep" => "coalesce((select u.name from app_user u where u.id = key), 'No rep')",
        "company" => "coalesce((select c.name from company c where c.root_id = @root and c.id = key), 'No customer')",
        "status" => "coalesce(key, 'No status')",
        "active" => "case when key then 'Active' else 'Inactive' end",
        _ => "case when key then 'Assigned' else 'Not assigned' end",
    };
}
