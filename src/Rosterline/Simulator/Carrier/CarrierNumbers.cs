using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>The carrier's stock of numbers: 555-0100 to 555-0189 of some area codes, which nobody in the world has.</summary>
public sealed class CarrierNumbers(NpgsqlDataSource database, CarrierAccounts accounts)
{
    static readonly int[] AreaCodes = [901, 615, 612, 512, 404, 303, 206, 305, 602, 704];

    public sealed record Given(Guid Id, PhoneNumber Number);

    /// <summary>Gives the account the first free number of the area code, or of the next one; null when all are given.</summary>
    /// <param name="taken">Numbers that are not to be given either.</param>
    public async Task<Given?> GiveAsync(Guid owner, Guid accountId, int? areaCode, IReadOnlySet<long> taken, CancellationToken cancel)
    {
        foreach (var number in AreaCodes.OrderBy(code => code != areaCode).SelectMany(Stock).Where(number => !taken.Contains(number.Digits)))
            if (await TakeAsync(owner, accountId, number, cancel) is { } given) return given;
        return null;
    }

    /// <summary>What is free, of one area code or spread over all.</summary>
    public async Task<IReadOnlyList<PhoneNumber>> FindFreeAsync(Guid owner, int? areaCode, int most, CancellationToken cancel)
    {
        var given = (await database.Command("select number from carrier_number where owner = $1", owner).ReadAllAsync(row => row.GetInt64(0), cancel)).ToHashSet();
        return [.. AreaCodes.Where(code => areaCode is null || code == areaCode).SelectMany(Stock).Where(number => !given.Contains(number.Digits))
            .OrderBy(number => number.Digits % 10_000).ThenBy(number => number.Digits).Take(most)];
    }

    /// <summary>Gives the account this number; null when it is not of the stock, or given already.</summary>
    public async Task<Given?> TakeAsync(Guid owner, Guid accountId, PhoneNumber number, CancellationToken cancel)
    {
        if (!AreaCodes.SelectMany(Stock).Contains(number)) return null;
        var id = Ids.New();
        var given = await database.Command("""
            insert into carrier_number (owner, number, id, account_id, name) values ($1, $2, $3, $4, $5) on conflict do nothing
            """, owner, number.Digits, id, accountId, number.Display).RunAsync(cancel);
        if (given == 0) return null;
        accounts.Forget();
        return new(id, number);
    }

    static IEnumerable<PhoneNumber> Stock(int areaCode) => Enumerable.Range(101, 89).Select(last => new PhoneNumber(10_000_000_000L + areaCode * 10_000_000L + 5_550_000 + last));
}
