using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Connections;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>
/// Gives a user her number, one at a time (HS-09). Typed for somebody who has one, it replaces that one (HS-12); a colleague's number is shared only on
/// purpose (HS-15); a number that is no line yet becomes one.
/// </summary>
sealed class GiveNumber(RosterlineDb db, AssignLine assign, CreateLine create, BringInNumbers bringIn)
{
    /// <param name="Number">As a person types it.</param>
    /// <param name="Share">Yes, though it is a colleague's already.</param>
    /// <param name="ConnectionId">Text provider of a new number; null: the only one.</param>
    public sealed record Request(string Number, bool Share = false, Guid? ConnectionId = null);

    /// <summary>The line she has now. Null: no such user here.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer by, Guid userId, Request request, CancellationToken cancel)
    {
        if (!await db.Memberships.AnyAsync(m => m.RootId == by.RootId && m.UserId == userId, cancel)) return null;
        if (CreateLine.NumberOf(request.Number) is not { } number) return (Result<Guid>)Refusals.NumberWrong;
        var line = await LineOfAsync(by, number, request, cancel);
        if (line.Refusal is { } refusal) return (Result<Guid>)refusal;
        var users = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId && u.LineId == line.Value).Select(u => u.UserId).ToListAsync(cancel);
        if (!users.Contains(userId) && users.Count > 0 && !request.Share) return (Result<Guid>)await SharedAsync(number, users, cancel);
        var former = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId && u.UserId == userId && u.IsDefault && u.LineId != line.Value).Select(u => u.LineId).ToListAsync(cancel);
        var defaults = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId && u.LineId == line.Value && u.IsDefault).Select(u => u.UserId).ToListAsync(cancel);
        if (await assign.ExecuteAsync(by, line.Value, new([.. users.Union([userId])], [.. defaults.Union([userId])]), cancel) is not { } assigned) return (Result<Guid>)TextingRefusals.OutOfReach(number);
        if (assigned.Refusal is { } full) return (Result<Guid>)full;
        foreach (var old in former) await LeaveAsync(by, old, userId, cancel);
        return line;
    }

    async Task<Result<Guid>> LineOfAsync(Viewer by, PhoneNumber number, Request request, CancellationToken cancel)
    {
        if (await db.Lines.AsNoTracking().FirstOrDefaultAsync(l => l.RootId == by.RootId && l.Number == number.Digits, cancel) is { } known) return known.Id;
        var connections = await db.Connections.AsNoTracking().Where(c => c.RootId == by.RootId && c.Active && (request.ConnectionId == null || c.Id == request.ConnectionId)).ToListAsync(cancel);
        if (connections.Count == 0) return TextingRefusals.NoProvider;
        if (connections.Count > 1) return TextingRefusals.WhichProvider(number);
        return await bringIn.FindAsync(by, connections[0].Id, cancel) is { Refusal: null } listed
            ? await BringInAsync(by, connections[0], listed.Value!, number, cancel)
            : await create.ExecuteAsync(by, new(connections[0].Id, number.E164, null, null, null, null), cancel);
    }

    async Task<Result<Guid>> BringInAsync(Viewer by, ProviderConnection connection, IReadOnlyList<BringInNumbers.Offered> listed, PhoneNumber number, CancellationToken cancel)
    {
        if (listed.FirstOrDefault(each => each.Number == number) is not { } there) return TextingRefusals.NotInAccount(number, connection.Name);
        var brought = (await bringIn.ExecuteAsync(by, connection.Id, new([there.ProviderId]), cancel))!.Value;
        return brought.Refusal is { } refusal ? refusal : brought.Value![0].LineId;
    }

    async Task<Refusal> SharedAsync(PhoneNumber number, List<Guid> users, CancellationToken cancel) =>
        TextingRefusals.Shared(number, await db.Users.Where(u => users.Contains(u.Id)).OrderBy(u => u.Name).Select(u => u.Name).ToListAsync(cancel));

    async Task LeaveAsync(Viewer by, Guid lineId, Guid userId, CancellationToken cancel)
    {
        var rest = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId && u.LineId == lineId && u.UserId != userId).Select(u => u.UserId).ToListAsync(cancel);
        await assign.ExecuteAsync(by, lineId, new(rest, null), cancel);
    }
}
