using System.Collections.Concurrent;
using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>
/// The last four digits of a Social Security number, stored as a hash under the installation's key (EN-34). Whoever has the database
/// but not the key learns nothing; we, with the key, can tell the digits again by trying all ten thousand.
/// </summary>
public sealed class SsnLastFour(Secrets secrets)
{
    public const string Permission = "see_ssn";

    readonly ConcurrentDictionary<Guid, Dictionary<string, string>> known = new();

    /// <summary>Null when these are not four digits.</summary>
    public byte[]? Hash(Guid rootId, string digits) =>
        digits.Length == 4 && digits.All(char.IsAsciiDigit) ? Convert.FromHexString(Key(rootId, digits)) : null;

    /// <summary>The digits behind a hash; null when it was made with another key.</summary>
    public string? Digits(Guid rootId, byte[] hash) =>
        known.GetOrAdd(rootId, All).GetValueOrDefault(Convert.ToHexStringLower(hash));

    Dictionary<string, string> All(Guid rootId) => Enumerable.Range(0, 10_000)
        .Select(number => number.ToString("0000", CultureInfo.InvariantCulture)).ToDictionary(digits => Key(rootId, digits));

    string Key(Guid rootId, string digits) => secrets.Sign($"ssn {rootId:N} {digits}");
}
