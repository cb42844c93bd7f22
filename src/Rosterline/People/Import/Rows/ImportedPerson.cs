namespace Rosterline.People.Import.Rows;

/// <summary>What one row says about a person; empty cells are null.</summary>
sealed record ImportedPerson(int Row, string Original)
{
    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string? ExternalId { get; set; }

    public string? Email { get; set; }

    public string? Company { get; set; }

    public string? Title { get; set; }

    public Guid? BranchId { get; set; }

    public string? City { get; set; }

    public string? State { get; set; }

    public string? Zip { get; set; }

    public string? Language { get; set; }

    public string? TimeZone { get; set; }

    public string? Notes { get; set; }

    public string? CustomerId { get; set; }

    public string? Department { get; set; }

    public string? Status { get; set; }

    public Guid? RepId { get; set; }

    public bool? IsAssigned { get; set; }

    public bool? HasResume { get; set; }

    /// <summary>Keyed hash of the last four digits; the digits themselves are kept nowhere.</summary>
    public byte[]? SsnHash { get; set; }

    /// <summary>Fields of the agency's own, by key.</summary>
    public SortedDictionary<string, string> Own { get; } = new(StringComparer.Ordinal);

    public bool? IsActive { get; set; }

    public bool OptedOut { get; set; }

    /// <summary>The consent column's answer; null without such a column.</summary>
    public bool? OptedIn { get; set; }

    public DateTimeOffset? OptedInAt { get; set; }

    public SortedDictionary<NumberKind, TypedNumber> Numbers { get; } = [];

    /// <summary>Fingerprint of what the file says, see <see cref="RowPrint"/>.</summary>
    public Guid Print { get; set; }

    public string NameKey => nameKey ??= PersonNames.Key(FirstName, LastName);

    public IEnumerable<long> GoodNumbers => Numbers.Values.Where(n => n.Number is not null).Select(n => n.Number!.Value).Distinct();

    /// <summary>The number that would be texted (EN-17).</summary>
    public TextingNumber? Texting => TextingNumber.Choose(Numbers.Select(n => new NumberOnRecord(n.Key, n.Value.Raw, n.Value.Number, n.Value.Problem)));

    string? nameKey;
}

/// <summary>Something a row must tell: the sentence of the screen, and its parts for the file.</summary>
/// <param name="Kept">The row became a person nevertheless.</param>
sealed record RowProblem(int Row, string? Column, string? Value, string Reason, bool Kept, string Original)
{
    const int LongestValue = 200;

    public string Words => $"Row {Row}{(Column is null ? "" : $", {Column}")}: {(Value is null || !SaysValue ? "" : $"“{Short(Value)}” ")}{Reason}";

    /// <summary>The sentence goes on from the value.</summary>
    public bool SaysValue { get; init; } = true;

    public static string Short(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length > LongestValue ? line[..LongestValue] + "…" : line;
    }
}

/// <summary>A row that was read.</summary>
/// <param name="Person">Null: skipped, and <paramref name="Problems"/> says why unless it was empty.</param>
readonly record struct ReadRow(int Row, ImportedPerson? Person, IReadOnlyList<RowProblem> Problems);
