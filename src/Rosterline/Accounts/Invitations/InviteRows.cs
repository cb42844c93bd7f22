using Rosterline.People.Import.Files;

namespace Rosterline.Accounts.Invitations;

/// <summary>A person of a pasted list: name, e-mail, branch, group and line, as they were typed.</summary>
sealed record InviteRow(int Number, string Name, string Email, string Branch, string Group, string Line)
{
    static readonly string[] Columns = ["name", "email", "branch", "group", "line"];

    /// <summary>Reads rows separated by tabs, semicolons or commas; a first row without an e-mail address names the columns.</summary>
    public static IReadOnlyList<InviteRow> Read(string pasted)
    {
        var rows = new CsvRows(new StringReader(pasted), SeparatorOf(pasted)).Read().Where(row => !row.IsEmpty).ToList();
        if (rows.Count == 0) return [];
        var headed = !rows[0].Cells.Any(cell => cell.Contains('@', StringComparison.Ordinal));
        var order = headed ? rows[0].Cells.Select(KeyOf).ToList() : [.. Columns];
        return [.. rows.Skip(headed ? 1 : 0).Select(row =>
        {
            string Cell(string column) => order.IndexOf(column) is >= 0 and var at && at < row.Cells.Count ? row.Cells[at].Trim() : "";
            return new InviteRow(row.Number, Cell("name"), Cell("email"), Cell("branch"), Cell("group"), Cell("line"));
        })];
    }

    static char SeparatorOf(string text) => text.Contains('\t', StringComparison.Ordinal) ? '\t' : text.Count(c => c == ';') > text.Count(c => c == ',') ? ';' : ',';

    static string KeyOf(string head) => head.Trim().ToLowerInvariant() switch
    {
        "e-mail" or "mail" or "email address" => "email", "full name" or "user" => "name", "account" or "office" => "branch", "role" or "security group" => "group", "number" or "phone" => "line", var other => other,
    };
}

/// <summary>Finds what somebody meant by a name, and what she may have meant when there is no such.</summary>
static class NamesMeant
{
    public static T? Find<T>(IReadOnlyList<T> among, Func<T, string> nameOf, string typed) where T : class =>
        among.FirstOrDefault(each => nameOf(each).Equals(typed, StringComparison.OrdinalIgnoreCase));

    /// <summary>The nearest name, when at most a third of its letters differ.</summary>
    public static string? Nearest(IEnumerable<string> names, string typed) =>
        names.Select(name => (Name: name, Steps: Steps(name.ToUpperInvariant(), typed.ToUpperInvariant()))).Where(each => each.Steps * 3 <= each.Name.Length).OrderBy(each => each.Steps).FirstOrDefault().Name;

    static int Steps(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j] + 1, left + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j], left) = (row[j], next, next);
            }
        }
        return row[b.Length];
    }
}
