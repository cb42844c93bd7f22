using Rosterline.People.Import.Files;
using Rosterline.Platform;

namespace Rosterline.People.Import.Rows;

/// <summary>Reads the phone columns of a row: extensions from a column of their own, two numbers in one cell, and what no number can be.</summary>
static class RowNumbers
{
    static readonly (ImportField Field, NumberKind Kind)[] Columns =
    [
        (ImportField.Sms, NumberKind.Sms), (ImportField.Cell, NumberKind.Cell), (ImportField.Phone, NumberKind.Phone),
        (ImportField.Office, NumberKind.Office), (ImportField.Home, NumberKind.Home),
    ];

    static readonly string[] Between = ["/", ";", ",", "|", "&", "\n", " or ", " and ", " y "];

    public static void Read(RowReader reader, CsvRow row, ImportedPerson person, List<RowProblem> problems)
    {
        var second = new List<TypedNumber>();
        foreach (var (field, kind) in Columns)
        {
            if (reader.Raw(row, field) is not { } cell || TypedNumber.Read(cell) is not { } typed) continue;
            if (typed.Problem == PhoneProblem.SeveralNumbersCode && Parts(cell) is [var first, .. var others])
            {
                problems.Add(new(row.Number, reader.Header(field), cell, "is more than one number. The first is used here.", true, row.Original));
                (typed, _) = (first, second);
                second.AddRange(others);
            }
            else if (typed.Number is null)
                problems.Add(new(row.Number, reader.Header(field), cell, Reason(typed, cell), true, row.Original));
            person.Numbers[kind] = typed;
        }

        AddExtension(reader, row, person);
        foreach (var number in second) Place(person, number);
    }

    /// <summary>Puts a number that the record lacks under a kind that is free; false when none is.</summary>
    public static NumberKind? Free(ICollection<NumberKind> taken)
    {
        foreach (var kind in (ReadOnlySpan<NumberKind>)[NumberKind.Phone, NumberKind.Home, NumberKind.Office])
            if (!taken.Contains(kind)) return kind;
        return null;
    }

    static void Place(ImportedPerson person, TypedNumber number)
    {
        if (!person.Numbers.Values.Any(n => n.Number == number.Number) && Free(person.Numbers.Keys) is { } kind) person.Numbers[kind] = number;
    }

    static void AddExtension(RowReader reader, CsvRow row, ImportedPerson person)
    {
        if (reader.Raw(row, ImportField.Extension) is not { Length: <= 10 } extension) return;
        foreach (var kind in (ReadOnlySpan<NumberKind>)[NumberKind.Office, NumberKind.Phone])
            if (person.Numbers.TryGetValue(kind, out var number) && number.Extension is null)
            {
                person.Numbers[kind] = TypedNumber.Read($"{number.Raw} x{extension}") ?? number;
                return;
            }
    }

    static List<TypedNumber> Parts(string cell) =>
        [.. cell.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(TypedNumber.Read).Where(n => n is { Number: not null }).Select(n => n!.Value)];

    static string Reason(TypedNumber typed, string cell)
    {
        const string Kept = "Person kept, number left out.";
        if (cell.Contains("E+", StringComparison.OrdinalIgnoreCase)) return $"was shortened by a spreadsheet. {Kept}";
        var words = TypedNumber.WordsFor(cell);
        var detail = typed.Problem switch
        {
            PhoneProblem.ExchangeCode => "middle part " + words[(words.LastIndexOf('(') + 1)..].TrimEnd('.', ')'),
            PhoneProblem.AreaCodeCode => "area code " + words[(words.LastIndexOf(' ') + 1)..].TrimEnd('.'),
            PhoneProblem.LengthCode => words[..words.IndexOf('.', StringComparison.Ordinal)],
            _ => null,
        };
        return typed.Problem == PhoneProblem.NotANumberCode
            ? $"cannot be read as a phone number. {Kept}"
            : $"is not a number that can exist{(detail is null ? "" : $" ({detail})")}. {Kept}";
    }
}
