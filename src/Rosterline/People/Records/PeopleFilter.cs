using Npgsql;
using Rosterline.Accounts;

namespace Rosterline.People.Records;

/// <summary>The filters of a grid as conditions on <c>person p</c> (EN-08, EN-30).</summary>
/// <param name="Picks">Whether they are a search that picks few, rather than a part of everybody.</param>
sealed record PeopleFilter(string Sql, bool Picks)
{
    const int LongestField = 200;

    public static PeopleFilter Of(Viewer viewer, FindPeople.Query query, NpgsqlParameterCollection parameters, SsnLastFour ssn)
    {
        var adding = new Adding(parameters);
        var search = PeopleSearch.Condition(query.Q, parameters) + Names(query, adding) + Customer(query, adding) + Ssn(viewer, query, adding, ssn);
        var part = Kind(query) + Part(query, adding) + Missing(query) + Text(query, adding);
        return new(part + search, search.Length > 0);
    }

    static string Kind(FindPeople.Query query) => query.Kind switch
    {
        "candidate" => " and p.is_candidate", "employee" => " and p.is_employee", "contact" => " and p.is_contact", _ => "",
    };

    static string Part(FindPeople.Query query, Adding adding)
    {
        var all = (query.Active switch { true => " and p.is_active", false => " and not p.is_active", _ => "" })
            + (query.Assigned switch { true => " and p.is_assigned", false => " and not p.is_assigned", _ => "" });
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
        ? $" and to_tsvector('simple', coalesce(p.notes, '')) @@ websearch_to_tsquery('simple', {adding.Value(text)})" : "";

    static string Names(FindPeople.Query query, Adding adding)
    {
        var all = "";
        if (Clean(query.FirstName) is { } first) all += $" and p.search like {adding.Value(Pattern(first))} || '%'";
        // The search column finds words that begin so, the name itself decides.
        if (Clean(query.LastName) is { } last)
        {
            var name = adding.Value(Pattern(last));
            all += $" and p.search like '% ' || {name} || '%' and folded(p.last_name) like {name} || '%'";
        }

        if (Clean(query.Id) is { } id) all += $" and lower(coalesce(p.external_id, '')) = lower({adding.Value(id)})";
        return all;
    }

    static string Customer(FindPeople.Query query, Adding adding)
    {
        var all = "";
        if (Clean(query.Customer) is { } name)
            all += $" and p.company_id in (select c.id from company c where c.root_id = @root and strpos(lower(c.name), lower({adding.Value(name)})) > 0)";
        if (Clean(query.CustomerId) is { } id)
            all += $" and p.company_id in (select c.id from company c where c.root_id = @root and lower(c.external_id) = lower({adding.Value(id)}))";
        return all;
    }

    // Who may not see the digits may not find anybody by them either.
    static string Ssn(Viewer viewer, FindPeople.Query query, Adding adding, SsnLastFour ssn)
    {
        if (Clean(query.Ssn) is not { } digits) return "";
        return viewer.May(SsnLastFour.Permission) && ssn.Hash(viewer.RootId, digits) is { } hash ? $" and p.ssn_hash = {adding.Value(hash)}" : " and false";
    }

    static string? Clean(string? text) => CleanText.OrNull(text is { Length: > LongestField } ? text[..LongestField] : text);

    static string Pattern(string text) => PeopleSearch.Fold(text)
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

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
