using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.People;

/// <summary>
/// The last four digits of a Social Security number, stored as a hash under a key of the organisation (EN-34). Whoever has the database
/// but not the key learns nothing; we, with the key, can tell the digits again by trying all ten thousand.
/// </summary>
public sealed class SsnLastFour(Secrets secrets)
{
    public const string Permission = "see_ssn";

    // By the hash of 0000 as well: another key is another table.
    readonly ConcurrentDictionary<(Guid Root, string First), Dictionary<string, string>> known = new();

    /// <summary>Null when these are not four digits.</summary>
    public byte[]? Hash(Guid rootId, string digits) =>
        digits.Length == 4 && digits.All(char.IsAsciiDigit) ? Convert.FromHexString(Key(rootId, digits)) : null;

    /// <summary>The digits behind a hash; null when it was made with another key.</summary>
    public string? Digits(Guid rootId, byte[] hash) =>
        known.GetOrAdd((rootId, Key(rootId, "0000")), _ => All(rootId)).GetValueOrDefault(Convert.ToHexStringLower(hash));

    Dictionary<string, string> All(Guid rootId) => Every.ToDictionary(digits => Key(rootId, digits));

    string Key(Guid rootId, string digits) => secrets.Sign(rootId, Text(rootId, digits));

    internal static IEnumerable<string> Every => Enumerable.Range(0, 10_000).Select(number => number.ToString("0000", CultureInfo.InvariantCulture));

    internal static string Text(Guid rootId, string digits) => $"ssn {rootId:N} {digits}";
}

/// <summary>Makes the hashes of Social Security numbers again under the key in use.</summary>
sealed class RenewSsnHashes(NpgsqlDataSource database, SsnLastFour ssn, DataKeys keys) : IKeyedValues
{
    public string Words => "hashes of Social Security numbers";

    public async Task<int> RenewAsync(CancellationToken cancel)
    {
        // every organisation: all keys are renewed
        var organisations = await database.Command("select distinct p.root_id from person p where p.ssn_hash is not null").ReadAllAsync(row => row.GetGuid(0), cancel);
        var renewed = 0;
        foreach (var rootId in organisations) renewed += await RenewAsync(rootId, cancel);
        return renewed;
    }

    async Task<int> RenewAsync(Guid rootId, CancellationToken cancel)
    {
        var current = keys.Current(rootId, KeyUse.Lookup);
        var former = (await database.Command("select id from data_key where root_id = $1 and use = $2 and id <> $3", rootId, (short)KeyUse.Lookup, current.Id).ReadAllAsync(row => keys.Find(rootId, row.GetGuid(0)), cancel))
            // Before there were data keys the master key made the hashes.
            .Concat(keys.Master.All);
        var next = SsnLastFour.Every.Select(digits => ssn.Hash(rootId, digits)!).ToArray();
        var renewed = 0;
        foreach (var key in former)
        {
            var old = SsnLastFour.Every.Select(digits => Convert.FromHexString(Secrets.SignWith(key, SsnLastFour.Text(rootId, digits)))).ToArray();
            renewed += await database.Command("update person p set ssn_hash = i.next from unnest($2::bytea[], $3::bytea[]) i(old, next) where p.root_id = $1 and p.ssn_hash = i.old",
                rootId, old, next).RunAsync(cancel);
        }
        return renewed;
    }
}
