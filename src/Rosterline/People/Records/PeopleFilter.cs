using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Fields;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>The filters of a grid as conditions on <c>person p</c> (EN-08, EN-30).</summary>
/// <param name="Picks">Whether words are searched for, which pick few, rather than a part of everybody.</param>
/// <param name="Reads">Whether the rows themselves must be read to know who matches, not an index alone.</param>
sealed record PeopleFilter(string Sql, bool Picks, bool Reads)
{
    const int LongestField = 200, MostOwn = 10;

    /// <summary>Said so by the ATS, or on an order that is planned, confirmed or under way.</summary>
    public const string Assigned = "(p.is_assigned or p.id in (select a.person_id from assignment a where a.root_id = @root and a.status < 3))";

    // Behind every text that begins so.
    const string LastCharacter = "\U0010FFFF";

    public static async Task<PeopleFilter> OfAsync(
        NpgsqlDataSource database, Viewer viewer, FindPeople.Query query, NpgsqlParameterCollection parameters, SsnLastFour ssn, CancellationToken cancel)
    {
        var adding = new Adding(parameters);
        var search = PeopleSearch.Condition(query.Q, parameters);
        var read = search + Names(query, adding) + Text(query, adding) + Own(query, adding) + Ssn(viewer, query, adding, ssn) + await CustomerAsync(database, viewer, query, adding, cancel);
        var within = viewer.Within is { } accounts ? $" and p.account_id = any({adding.Value(accounts.ToArray())})" : "";
        return new(within + Kind(query) + Part(query, adding) + Missing(query) + read, search.Length > 0, read.Length > 0);
    }

    static string Kind(FindPeople.Query query) => query.Kind switch
    {
        "candidate" => " and p.is_candidate", "employee" => " and p.is_employee", "contact" => " and p.is_contact", _ => "",
    };

    static string Part(FindPeople.Query query, Adding adding)
    {
        var all = (query.Active switch { true => " and p.is_active", false => " and not p.is_active", _ => "" })
            + (query.Assigned switch { true => $" and {Assigned}", false => $" and not {Assigned}", _ => "" });
        if (query.RepId is { } rep) all += $" and p.rep_id = {adding.Value(rep)}";
        if (query.CompanyId is { } company) all += $" and p.company_id = {adding.Value(company)}";
        if (query.BranchId is { } branch) all += $" and p.account_id = {adding.Value(branch)}";
        if (Clean(query.Status) is { } status) all += $" and lower(coalesce(p.status, '')) = lower({adding.Value(status)})";
        if (query.Except is { Length: > 0 } except) all += $" and p.id <> all({adding.Value(except)})";
        return all;
    }

    static string Missing(FindPeople.Query query) => query.Without switch
    {
        "rep" => " and p.rep_id is null", "company" => " and p.company_id is null", "status" => " and p.status is null", _ => "",
    };

    // Common words are found while walking the list, rare ones by their index: the planner knows which, from the words' statistics.
    static string Text(FindPeople.Query query, Adding adding) => Clean(query.Text) is { } text
        ? $" and to_tsvector('simple', folded(coalesce(p.notes, ''))) @@ websearch_to_tsquery('simple', {adding.Value(PeopleSearch.Fold(text))})" : "";

    static string Own(FindPeople.Query query, Adding adding)
    {
        var all = "";
        foreach (var each in (query.Custom ?? []).Take(MostOwn))
            if (each?.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && Clean(each[(at + 1)..]) is { } words)
            {
                var key = adding.Value(FieldList.Plain(each[..at]));
                all += $" and p.custom ? {key} and strpos(folded(p.custom ->> {key}), {adding.Value(PeopleSearch.Fold(words))}) > 0";
            }

        return all;
    }

    // A stretch of the index of names, in whichever order the list is.
    static string Names(FindPeople.Query query, Adding adding)
    {
        var all = "";
        foreach (var (typed, name) in new[] { (query.FirstName, PeopleOrder.First), (query.LastName, PeopleOrder.Last) })
            if (Clean(typed) is { } beginning)
            {
                var from = PeopleSearch.Fold(beginning);
                all += $" and {name} >= {adding.Value(from)} and {name} < {adding.Value(from + LastCharacter)}";
            }

        if (Clean(query.Id) is { } id) all += $" and lower(coalesce(p.external_id, '')) = lower({adding.Value(id)})";
        return all;
    }

    // Their ids, not a subquery: how many they are decides whether the list is walked or what is found is sorted.
    static async Task<string> CustomerAsync(NpgsqlDataSource database, Viewer viewer, FindPeople.Query query, Adding adding, CancellationToken cancel)
    {
        var (name, id) = (Clean(query.Customer), Clean(query.CustomerId));
        if (name is null && id is null) return "";
        var companies = await database.Command("""
            select c.id from company c where c.root_id = $1 and strpos(folded(c.name), $2) > 0 and ($3 = '' or lower(c.external_id) = lower($3))
            """, viewer.RootId, PeopleSearch.Fold(name ?? ""), id ?? "").ReadAllAsync(row => row.GetGuid(0), cancel);
        return $" and p.company_id = any({adding.Value(companies.ToArray())})";
    }

    // Who may not see the digits may not find anybody by them either.
    static string Ssn(Viewer viewer, FindPeople.Query query, Adding adding, SsnLastFour ssn)
    {
        if (Clean(query.Ssn) is not { } digits) return "";
        return viewer.May(SsnLastFour.Permission) && ssn.Hash(viewer.RootId, digits) is { } hash ? $" and p.ssn_hash = {adding.Value(hash)}" : " and false";
    }

    static string? Clean(string? text) => CleanText.OrNull(text is { Length: > LongestField } ? text[..LongestField] : text);

    /// <summary>Names parameters one after the other.</summary>
    sealed class Adding(NpgsqlParameterCollection parameters)
    {
        int count;

        public string Value<T>(T value)
        {
            parameters.Add(new NpgsqlParameter<T>($"f{count}", value));
            return $"@f{count++}";
        }
    }
}
