using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Accounts.Tree;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>Adds or changes a provider account. Secrets go in and never come out; an empty one keeps the saved one.</summary>
sealed class SaveConnection(RosterlineDb db, ProviderCatalog providers, ConnectionReader connections, ConnectionSecrets secrets, TopOnly top, TimeProvider clock)
{
    public sealed record NewRequest(string Provider, string? Name, JsonObject? Settings, Guid? AccountId)
    {
        /// <summary>It is for one branch on purpose (EN-28): some providers keep an account per branch.</summary>
        public bool ForBranch { get; init; }
    }

    public sealed record ChangeRequest(string? Name, JsonObject? Settings, bool? Active);

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, NewRequest request, CancellationToken cancel)
    {
        var accountId = request.AccountId ?? viewer.RootId;
        if (providers.Find(request.Provider) is not { } provider) return Refusals.ProviderUnknown;
        // Not even a simulated carrier elsewhere: what the demo holds comes from "Use a simulated line".
        if (await db.Organisations.AnyAsync(o => o.RootId == viewer.RootId && o.IsDemo, cancel)) return Refusals.DemoHoldsSimulatedOnly;
        if (request.Name is not null && !CreateLine.IsName(request.Name)) return Refusals.NameMissing;
        var onPurpose = request.ForBranch && await db.Accounts.AnyAsync(a => a.RootId == viewer.RootId && a.Id == accountId, cancel);
        if (!onPurpose && await top.RefuseAsync(viewer, accountId, provider.Label, cancel) is { } elsewhere) return elsewhere;
        var checkedSettings = ProviderCatalog.Check(provider, request.Settings ?? []);
        if (checkedSettings.Refusal is { } refusal) return refusal;
        var id = Ids.New();
        db.Connections.Add(new ProviderConnection
        {
            RootId = viewer.RootId, Id = id, AccountId = accountId, Provider = provider.Name, Name = request.Name?.Trim() ?? provider.Label,
            Settings = checkedSettings.Value!.Public.ToJsonString(), Secrets = secrets.Close(viewer.RootId, id, checkedSettings.Value.Secrets),
            HookToken = NewHookToken(), CreatedAt = clock.GetUtcNow(),
        });
        return await SaveAsync(viewer, id, "connection.created", new { after = new { provider.Name, settings = checkedSettings.Value.Public } }, cancel);
    }

    /// <summary>Null: there is no such connection.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer viewer, Guid id, ChangeRequest request, CancellationToken cancel)
    {
        if (await db.Connections.FirstOrDefaultAsync(c => c.RootId == viewer.RootId && c.Id == id, cancel) is not { } connection) return null;
        if (request.Name is not null && !CreateLine.IsName(request.Name)) return Refusals.NameMissing;
        var before = new { connection.Name, connection.Active, connection.Settings };
        if (request.Settings is { } filledIn && await ApplyAsync(connection, filledIn, cancel) is { } refusal) return refusal;
        connection.Name = request.Name?.Trim() ?? connection.Name;
        connection.Active = request.Active ?? connection.Active;
        var after = new { connection.Name, connection.Active, connection.Settings, secretsReplaced = db.Entry(connection).Property(c => c.Secrets).IsModified };
        return await SaveAsync(viewer, id, "connection.changed", new { before, after }, cancel);
    }

    async Task<Refusal?> ApplyAsync(ProviderConnection connection, JsonObject filledIn, CancellationToken cancel)
    {
        if (providers.Find(connection.Provider) is not { } provider) return Refusals.ProviderUnknown;
        if (await db.Organisations.AnyAsync(o => o.RootId == connection.RootId && o.IsDemo, cancel)) return Refusals.DemoHoldsSimulatedOnly;
        var saved = secrets.Open(connection.RootId, connection.Id, connection.Secrets);
        var answer = ProviderCatalog.Check(provider, filledIn, saved);
        if (answer.Refusal is { } refusal) return refusal;
        connection.Settings = answer.Value!.Public.ToJsonString();
        if (!JsonNode.DeepEquals(answer.Value.Secrets, saved)) connection.Secrets = secrets.Close(connection.RootId, connection.Id, answer.Value.Secrets);
        // What the last test found is about other settings.
        (connection.TestedAt, connection.TestOk, connection.TestWords) = (null, null, null);
        return null;
    }

    async Task<Guid> SaveAsync(Viewer viewer, Guid id, string action, object detail, CancellationToken cancel)
    {
        AuditLog.Add(db, AuditedAct.By(viewer, action, "connection", id, detail), clock);
        await db.SaveChangesAsync(cancel);
        connections.Forget(viewer.RootId);
        return id;
    }

    /// <summary>256 random bits: the address itself is part of what keeps strangers out.</summary>
    public static string NewHookToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
