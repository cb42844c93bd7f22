using System.Text.Json.Nodes;
using Rosterline.People.Import.Rows;

namespace Rosterline.People.Import.Matching;

/// <summary>A person of the organisation as the import sees it: found in the database, or about to be added.</summary>
sealed class KnownPerson
{
    public required Guid Id { get; init; }

    public bool IsNew { get; init; }

    public bool IsChanged { get; set; }

    /// <summary>Row of this file that was this person before; null: none.</summary>
    public int? Row { get; set; }

    public string? ExternalId { get; set; }

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string NameKey { get; set; } = "";

    public string? Email { get; set; }

    public Guid AccountId { get; set; }

    public bool IsCandidate { get; set; }

    public bool IsEmployee { get; set; }

    public bool IsContact { get; set; }

    public bool IsActive { get; set; } = true;

    public string? Company { get; set; }

    public string? Title { get; set; }

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

    public bool IsAssigned { get; set; }

    public bool HasResume { get; set; }

    public byte[]? SsnHash { get; set; }

    /// <summary>Fields of the agency's own as they are stored; null: none.</summary>
    public string? Own { get; set; }

    public SortedDictionary<NumberKind, TypedNumber> Numbers { get; } = [];

    /// <summary>Kinds whose number came or changed.</summary>
    public HashSet<NumberKind> ChangedNumbers { get; } = [];

    public string Name => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : "somebody without a name";

    /// <summary>
    /// Takes over what the row says. A second row about the same person (<paramref name="fillOnly"/>) adds what is missing and
    /// overwrites nothing, so that bringing the file again changes nothing.
    /// </summary>
    public void Take(ImportedPerson row, PersonKind kind, bool fillOnly)
    {
        if (NameKey != row.NameKey && row.NameKey.Length > 1 && !fillOnly)
            (FirstName, LastName, NameKey, IsChanged) = (row.FirstName, row.LastName, row.NameKey, true);
        ExternalId = Text(ExternalId, row.ExternalId, fillOnly || ExternalId is not null, StringComparison.Ordinal);
        Email = Text(Email, row.Email, fillOnly, StringComparison.OrdinalIgnoreCase);
        Company = Text(Company, row.Company, fillOnly, StringComparison.OrdinalIgnoreCase);
        Title = Text(Title, row.Title, fillOnly);
        City = Text(City, row.City, fillOnly);
        State = Text(State, row.State, fillOnly);
        Zip = Text(Zip, row.Zip, fillOnly);
        Language = Text(Language, row.Language, fillOnly);
        TimeZone = Text(TimeZone, row.TimeZone, fillOnly);
        Notes = Text(Notes, row.Notes, fillOnly);
        if (row.BranchId is { } branch && branch != AccountId && !fillOnly) (AccountId, IsChanged) = (branch, true);
        if (row.IsActive is { } active && active != IsActive && !fillOnly) (IsActive, IsChanged) = (active, true);
        CustomerId = Text(CustomerId, row.CustomerId, fillOnly);
        Department = Text(Department, row.Department, fillOnly);
        Status = Text(Status, row.Status, fillOnly);
        if (row.RepId is { } rep && rep != RepId && !(fillOnly && RepId is not null)) (RepId, IsChanged) = (rep, true);
        if (row.IsAssigned is { } assigned && assigned != IsAssigned && !fillOnly) (IsAssigned, IsChanged) = (assigned, true);
        if (row.HasResume is { } resume && resume != HasResume && !fillOnly) (HasResume, IsChanged) = (resume, true);
        if (row.SsnHash is { } hash && !(SsnHash ?? []).AsSpan().SequenceEqual(hash) && !(fillOnly && SsnHash is not null)) (SsnHash, IsChanged) = (hash, true);
        TakeOwn(row, fillOnly);
        TakeKind(kind);
        foreach (var (numberKind, number) in row.Numbers) TakeNumber(numberKind, number, fillOnly);
    }

    void TakeOwn(ImportedPerson row, bool fillOnly)
    {
        if (row.Own.Count == 0) return;
        var own = Own is { } stored ? JsonNode.Parse(stored)!.AsObject() : [];
        foreach (var (key, value) in row.Own)
        {
            if (own.TryGetPropertyValue(key, out var mine) && mine is not null && (fillOnly || mine.ToString() == value)) continue;
            own[key] = value;
            IsChanged = true;
        }

        Own = own.ToJsonString();
    }

    void TakeKind(PersonKind kind)
    {
        var before = (IsCandidate, IsEmployee, IsContact);
        IsCandidate |= kind == PersonKind.Candidate;
        IsEmployee |= kind == PersonKind.Employee;
        IsContact |= kind == PersonKind.Contact;
        IsChanged |= before != (IsCandidate, IsEmployee, IsContact);
    }

    void TakeNumber(NumberKind kind, TypedNumber number, bool fillOnly)
    {
        var present = Numbers.TryGetValue(kind, out var old);
        if (present && (Same(old, number) || fillOnly))
        {
            var known = number.Number is null || Numbers.Values.Any(n => n.Number == number.Number);
            if (!fillOnly || known || RowNumbers.Free(Numbers.Keys) is not { } free) return;
            kind = free;
        }
        else if (fillOnly && number.Number is not null && Numbers.Values.Any(n => n.Number == number.Number)) return;
        Numbers[kind] = number;
        ChangedNumbers.Add(kind);
        IsChanged = true;
    }

    static bool Same(TypedNumber a, TypedNumber b) =>
        a.Number is not null ? a.Number == b.Number && a.Extension == b.Extension : b.Number is null && a.Raw == b.Raw;

    string? Text(string? mine, string? theirs, bool fillOnly, StringComparison how = StringComparison.Ordinal)
    {
        if (theirs is null || (fillOnly && mine is not null) || string.Equals(mine, theirs, how)) return mine;
        IsChanged = true;
        return theirs;
    }
}
