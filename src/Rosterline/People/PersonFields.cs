using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>What may be written on a record. Absent or null leaves a field as it is, empty text clears it.</summary>
public sealed record PersonFields
{
    const int LongestName = 200, LongestField = 200, LongestNotes = 100_000;

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public bool? IsCandidate { get; init; }

    public bool? IsEmployee { get; init; }

    public bool? IsContact { get; init; }

    public bool? IsActive { get; init; }

    public string? Email { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>The company's name; a new name makes a new company.</summary>
    public string? Company { get; init; }

    /// <summary>The customer's ID in the ATS, kept with the company.</summary>
    public string? CustomerId { get; init; }

    public string? Title { get; init; }

    public string? Department { get; init; }

    /// <summary>The agency's own word.</summary>
    public string? Status { get; init; }

    /// <summary>The colleague who looks after this person; an empty id clears.</summary>
    public Guid? RepId { get; init; }

    public bool? IsAssigned { get; init; }

    public bool? HasResume { get; init; }

    /// <summary>Last four digits of the Social Security number, by permission; stored as a keyed hash.</summary>
    public string? SsnLastFour { get; init; }

    /// <summary>Branch; the viewer's own account when absent.</summary>
    public Guid? BranchId { get; init; }

    public string? Language { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? Zip { get; init; }

    public string? TimeZone { get; init; }

    public string? Notes { get; init; }

    /// <summary>Fields of the agency's own, by name; what is not named stays, empty clears.</summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }

    /// <summary>Kinds named here are replaced, an empty one is removed, others stay.</summary>
    public IReadOnlyList<Number>? Numbers { get; init; }

    public sealed record Number(NumberKind Kind, string? Raw);

    /// <summary>The fields without what no database takes.</summary>
    public PersonFields Cleaned() => this with
    {
        FirstName = Clean(FirstName), LastName = Clean(LastName), Email = Clean(Email), ExternalId = Clean(ExternalId), Company = Clean(Company),
        CustomerId = Clean(CustomerId), Department = Clean(Department), Status = Clean(Status), SsnLastFour = Clean(SsnLastFour),
        Title = Clean(Title), Language = Clean(Language)?.ToLowerInvariant(), City = Clean(City), State = Clean(State), Zip = Clean(Zip),
        TimeZone = Clean(TimeZone), Notes = Clean(Notes), Numbers = Numbers?.Select(n => n with { Raw = CleanText.Of(n.Raw) }).ToList(),
    };

    /// <summary>Why these fields cannot be stored; null when they can.</summary>
    public Refusal? Refuse()
    {
        foreach (var (label, value, most) in new (string, string?, int)[]
        {
            ("First name", FirstName, LongestName), ("Last name", LastName, LongestName), ("E-mail", Email, LongestField),
            ("ID", ExternalId, LongestField), ("Company", Company, LongestField), ("Title", Title, LongestField),
            ("Department", Department, LongestField), ("Status", Status, LongestField), ("Customer ID", CustomerId, LongestField), ("Language", Language, 10),
            ("City", City, LongestField), ("State", State, LongestField), ("ZIP", Zip, 20), ("Time zone", TimeZone, 60), ("Notes", Notes, LongestNotes),
        })
            if (value?.Length > most) return Refusals.TooLong(label, most);
        if (Numbers?.Any(n => n.Raw?.Length > 100) == true) return Refusals.TooLong("Phone number", 100);
        if (Numbers?.Any(n => !Enum.IsDefined(n.Kind)) == true || Numbers?.DistinctBy(n => n.Kind).Count() < Numbers?.Count) return Refusals.KindTwice;
        return null;
    }

    static string? Clean(string? text) => text is null ? null : CleanText.Of(text);
}
