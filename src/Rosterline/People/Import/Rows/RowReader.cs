using System.Globalization;
using Rosterline.People.Fields;
using Rosterline.People.Import.Files;

namespace Rosterline.People.Import.Rows;

/// <summary>Turns rows of a file into people, cell by cell; what does not fit is left out and told.</summary>
sealed class RowReader(ImportPlan plan, ImportLists lists)
{
    const int LongestCell = 200, LongestNotes = 100_000;

    static readonly HashSet<string> Blank = new(["-", "--", "n/a", "#n/a", "na", "(null)", "null", "none", "not provided"], StringComparer.OrdinalIgnoreCase);

    readonly CsvShape shape = plan.Shape;

    /// <summary>All rows from the one after <paramref name="after"/>; empty rows are passed over.</summary>
    public IEnumerable<ReadRow> Read(byte[] content, int after = 0)
    {
        using var text = FileEncoding.Open(content, plan.Encoding);
        foreach (var row in shape.Read(text))
            if (row.Number > after && !row.IsEmpty) yield return Read(row);
    }

    public ReadRow Read(CsvRow row)
    {
        // What a row says is kept with its problems, for whoever mends the file: never these digits.
        if (Raw(row, ImportField.Ssn) is { } secret && secret.Any(char.IsAsciiDigit)) row = row with { Original = row.Original.Replace(secret, "•••", StringComparison.Ordinal) };
        if (row.Fault is { } fault) return Skipped(row, FaultWords(fault));
        if (shape.IsHeaderAgain(row.Cells)) return Skipped(row, "the column names again. Skipped.");
        var person = new ImportedPerson(row.Number, row.Original);
        var problems = new List<RowProblem>();
        ReadNames(row, person, problems);
        person.ExternalId = Cell(row, ImportField.ExternalId, problems);
        person.Company = Cell(row, ImportField.Company, problems);
        person.Title = Cell(row, ImportField.Title, problems);
        person.City = Cell(row, ImportField.City, problems);
        person.State = Cell(row, ImportField.State, problems);
        person.Zip = Zip(Cell(row, ImportField.Zip, problems));
        person.Language = Language(Cell(row, ImportField.Language, problems));
        person.TimeZone = Cell(row, ImportField.TimeZone, problems) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null;
        person.Notes = Cell(row, ImportField.Notes, problems, LongestNotes);
        person.IsActive = Cell(row, ImportField.Active, problems) is { } active ? Says(active) : null;
        person.OptedOut = Cell(row, ImportField.OptedOut, problems) is { } out1 && (Says(out1) ?? Dates.Read(out1) is not null);
        ReadEmail(row, person, problems);
        ReadWork(row, person, problems);
        ReadSsn(row, person, problems);
        ReadOwn(row, person, problems);
        ReadBranch(row, person, problems);
        RowNumbers.Read(this, row, person, problems);
        ReadConsent(row, person, problems);
        var nobody = person.FirstName.Length + person.LastName.Length == 0 && person.Numbers.Count == 0;
        if (nobody && person.Email is null && person.ExternalId is null) return Skipped(row, "no name and no number. Skipped.", problems);
        if (row.Cells.Count > shape.Headers.Count && row.Cells.Skip(shape.Headers.Count).Any(c => !string.IsNullOrWhiteSpace(c)))
            problems.Add(new(row.Number, null, null, $"{row.Cells.Count} cells where {shape.Headers.Count} are expected. The rest was left out.", true, row.Original));
        return new(row.Number, person, problems);
    }

    public bool Has(ImportField field) => plan.Mapping.ContainsKey(field);

    public string Header(ImportField field) => shape.Headers[plan.Mapping[field]];

    /// <summary>The cell as typed, without what spreadsheets put around it; null when blank.</summary>
    public string? Raw(CsvRow row, ImportField field) => plan.Mapping.TryGetValue(field, out var column) ? Raw(row, column) : null;

    static string? Raw(CsvRow row, int column)
    {
        if (column >= row.Cells.Count) return null;
        var cell = row.Cells[column].Trim();
        // ="0123" and '0123 keep a spreadsheet from reading a number.
        if (cell.Length > 3 && cell.StartsWith("=\"", StringComparison.Ordinal) && cell[^1] == '"') cell = cell[2..^1];
        else if (cell.Length > 1 && cell[0] == '\'') cell = cell[1..];
        cell = CleanText.Of(cell);
        return cell.Length == 0 || (cell.Length < 15 && Blank.Contains(cell)) ? null : cell;
    }

    string? Cell(CsvRow row, ImportField field, List<RowProblem> problems, int longest = LongestCell)
    {
        if (Raw(row, field) is not { } cell || cell.Length <= longest) return Raw(row, field);
        problems.Add(new(row.Number, Header(field), cell, $"is longer than {longest.ToString("N0", CultureInfo.InvariantCulture)} characters. Shortened.", true, row.Original));
        return CleanText.Of(cell[..longest]);
    }

    void ReadNames(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        person.FirstName = Cell(row, ImportField.FirstName, problems) ?? "";
        person.LastName = Cell(row, ImportField.LastName, problems) ?? "";
        if (person.FirstName.Length + person.LastName.Length > 0 || Cell(row, ImportField.FullName, problems) is not { } full) return;
        (person.FirstName, person.LastName) = PersonNames.Split(full);
    }

    void ReadEmail(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        if (Cell(row, ImportField.Email, problems) is not { } email) return;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && email.IndexOf('.', at) > at + 1 && !email.Any(char.IsWhiteSpace)) person.Email = email;
        else problems.Add(new(row.Number, Header(ImportField.Email), email, "is not an e-mail address. Field left empty.", true, row.Original));
    }

    void ReadBranch(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        if (Cell(row, ImportField.Branch, problems) is not { } branch) return;
        if (lists.Branches.TryGetValue(branch, out var id)) person.BranchId = id;
        else problems.Add(new(row.Number, Header(ImportField.Branch), branch, "is not a branch here. Person kept in your own branch.", true, row.Original));
    }

    void ReadWork(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        person.CustomerId = Cell(row, ImportField.CustomerId, problems);
        person.Department = Cell(row, ImportField.Department, problems);
        person.Status = Cell(row, ImportField.Status, problems);
        person.IsAssigned = YesOrNo(row, ImportField.Assigned, problems);
        person.HasResume = YesOrNo(row, ImportField.Resume, problems);
        if (person is { CustomerId: { } id, Company: null })
            problems.Add(new(row.Number, Header(ImportField.CustomerId), id, "stands beside no customer. Field left empty.", true, row.Original));
        if (Cell(row, ImportField.Rep, problems) is not { } rep) return;
        if (lists.Colleagues.TryGetValue(rep, out var colleague)) person.RepId = colleague;
        else problems.Add(new(row.Number, Header(ImportField.Rep), rep, "is nobody who works here, by name or e-mail. Field left empty.", true, row.Original));
    }

    bool? YesOrNo(CsvRow row, ImportField field, List<RowProblem> problems)
    {
        if (Cell(row, field, problems) is not { } cell) return null;
        if (Says(cell) is { } said) return said;
        problems.Add(new(row.Number, Header(field), cell, "is neither yes nor no. Field left empty.", true, row.Original));
        return null;
    }

    // Whole numbers come, the last four alone, or with the others hidden. Whatever comes, no digit of it is told or kept.
    void ReadSsn(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        if (Raw(row, ImportField.Ssn) is not { } cell) return;
        var digits = string.Concat(cell.Where(char.IsAsciiDigit));
        var rest = cell.Where(c => !char.IsAsciiDigit(c)).All(c => c is '-' or ' ' or '*' or 'x' or 'X' or '#' or '•');
        if (rest && digits.Length is 4 or 9) person.SsnHash = lists.SsnHash(digits[^4..]);
        else problems.Add(new(row.Number, Header(ImportField.Ssn), null, "not the last four digits of a Social Security number, nor a whole one. Field left empty.", true, row.Original));
    }

    void ReadOwn(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        foreach (var (key, column) in plan.Own ?? new Dictionary<string, int>())
        {
            if (Raw(row, column) is not { } cell) continue;
            if (cell.Length > CustomFields.LongestValue)
                problems.Add(new(row.Number, shape.Headers[column], cell, $"is longer than {CustomFields.LongestValue} characters. Shortened.", true, row.Original));
            person.Own[key] = cell.Length > CustomFields.LongestValue ? CleanText.Of(cell[..CustomFields.LongestValue]) : cell;
        }
    }

    void ReadConsent(CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        if (plan.Consent is not { Answer: ToldAnswer.OptIn, Column: { } column }) return;
        var cell = Raw(row, column);
        var date = cell is null ? null : Dates.Read(cell);
        person.OptedInAt = date;
        person.OptedIn = date is not null || (cell is not null && Says(cell) == true);
        if (cell is not null && date is null && cell.Any(char.IsAsciiDigit) && cell.AsSpan().IndexOfAny('/', '-') > 0)
            problems.Add(new(row.Number, shape.Headers[column], cell, "is not a date. Field left empty.", true, row.Original));
    }

    static bool? Says(string cell) => cell.ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "t" or "1" or "x" or "on" or "si" or "sí" or "active" or "opted in" or "optin" or "opt-in" or "opt in"
            or "subscribed" or "opted out" or "optout" or "opt-out" or "opt out" or "unsubscribed" or "stop" => true,
        "no" or "n" or "false" or "f" or "0" or "off" or "inactive" => false,
        _ => null,
    };

    static string? Language(string? cell) => cell?.ToLowerInvariant() switch
    {
        null => null,
        var l when l.StartsWith("es", StringComparison.Ordinal) || l.StartsWith("sp", StringComparison.Ordinal) => "es",
        var l when l.StartsWith("en", StringComparison.Ordinal) || l.StartsWith("ing", StringComparison.Ordinal) => "en",
        _ => null,
    };

    // Spreadsheets eat the zero of New England.
    static string? Zip(string? cell) => cell is { Length: 4 } && cell.All(char.IsAsciiDigit) ? "0" + cell : cell;

    static string FaultWords(CsvFault fault) => (fault.EndsInQuotes ? "ends inside a quoted text." : "longer than 4,000,000 characters.")
        + (fault.NextRow is { } next ? $" Skipped to row {next}." : " Skipped to the end.");

    static ReadRow Skipped(CsvRow row, string reason, IEnumerable<RowProblem>? before = null) =>
        new(row.Number, null, [.. before ?? [], new(row.Number, null, null, reason, false, row.Original)]);
}

/// <summary>Dates as American files write them, with or without a time.</summary>
static class Dates
{
    static readonly string[] Formats =
        ["M/d/yyyy", "M/d/yy", "M-d-yyyy", "M-d-yy", "M.d.yyyy", "yyyy-M-d", "yyyy/M/d", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "yyyyMMdd"];

    /// <summary>Null when it is not a date.</summary>
    public static DateTimeOffset? Read(string cell)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (cell.Length is < 6 or > 40) return null;
        var us = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(cell, Formats, us, Style, out var day)) return Sane(day);
        return cell.Any(c => c is ':') && DateTimeOffset.TryParse(cell, us, Style, out var time) ? Sane(time) : null;
    }

    static DateTimeOffset? Sane(DateTimeOffset date) => date.Year is > 1990 and < 2100 ? date : null;
}
