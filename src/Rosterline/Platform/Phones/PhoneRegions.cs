using System.Collections.Frozen;
using System.Text.Json;

namespace Rosterline.Platform.Phones;

/// <summary>Names of the regions numbers belong to, and which of them our lines text.</summary>
public static class PhoneRegions
{
    /// <summary>Not a country: satellites, ships, worldwide services.</summary>
    public const string International = "001";

    // Part of the same numbering, the same carriers and the same law as the fifty states.
    static readonly FrozenSet<string> UnitedStates = FrozenSet.Create("US", "PR", "VI", "GU", "AS", "MP");
    static readonly string[] UsAndCanada = ["US", "CA"];
    static readonly Lazy<FrozenDictionary<string, string>> Names = new(ReadNames);

    /// <summary>"Grenada" for GD; the code itself for one that has no name.</summary>
    public static string CountryName(string region) => Names.Value.GetValueOrDefault(region, region);

    /// <summary>Puerto Rico and the other territories count as the US. An unknown region is not foreign.</summary>
    public static bool IsForeign(string? region, IReadOnlyCollection<string>? textable = null) =>
        region is not null && !(textable ?? UsAndCanada).Contains(UnitedStates.Contains(region) ? "US" : region);

    /// <summary>Why the number cannot be texted from lines that reach these regions (default US and Canada); null when it can.</summary>
    public static PhoneProblem? Problem(in ParsedPhone phone, IReadOnlyCollection<string>? textable = null) =>
        IsForeign(phone.Region, textable)
            ? PhoneProblem.Foreign(CountryName(phone.Region!), Listed(textable ?? UsAndCanada))
            : phone.Problem;

    static string Listed(IReadOnlyCollection<string> regions)
    {
        var names = regions.Select(region => region == "US" ? "the US" : CountryName(region)).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    static FrozenDictionary<string, string> ReadNames()
    {
        using var json = typeof(PhoneRegions).Assembly.GetManifestResourceStream("phone-regions.json")
            ?? throw new InvalidOperationException("The names of the regions are missing from this build.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
