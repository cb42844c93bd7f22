using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import.Matching;

/// <summary>
/// Decides for each row who it is: by ID, else by number and name, else by e-mail and name. Two people on one number, or one ID for
/// two names, are told and never merged (P-33). A row that was here before is who it was then.
/// </summary>
sealed class MatchPeople
{
    readonly Dictionary<string, KnownPerson> byId = new(StringComparer.Ordinal);
    readonly Dictionary<long, List<KnownPerson>> byNumber = [];
    readonly Dictionary<string, List<KnownPerson>> byEmail = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<KnownPerson>> byNameAlone = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, KnownPerson> byKey = [];
    readonly IReadOnlyDictionary<Guid, Guid> brought;
    readonly IReadOnlyDictionary<Guid, int> rowOf;
    readonly Func<KnownPerson> make;

    /// <param name="brought">Rows that were here before, with their people.</param>
    /// <param name="rowOf">People that earlier rows of this file were.</param>
    public MatchPeople(IEnumerable<KnownPerson> known, IReadOnlyDictionary<Guid, Guid> brought, IReadOnlyDictionary<Guid, int> rowOf, Func<KnownPerson> make)
    {
        (this.brought, this.rowOf, this.make) = (brought, rowOf, make);
        foreach (var person in known)
        {
            byKey[person.Id] = person;
            if (rowOf.TryGetValue(person.Id, out var row)) person.Row = row;
            Index(person);
        }
    }

    /// <summary>The rows decided here, with their people, that were not here before.</summary>
    public Dictionary<Guid, Guid> Fresh { get; } = [];

    /// <summary>First row of each person met here.</summary>
    public Dictionary<Guid, int> Met { get; } = [];

    /// <summary>People of whom a row overwrote something.</summary>
    public HashSet<Guid> Overwritten { get; } = [];

    public enum Outcome { Added, Updated, Unchanged, Merged }

    public readonly record struct Decision(KnownPerson? Person, Outcome Outcome, IReadOnlyList<RowProblem> Problems, bool IsConflict);

    public Decision Decide(ImportedPerson row, PersonKind kind)
    {
        if (brought.TryGetValue(row.Print, out var who) || Fresh.TryGetValue(row.Print, out who)) return Again(row, who);
        var problems = new List<RowProblem>();
        var (found, by) = Find(row, problems);
        var person = found ?? make();
        var merged = person.Row is not null;
        if (merged) problems.Add(Told(row, null, null, $"same person as row {person.Row} ({by}). Merged."));
        var conflict = problems.Count > (merged ? 1 : 0) | TellSharing(row, person, problems);
        var before = person.IsChanged;
        person.IsChanged = false;
        person.Take(row, kind, fillOnly: merged);
        var changed = person.IsChanged;
        person.IsChanged |= before;
        if (changed && found is not null && !merged) Overwritten.Add(person.Id);
        person.Row ??= row.Row;
        Met.TryAdd(person.Id, person.Row.Value);
        byKey.TryAdd(person.Id, person);
        Fresh.Add(row.Print, person.Id);
        Index(person);
        var outcome = merged ? Outcome.Merged : found is null ? Outcome.Added : changed ? Outcome.Updated : Outcome.Unchanged;
        return new(person, outcome, problems, conflict);
    }

    Decision Again(ImportedPerson row, Guid who)
    {
        int? earlier = Met.TryGetValue(who, out var met) || rowOf.TryGetValue(who, out met) ? met : null;
        Met.TryAdd(who, earlier ?? row.Row);
        if (byKey.TryGetValue(who, out var person)) person.Row ??= row.Row;
        return earlier is null
            ? new(person, Outcome.Unchanged, [], false)
            : new(person, Outcome.Merged, [Told(row, null, null, $"same person as row {earlier} (brought before). Merged.")], false);
    }

    (KnownPerson? Person, string By) Find(ImportedPerson row, List<RowProblem> problems)
    {
        if (row.ExternalId is { } id && byId.TryGetValue(id, out var named))
        {
            if (named.Row is null || named.NameKey == row.NameKey || row.NameKey.Length <= 1) return (named, "ID");
            problems.Add(Told(row, "ID", id, $"is the ID of {named.Name} in row {named.Row} too. Kept as another person, ID left out."));
            row.ExternalId = null;
        }

        foreach (var number in row.GoodNumbers)
            if (Pick(byNumber.GetValueOrDefault(number), row) is { } same) return (same, "number and name");
        if (row.Email is { } email && Pick(byEmail.GetValueOrDefault(email), row) is { } mail) return (mail, "e-mail");
        return IsNameAlone(row) && byNameAlone.TryGetValue(AloneKey(row.NameKey, row.Numbers.Values), out var alone) ? (alone[0], "name") : (null, "");
    }

    // The same name, and not two different IDs. Of several the choice is always the same one.
    static KnownPerson? Pick(List<KnownPerson>? holders, ImportedPerson row) => holders?
        .Where(h => h.NameKey == row.NameKey && (h.ExternalId is null || row.ExternalId is null || h.ExternalId == row.ExternalId))
        .MinBy(h => (h.ExternalId is null, h.ExternalId, h.Id));

    // Told for the number that is texted; a company's desk number under Office is everybody's.
    bool TellSharing(ImportedPerson row, KnownPerson person, List<RowProblem> problems)
    {
        if (row.Texting is not { CanBeTexted: true, Chosen: { Number: { } number } chosen }) return false;
        if (byNumber.GetValueOrDefault(number)?.FirstOrDefault(h => h != person) is not { } other) return false;
        var where = other.Row is { } at ? $" (row {at})" : "";
        var display = new PhoneNumber(number).Display;
        problems.Add(Told(row, chosen.Kind.Label(), display, other.NameKey == row.NameKey && other.ExternalId is not null
            ? $"has {other.Name}{where} with another ID ({other.ExternalId}) too. Both kept."
            : $"is the number of {other.Name}{where} too. Two people on one number, both kept."));
        return true;
    }

    void Index(KnownPerson person)
    {
        if (person.ExternalId is { } id) byId.TryAdd(id, person);
        if (person.Email is { } email) Add(byEmail, email, person);
        var good = false;
        foreach (var number in person.Numbers.Values)
            if (number.Number is { } digits)
            {
                good = true;
                if (!byNumber.TryGetValue(digits, out var holders)) byNumber[digits] = holders = [];
                if (!holders.Contains(person)) holders.Add(person);
            }

        if (!good && person.Email is null && person.ExternalId is null) Add(byNameAlone, AloneKey(person.NameKey, person.Numbers.Values), person);
    }

    static void Add(Dictionary<string, List<KnownPerson>> index, string key, KnownPerson person)
    {
        if (!index.TryGetValue(key, out var all)) index[key] = all = [];
        if (!all.Contains(person)) all.Add(person);
    }

    static bool IsNameAlone(ImportedPerson row) => row.ExternalId is null && row.Email is null && !row.GoodNumbers.Any();

    static string AloneKey(string name, IEnumerable<TypedNumber> numbers) => name + "|" + string.Join('|', numbers.Select(n => n.Raw).Order(StringComparer.Ordinal));

    static RowProblem Told(ImportedPerson row, string? column, string? value, string reason) => new(row.Row, column, value, reason, true, row.Original);
}
