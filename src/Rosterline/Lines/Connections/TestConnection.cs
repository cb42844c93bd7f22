using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Exchanges;
using Rosterline.Lines.Health;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>Asks a provider whether it accepts our credentials, without texting anybody, and keeps the answer.</summary>
sealed class TestConnection(RosterlineDb db, ConnectionReader connections, ExchangeLog exchanges, ConnectionHealth health, TimeProvider clock)
{
    public sealed record Answer(bool Ok, string Words);

    /// <summary>Null: there is no such connection.</summary>
    public async Task<Answer?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await db.Connections.FirstOrDefaultAsync(c => c.RootId == viewer.RootId && c.Id == id, cancel) is not { } row) return null;
        connections.Forget(viewer.RootId);
        var started = clock.GetTimestamp();
        var answer = await connections.FindAsync(viewer.RootId, id, cancel) is { } found
            ? await ObservedAsync(found, cancel) : new(false, "The saved secrets cannot be read any more. Enter them again.");
        if (answer.Ok) answer = answer with { Words = $"{answer.Words} {clock.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s." };
        (row.TestedAt, row.TestOk, row.TestWords) = (clock.GetUtcNow(), answer.Ok, answer.Words);
        if (answer.Ok && row.DownSince is not null)
        {
            (row.DownSince, row.DownWords) = (null, null);
            health.Forget(id);
        }
        AuditLog.Add(db, AuditedAct.By(viewer, "connection.tested", "connection", id, new { answer.Ok, answer.Words }), clock);
        await db.SaveChangesAsync(cancel);
        return answer;
    }

    async Task<Answer> ObservedAsync(ConfiguredConnection found, CancellationToken cancel)
    {
        exchanges.Observe(found.Connection, "test");
        return await AskAsync(found, cancel);
    }

    internal static async Task<Answer> AskAsync(ConfiguredConnection found, CancellationToken cancel)
    {
        try
        {
            var test = await found.Provider.TestAsync(found.Connection, cancel);
            return new(test.Ok, test.Words);
        }
        catch (ProviderUnavailableException away)
        {
            // Its message is made to be shown.
            return new(false, away.Message);
        }
    }
}
