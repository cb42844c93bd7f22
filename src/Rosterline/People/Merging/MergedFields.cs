namespace Rosterline.People.Merging;

/// <summary>The single fields of a record: of two, the one that is kept wins, unless it is empty or the other was chosen.</summary>
static class MergedFields
{
    /// <summary>Name in the API, column, and what it is called on the screen.</summary>
    public static readonly IReadOnlyList<(string Name, string Column, string Label)> All =
    [
        ("firstName", "first_name", "First name"), ("lastName", "last_name", "Last name"), ("email", "email", "E-mail"), ("company", "company_id", "Company"),
        ("title", "title", "Title"), ("department", "department", "Department"), ("status", "status", "Status"), ("branch", "account_id", "Branch"),
        ("rep", "rep_id", "Rep"), ("externalId", "external_id", "ID in your ATS"), ("city", "city", "City"), ("state", "state", "State"), ("zip", "zip", "ZIP"),
        ("language", "language", "Language"), ("timeZone", "time_zone", "Time zone"), ("ssnLastFour", "ssn_hash", "SSN, last four"),
    ];

    /// <summary>Sets the fields of <c>k</c>, the record that is kept, from both; wants <c>g</c> = the other and @take = names of chosen fields.</summary>
    public static string Sql => string.Join(",\n  ", All.Select(each => $"{each.Column} = {Kept(each.Name, each.Column)}"));

    // The other's own ID must leave its row first, so it comes as a parameter.
    static string Kept(string name, string column)
    {
        var theirs = column == "external_id" ? "@external_id" : $"g.{column}";
        var (mine, other) = column is "first_name" or "last_name" ? ($"nullif(k.{column}, '')", $"nullif({theirs}, '')") : ($"k.{column}", theirs);
        var value = $"case when '{name}' = any(@take) then coalesce({other}, {mine}) else coalesce({mine}, {other}) end";
        return column is "first_name" or "last_name" ? $"coalesce({value}, '')" : value;
    }
}
