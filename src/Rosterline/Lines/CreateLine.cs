using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Verification;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>Makes a number a line by hand, for providers that do not list theirs.</summary>
sealed class CreateLine(RosterlineDb db, LineRows rows, TimeProvider clock)
{
    public sealed record Request(Guid ConnectionId, string Number, string? Name, LineKind? Kind, Guid? AccountId, decimal? PerSecond);

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        var rootId = viewer.RootId;
        if (NumberOf(request.Number) is not { } number) return Refusals.NumberWrong;
        if (request.Name is { } name && !IsName(name)) return Refusals.NameMissing;
        if (request.PerSecond is { } perSecond && !IsPace(perSecond)) return Refusals.PerSecondWrong;
        if (await db.Connections.FirstOrDefaultAsync(c => c.RootId == rootId && c.Id == request.ConnectionId, cancel) is not { } connection) return Refusals.ConnectionUnknown;
        var accountId = request.AccountId ?? connection.AccountId;
        if (!viewer.MayAt("manage_lines", accountId) || !await db.Accounts.AnyAsync(a => a.RootId == rootId && a.Id == accountId, cancel)) return Refusals.AccountUnknown;
        var line = new Line
        {
            RootId = rootId, Id = Ids.New(), AccountId = accountId, ConnectionId = connection.Id, Number = number.Digits,
            Name = request.Name?.Trim() ?? number.Display, Kind = request.Kind ?? KindOf(number), PerSecond = request.PerSecond ?? 1,
        };
        Standing.Begin(line, connection, null, clock.GetUtcNow());
        AuditLog.Add(db, AuditedAct.By(viewer, "line.created", "line", line.Id, new { after = new { number = number.E164, line.Name, connectionId = connection.Id } }), clock);
        return await rows.AddAsync([line], cancel) is { } refusal ? refusal : line.Id;
    }

    public static bool IsName(string? name) => name?.Trim().Length is > 0 and <= 100;

    public static bool IsPace(decimal perSecond) => perSecond is >= 0.01m and <= 1_000m;

    public static LineKind KindOf(PhoneNumber number) => number.IsShortCode ? LineKind.ShortCode
        : number.E164.Length == 12 && number.E164[..5] is "+1800" or "+1833" or "+1844" or "+1855" or "+1866" or "+1877" or "+1888" ? LineKind.TollFree
        : LineKind.LongCode;

    /// <summary>A line's number as people type it, toll-free and short ones too: signs between digits are fine, ten digits are taken for North America.</summary>
    public static PhoneNumber? NumberOf(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(char.IsAsciiDigit));
        var rest = (typed ?? "").All(c => char.IsAsciiDigit(c) || " ()-.+".Contains(c, StringComparison.Ordinal));
        return rest ? PhoneNumber.FromWire(digits.Length == 10 && !typed!.TrimStart().StartsWith('+') ? "1" + digits : digits) : null;
    }
}
