using System.Collections.Frozen;

namespace Rosterline.Sending.Hours;

/// <summary>Where a number was issued.</summary>
/// <param name="Region">State or province by its two letters; a country outside the US and Canada.</param>
public sealed record AreaCode(string Region, IReadOnlyList<string> Zones);

/// <summary>The region and time zones of area codes, from a dated file. Numbers without a place (toll-free and the like) are not in it.</summary>
public static class AreaCodes
{
    static readonly FrozenDictionary<int, AreaCode> Known = Read();
    static readonly FrozenDictionary<string, string[]> ByRegion = Known.Values
        .GroupBy(code => code.Region, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.SelectMany(code => code.Zones).Distinct().ToArray(), StringComparer.Ordinal);

    public static AreaCode? Find(PhoneNumber number) =>
        number.Digits is >= 1_200_000_0000 and <= 1_999_999_9999 ? Known.GetValueOrDefault((int)(number.Digits / 10_000_000 % 1000)) : null;

    /// <summary>Every time zone of a state; none when it is not known.</summary>
    public static IReadOnlyList<string> ZonesOf(string region) => ByRegion.GetValueOrDefault(region, []);

    static FrozenDictionary<int, AreaCode> Read()
    {
        using var file = new StreamReader(typeof(AreaCodes).Assembly.GetManifestResourceStream("area-codes.txt")!);
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').Select(line => line.Split(' '))
            .ToFrozenDictionary(parts => int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts => new AreaCode(parts[1], parts[2].Split(',')));
    }
}
