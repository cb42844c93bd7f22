using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>Gives a connection a new address for incoming texts. The old one is dead at once (HS-03), and numbers are pointed at the new one where the provider allows.</summary>
sealed class ReplaceAddress(RosterlineDb db, ConnectionReader connections, Receivers receivers, TimeProvider clock)
{
    /// <param name="Pointed">Numbers that were pointed at the new address.</param>
    /// <param name="ByHand">Numbers it must be given to at the provider.</param>
    public sealed record Replaced(Uri Address, int Pointed, int ByHand);

    /// <summary>Null: there is no such connection.</summary>
    public async Task<Replaced?> ExecuteAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        if (await db.Connections.FirstOrDefaultAsync(c => c.RootId == by.RootId && c.Id == id, cancel) is not { } connection) return null;
        connection.HookToken = SaveConnection.NewHookToken();
        AuditLog.Add(db, AuditedAct.By(by, "connection.address_replaced", "connection", id), clock);
        await db.SaveChangesAsync(cancel);
        connections.Forget(by.RootId);
        var found = (await connections.FindAsync(by.RootId, id, cancel))!;
        var lines = await db.Lines.Where(l => l.RootId == by.RootId && l.ConnectionId == id).Select(l => l.Number).ToListAsync(cancel);
        var pointed = await PointAsync(found, lines, cancel);
        return new(found.Connection.HookAddress, pointed, lines.Count - pointed);
    }

    async Task<int> PointAsync(ConfiguredConnection found, List<long> lines, CancellationToken cancel)
    {
        if (!found.Abilities.ListsNumbers) return 0;
        try
        {
            var pointed = 0;
            foreach (var number in await found.Provider.ListNumbersAsync(found.Connection, cancel))
                if (lines.Contains(number.Number.Digits) && await receivers.PointAsync(found, number, cancel)) pointed++;
            return pointed;
        }
        catch (ProviderUnavailableException)
        {
            // Then the address must be given to it by hand; the answer says so.
            return 0;
        }
    }
}
