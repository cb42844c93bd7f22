using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Connections;
using Rosterline.Lines.Texting;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Buying;

/// <summary>
/// Gets a number where a text provider sells them (AR-22): any, or one chosen from a list of an area code. It becomes a line, and a user's when one is named.
/// </summary>
sealed class BuyNumber(RosterlineDb db, NpgsqlDataSource database, ConnectionReader connections, BringInNumbers bringIn, GiveNumber give, TimeProvider clock)
{
    public const int Shown = 10;

    /// <param name="ConnectionId">Null: the only text provider that sells numbers.</param>
    /// <param name="Number">Null: any, of the area code where one is named.</param>
    /// <param name="UserId">Whose it becomes; null: nobody's yet.</param>
    public sealed record Request(Guid? ConnectionId, string? Number, int? AreaCode, Guid? UserId);

    /// <param name="Words">What is left to do for replies to arrive, or that nothing is.</param>
    public sealed record Bought(Guid LineId, PhoneNumber Number, string Words);

    /// <summary>Active connections at which numbers can be had, by name.</summary>
    public async Task<IReadOnlyList<ConfiguredConnection>> SellersAsync(Viewer by, CancellationToken cancel)
    {
        var sellers = new List<ConfiguredConnection>();
        foreach (var id in await db.Connections.Where(c => c.RootId == by.RootId && c.Active).OrderBy(c => c.Name).Select(c => c.Id).ToListAsync(cancel))
            if (await connections.FindAsync(by.RootId, id, cancel) is { Provider: ISellsNumbers } found) sellers.Add(found);
        return sellers;
    }

    public async Task<Result<IReadOnlyList<NumberForSale>>> FindAsync(Viewer by, Guid? connectionId, int? areaCode, CancellationToken cancel)
    {
        if (areaCode is { } code && !IsAreaCode(code)) return BuyingRefusals.AreaCodeWrong;
        var seller = await SellerAsync(by, connectionId, cancel);
        return seller.Refusal is { } refusal ? refusal : await ForSaleAsync(by, seller.Value!, areaCode, cancel);
    }

    public async Task<Result<Bought>> ExecuteAsync(Viewer by, Request request, CancellationToken cancel)
    {
        if (request.UserId is { } user && !await db.Memberships.AnyAsync(m => m.RootId == by.RootId && m.UserId == user, cancel)) return Refusals.UserUnknown;
        var seller = await SellerAsync(by, request.ConnectionId, cancel);
        if (seller.Refusal is { } refusal) return refusal;
        var found = seller.Value!;
        if (!by.MayAt("manage_lines", await db.Connections.Where(c => c.RootId == by.RootId && c.Id == found.Connection.Id).Select(c => c.AccountId).SingleAsync(cancel))) return BuyingRefusals.OutOfReach;
        try
        {
            var bought = request.Number is { } typed ? await ThisAsync(by, found, typed, cancel) : await AnyAsync(by, found, request.AreaCode, cancel);
            return bought.Refusal is { } gone ? gone : await UseAsync(by, found, bought.Value!, request.UserId, cancel);
        }
        catch (ProviderUnavailableException away)
        {
            // It may have been bought: the account's list tells, and nothing is bought blindly again.
            return BuyingRefusals.Unclear(away.Message);
        }
    }

    async Task<Result<ConfiguredConnection>> SellerAsync(Viewer by, Guid? connectionId, CancellationToken cancel)
    {
        var sellers = (await SellersAsync(by, cancel)).Where(seller => connectionId is null || seller.Connection.Id == connectionId).ToList();
        return sellers switch { [] => BuyingRefusals.NoSeller, [var only] => only, _ => BuyingRefusals.WhichSeller };
    }

    async Task<Result<IReadOnlyList<NumberForSale>>> ForSaleAsync(Viewer by, ConfiguredConnection seller, int? areaCode, CancellationToken cancel)
    {
        try
        {
            var offered = await ((ISellsNumbers)seller.Provider).FindForSaleAsync(seller.Connection, areaCode, Shown * 3, cancel);
            var digits = offered.Select(each => each.Number.Digits).ToArray();
            // A number of ours, or of somebody we text, would be texted by itself.
            var known = (await database.Command("select number from line where root_id = $1 and number = any($2) union select number from person_number where root_id = $1 and number = any($2)", by.RootId, digits)
                .ReadAllAsync(row => row.GetInt64(0), cancel)).ToHashSet();
            return offered.Where(each => !known.Contains(each.Number.Digits)).Take(Shown).ToList();
        }
        catch (ProviderUnavailableException away)
        {
            return Refusals.NoAnswer(away.Message);
        }
    }

    async Task<Result<ProviderNumber>> ThisAsync(Viewer by, ConfiguredConnection seller, string typed, CancellationToken cancel)
    {
        if (CreateLine.NumberOf(typed) is not { } number) return Refusals.NumberWrong;
        if (await db.Lines.FirstOrDefaultAsync(l => l.RootId == by.RootId && l.Number == number.Digits, cancel) is { } line) return Refusals.NumberIsLine(number, line.Name);
        // Bought a moment ago without an answer: it is ours already and not paid for twice.
        if ((await seller.Provider.ListNumbersAsync(seller.Connection, cancel)).FirstOrDefault(each => each.Number == number) is { } ours) return ours;
        return await ((ISellsNumbers)seller.Provider).BuyAsync(seller.Connection, number, cancel) is { } bought ? bought : BuyingRefusals.Gone(number);
    }

    async Task<Result<ProviderNumber>> AnyAsync(Viewer by, ConfiguredConnection seller, int? areaCode, CancellationToken cancel)
    {
        if (areaCode is { } code && !IsAreaCode(code)) return BuyingRefusals.AreaCodeWrong;
        var offered = await ForSaleAsync(by, seller, areaCode, cancel);
        if (offered.Refusal is { } refusal) return refusal;
        var mixed = offered.Value!.ToArray();
        RandomNumberGenerator.Shuffle(mixed.AsSpan());
        foreach (var each in mixed)
            if (await ((ISellsNumbers)seller.Provider).BuyAsync(seller.Connection, each.Number, cancel) is { } bought) return bought;
        return BuyingRefusals.NoneLeft(areaCode);
    }

    async Task<Result<Bought>> UseAsync(Viewer by, ConfiguredConnection seller, ProviderNumber number, Guid? userId, CancellationToken cancel)
    {
        AuditLog.Add(db, AuditedAct.By(by, "number.bought", "connection", seller.Connection.Id, new { number = number.Number.E164, userId }), clock);
        await db.SaveChangesAsync(cancel);
        var brought = await bringIn.ExecuteAsync(by, seller, [number], cancel);
        if (brought.Refusal is { } refusal) return refusal;
        if (userId is { } user && await give.ExecuteAsync(by, user, new(number.Number.E164), cancel) is { Refusal: { } not }) return BuyingRefusals.NotGiven(number.Number, not);
        return new Bought(brought.Value![0].LineId, number.Number, brought.Value[0].Words);
    }

    static bool IsAreaCode(int code) => code is >= 200 and <= 999 && code % 100 != 11;
}
