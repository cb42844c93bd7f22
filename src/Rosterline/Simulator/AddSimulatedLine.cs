using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator;

/// <summary>“Use a simulated line”: an account at the built-in carrier when needed, a free number, and the ordinary way to bring it in.</summary>
sealed class AddSimulatedLine(RosterlineDb db, SimulatedAccount account, CarrierNumbers numbers, BringInNumbers bringIn, LineChanges lines)
{
    const decimal PerSecond = 10;

    static readonly Refusal NoFreeNumber = new("no_free_number", "All simulated numbers are used.");

    /// <param name="AreaCode">Wished for; another one when it has no number left.</param>
    public sealed record Request(string? Name, int? AreaCode);

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        var opened = await account.OpenAsync(viewer, cancel);
        var taken = await db.Lines.Where(l => l.RootId == viewer.RootId).Select(l => l.Number)
            .Union(db.PersonNumbers.Where(n => n.RootId == viewer.RootId && n.Number != null).Select(n => n.Number!.Value)).ToListAsync(cancel);
        if (await numbers.GiveAsync(viewer.RootId, opened.CarrierAccountId, request.AreaCode, taken.ToHashSet(), cancel) is not { } given) return NoFreeNumber;
        var brought = await bringIn.ExecuteAsync(viewer, opened.ConnectionId, new([given.Id.ToString()]), cancel);
        if (brought is not { } answer) throw new InvalidOperationException("The connection just made is not there.");
        if (answer.Refusal is { } refusal) return refusal;
        return await lines.FinishAsync(viewer, answer.Value![0].LineId, request.Name, PerSecond, cancel);
    }
}

/// <summary>Names a new line and gives it to whoever made it.</summary>
sealed class LineChanges(ChangeLine change, AssignLine assign)
{
    public async Task<Result<Guid>> FinishAsync(Viewer viewer, Guid lineId, string? name, decimal perSecond, CancellationToken cancel)
    {
        if (await change.ExecuteAsync(viewer, lineId, new(name, null, null, null, perSecond), cancel) is { Refusal: { } refusal }) return refusal;
        return await assign.ExecuteAsync(viewer, lineId, new([viewer.UserId], null), cancel) is { Refusal: { } unknown } ? unknown : lineId;
    }
}

/// <summary>The organisation's account at the built-in carrier, with the connection that uses it.</summary>
sealed class SimulatedAccount(RosterlineDb db, CarrierAccounts carrier, ConnectionReader connections, ConnectionSecrets secrets, TimeProvider clock)
{
    public sealed record Opened(Guid ConnectionId, Guid CarrierAccountId);

    /// <summary>Opens it on first use.</summary>
    public async Task<Opened> OpenAsync(Viewer viewer, CancellationToken cancel)
    {
        var mine = await db.Connections.Where(c => c.RootId == viewer.RootId && c.Provider == ProviderConnection.Simulated && c.Active)
            .OrderBy(c => c.CreatedAt).ToListAsync(cancel);
        foreach (var connection in mine)
            if (secrets.Open(viewer.RootId, connection.Id, connection.Secrets)?["token"]?.GetValue<string>() is { } known && await carrier.FindAsync(known, cancel) is { } account && account.Owner == viewer.RootId)
                return new(connection.Id, account.Id);
        return await AddAsync(viewer, cancel);
    }

    async Task<Opened> AddAsync(Viewer viewer, CancellationToken cancel)
    {
        var (id, token) = (Ids.New(), CarrierAccounts.NewToken());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Connections.Add(new ProviderConnection
        {
            RootId = viewer.RootId, Id = id, AccountId = viewer.RootId, Provider = ProviderConnection.Simulated, Name = "Simulated carrier", Settings = "{}",
            Secrets = secrets.Close(viewer.RootId, id, new() { ["token"] = token }), HookToken = SaveConnection.NewHookToken(), CreatedAt = clock.GetUtcNow(),
            TestedAt = clock.GetUtcNow(), TestOk = true, TestWords = "Works. Texts go to virtual phones only.",
        });
        AuditLog.Add(db, AuditedAct.By(viewer, "connection.created", "connection", id, new { after = new { Name = ProviderConnection.Simulated } }), clock);
        await db.SaveChangesAsync(cancel);
        var name = await db.Organisations.Where(o => o.RootId == viewer.RootId).Select(o => o.Name).SingleAsync(cancel);
        var accountId = await carrier.OpenAsync((NpgsqlConnection)db.Database.GetDbConnection(), viewer.RootId, name, token, cancel);
        await transaction.CommitAsync(cancel);
        connections.Forget(viewer.RootId);
        carrier.Forget();
        return new(id, accountId);
    }
}
