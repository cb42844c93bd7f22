using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>
/// Lists the numbers of a provider account and makes ticked ones lines (P-12): points them at us where that can work, and marks
/// them as receiving only when asking works; otherwise the first real text does.
/// </summary>
sealed class BringInNumbers(RosterlineDb db, ConnectionReader connections, LineRows rows, Receivers receivers, TimeProvider clock)
{
    public sealed record Request(IReadOnlyList<string> ProviderIds);

    public sealed record Offered(string ProviderId, PhoneNumber Number, string Name, bool CanText, string? IncomingAddress, bool PointsHere, Guid? LineId);

    /// <param name="Words">What is left to do for replies to arrive, or that nothing is.</param>
    public sealed record BroughtIn(Guid LineId, PhoneNumber Number, bool IncomingSet, string Words);

    /// <summary>Null: there is no such connection.</summary>
    public async Task<Result<IReadOnlyList<Offered>>?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await connections.FindAsync(viewer.RootId, id, cancel) is not { } found) return null;
        var listed = await ListAsync(found, cancel);
        if (listed.Refusal is { } refusal) return (Result<IReadOnlyList<Offered>>)refusal;
        var lines = await db.Lines.Where(l => l.RootId == viewer.RootId).ToDictionaryAsync(l => l.Number, l => l.Id, cancel);
        var hook = found.Connection.HookAddress.ToString();
        return (Result<IReadOnlyList<Offered>>)listed.Value!.Select(n => new Offered(
            n.ProviderId, n.Number, n.Name, n.CanText, n.IncomingAddress, n.IncomingAddress == hook, lines.TryGetValue(n.Number.Digits, out var line) ? line : null)).ToList();
    }

    /// <summary>Null: there is no such connection.</summary>
    public async Task<Result<IReadOnlyList<BroughtIn>>?> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (await connections.FindAsync(viewer.RootId, id, cancel) is not { } found) return null;
        var listed = await ListAsync(found, cancel);
        if (listed.Refusal is { } away) return (Result<IReadOnlyList<BroughtIn>>)away;
        var ticked = listed.Value!.Where(n => request.ProviderIds.Contains(n.ProviderId)).ToList();
        if (ticked.Count == 0 || ticked.Count != request.ProviderIds.Distinct().Count()) return (Result<IReadOnlyList<BroughtIn>>)Refusals.NumberGone(found.Provider.Label);
        if (ticked.Find(n => !n.CanText) is { } mute) return (Result<IReadOnlyList<BroughtIn>>)Refusals.NumberNotTextable(mute.Number);
        return await ExecuteAsync(viewer, found, ticked, cancel);
    }

    /// <summary>Makes numbers lines that are known to be in the account.</summary>
    public async Task<Result<IReadOnlyList<BroughtIn>>> ExecuteAsync(Viewer viewer, ConfiguredConnection found, IReadOnlyList<ProviderNumber> ticked, CancellationToken cancel)
    {
        var asking = await receivers.AsksAsync(found, cancel);
        var added = await AddAsync(viewer, found, ticked, asking, cancel);
        if (added.Refusal is { } refusal) return refusal;
        var results = new List<BroughtIn>();
        foreach (var (number, line) in ticked.Zip(added.Value!)) results.Add(await PointAsync(found, number, line, asking, cancel));
        return results;
    }

    async Task<Result<IReadOnlyList<Line>>> AddAsync(
        Viewer viewer, ConfiguredConnection found, IReadOnlyList<ProviderNumber> ticked, bool asking, CancellationToken cancel)
    {
        var connection = await db.Connections.SingleAsync(c => c.RootId == viewer.RootId && c.Id == found.Connection.Id, cancel);
        var added = ticked.Select(n => new Line
        {
            RootId = viewer.RootId, Id = Ids.New(), AccountId = connection.AccountId, ConnectionId = connection.Id, Number = n.Number.Digits,
            Name = n.Name.Trim() is { Length: > 0 and <= 100 } name ? name : n.Number.Display, Kind = CreateLine.KindOf(n.Number),
            ProviderNumberId = n.ProviderId, ReceivingCheckedAt = asking ? clock.GetUtcNow() : null,
        }).ToList();
        if (asking) connection.PolledUntil ??= clock.GetUtcNow();
        foreach (var line in added)
            AuditLog.Add(db, AuditedAct.By(viewer, "line.brought_in", "line", line.Id, new { after = new { number = new PhoneNumber(line.Number).E164, line.Name, connectionId = connection.Id } }), clock);
        return await rows.AddAsync(added, cancel) is { } refusal ? refusal : added;
    }

    async Task<BroughtIn> PointAsync(ConfiguredConnection found, ProviderNumber number, Line line, bool asking, CancellationToken cancel)
    {
        var pointed = await receivers.PointAsync(found, number, cancel);
        return new(line.Id, number.Number, pointed, receivers.WhatIsLeft(found, number.Number, pointed, asking));
    }

    static async Task<Result<IReadOnlyList<ProviderNumber>>> ListAsync(ConfiguredConnection found, CancellationToken cancel)
    {
        if (!found.Abilities.ListsNumbers) return new Refusal("numbers_not_listed", $"{found.Provider.Label} does not list its numbers. Add the line by its number.");
        try
        {
            return new List<ProviderNumber>(await found.Provider.ListNumbersAsync(found.Connection, cancel));
        }
        catch (ProviderUnavailableException away)
        {
            // Its message is made to be shown.
            return Refusals.NoAnswer(away.Message);
        }
    }
}
