using System.Collections.Frozen;

namespace Rosterline.Sending.Wording;

/// <summary>A place in a text that each person's own words fill.</summary>
/// <param name="Name">As it is written between braces.</param>
public sealed record MergeField(string Name, string Description, string Example);

/// <summary>
/// The fields a text may have. Written with spaces, underscores or neither, in capitals or not: {first name}, {First_Name} and
/// {firstname} are one. What an agency adds for itself is written {custom.shirt size}.
/// </summary>
public static class MergeFields
{
    public const string FirstName = "first name", LastName = "last name", Name = "name", Company = "company", Title = "title", City = "city",
        Branch = "branch", BranchPhone = "branch phone", Job = "job", JobLocation = "job location", StartDate = "start date",
        StartTime = "start time", Shift = "shift", Pay = "pay", MyName = "my name", MyFirstName = "my first name", Agency = "agency";

    /// <summary>What begins the name of an agency's own field.</summary>
    public const string Custom = "custom.";

    public static readonly IReadOnlyList<MergeField> All =
    [
        new(FirstName, "The person's first name", "Lucas"),
        new(LastName, "The person's last name", "Lindqvist"),
        new(Name, "First and last name", "Lucas Lindqvist"),
        new(Title, "What the person does", "Forklift operator"),
        new(City, "Where the person lives", "Memphis"),
        new(Company, "The client of the job; without one the person's own company", "Harbor Foods"),
        new(Job, "The posting or order", "Forklift operator"),
        new(JobLocation, "Where the work is", "Harbor St, Memphis"),
        new(StartDate, "The day the person starts", "Monday, Nov 23"),
        new(StartTime, "When the person starts, in the time of the place", "7:00 AM"),
        new(Shift, "The shift in words", "1st shift, 7 AM to 3:30 PM"),
        new(Pay, "What the job pays", "$19.50 an hour"),
        new(MyName, "Your name", "Dana Reyes"),
        new(MyFirstName, "Your first name", "Dana"),
        new(Branch, "The person's branch", "Memphis"),
        new(BranchPhone, "The branch's number; without a line of its own your agency's", "(901) 555-0142"),
        new(Agency, "The name of your agency", "Northwind Staffing"),
    ];

    static readonly FrozenDictionary<string, string> ByKey = All.ToFrozenDictionary(field => Key(field.Name), field => field.Name);

    /// <summary>The name as <see cref="All"/> writes it; null when there is no such field.</summary>
    public static string? Find(string written)
    {
        if (ByKey.TryGetValue(Key(written), out var name)) return name;
        var own = written.Trim();
        return own.StartsWith(Custom, StringComparison.OrdinalIgnoreCase) && own.Length > Custom.Length
            ? Custom + CustomName(own[Custom.Length..]) : null;
    }

    /// <summary>The name of an agency's own field as it is compared: lower case, one space between words.</summary>
    public static string CustomName(string written) =>
        string.Join(' ', written.ToLowerInvariant().Split([' ', '_', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The known field that was most likely meant; null when none is near.</summary>
    public static string? Nearest(string written)
    {
        var key = Key(written);
        if (key.Length is 0 or > 40) return null;
        var (name, distance) = All.Select(field => (field.Name, Distance: Distance(key, Key(field.Name)))).MinBy(pair => pair.Distance);
        if (distance <= Math.Max(1, key.Length / 3)) return name;
        // "{phone}" and "{recruiter first name}": the one that holds it, or is held by it.
        return key.Length < 4 ? null : All.Select(field => field.Name)
            .FirstOrDefault(known => Key(known).Contains(key, StringComparison.Ordinal) || (Key(known).Length > 4 && key.Contains(Key(known), StringComparison.Ordinal)));
    }

    static string Key(string written) =>
        string.Concat(written.Where(character => !char.IsWhiteSpace(character) && character is not ('_' or '-')).Select(char.ToLowerInvariant));

    // Letters put in, left out, changed, or two that changed places.
    static int Distance(string one, string other)
    {
        var costs = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) costs[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) costs[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
            for (var j = 1; j <= other.Length; j++)
            {
                var change = costs[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(change, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        return costs[one.Length, other.Length];
    }
}
