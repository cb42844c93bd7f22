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
