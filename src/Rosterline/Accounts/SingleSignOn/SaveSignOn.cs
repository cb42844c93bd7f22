using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>Saves an organisation's identity provider. A changed one has to prove itself again.</summary>
sealed class SaveSignOn(RosterlineDb db, PutInMappedGroup mapped, SignOnReader reader, IdentityProvider provider, TimeProvider clock)
{
    /// <param name="Secret">Null keeps the saved one, "" takes it away.</param>
    public sealed record Request(
        string? Name, string? Issuer, string? ClientId, string? Secret, bool TrustsEmail, bool TakesNew, string? GroupsClaim, IReadOnlyList<GroupRule>? Groups);

    public async Task<Refusal?> ExecuteAsync(Viewer by, Request request, CancellationToken cancel)
    {
        var (name, issuer, client) = ((request.Name ?? "").Trim(), (request.Issuer ?? "").Trim(), (request.ClientId ?? "").Trim());
        var groups = request.Groups ?? [];
        if (name.Length is 0 or > 100) return Refusals.NameMissing;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || !provider.MayAsk(address) || address.Query.Length + address.Fragment.Length > 0) return SignOnRefusals.IssuerWrong;
        if (client.Length is 0 or > 200) return SignOnRefusals.ClientMissing;
        if (!await AreKnownAsync(by.RootId, groups, cancel)) return SignOnRefusals.GroupWrong;
        var before = await reader.FindAsync(by.RootId, cancel);
        var secret = request.Secret ?? before?.Secret;
        await StoreAsync(by.RootId, new SignOnSettings(by.RootId, name, issuer, client, secret is { Length: > 0 } ? secret : null, request.TrustsEmail,
            request.TakesNew, request.GroupsClaim?.Trim() is { Length: > 0 and <= 100 } claim ? claim : "groups", groups, null), before, cancel);
        AuditLog.Add(db, AuditedAct.By(by, "single_sign_on.saved", detail: new { after = new { name, issuer, client, request.TrustsEmail, request.TakesNew, groups } }), clock);
        await db.SaveChangesAsync(cancel);
        provider.Forget(issuer);
        return null;
    }

    /// <summary>Also lets everybody in by password again.</summary>
    public async Task RemoveAsync(Viewer by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"delete from single_sign_on where root_id = {by.RootId}", cancel);
        await db.Database.ExecuteSqlAsync($"update sign_in_rule set require_single_sign_on = false where root_id = {by.RootId}", cancel);
        AuditLog.Add(db, AuditedAct.By(by, "single_sign_on.removed"), clock);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task<bool> AreKnownAsync(Guid rootId, IReadOnlyList<GroupRule> groups, CancellationToken cancel)
    {
        if (groups.Count > 50 || groups.Any(rule => (rule.Value ?? "").Trim().Length is 0 or > 200)) return false;
        foreach (var group in groups.Select(rule => rule.Group ?? "").Distinct())
            if (!await mapped.KnowsAsync(rootId, group, cancel)) return false;
        var accounts = groups.Select(rule => rule.AccountId).OfType<Guid>().Distinct().ToList();
        return await db.Accounts.CountAsync(a => a.RootId == rootId && accounts.Contains(a.Id), cancel) == accounts.Count;
    }

    async Task StoreAsync(Guid rootId, SignOnSettings next, SignOnSettings? before, CancellationToken cancel)
    {
        var same = before is not null && (before.Issuer, before.ClientId, before.Secret) == (next.Issuer, next.ClientId, next.Secret);
        var secret = new NpgsqlParameter { Value = next.Secret is null ? DBNull.Value : reader.Close(rootId, next.Secret), NpgsqlDbType = NpgsqlDbType.Bytea };
        var groups = JsonSerializer.Serialize(next.Groups, SignOnReader.Json);
        await db.Database.ExecuteSqlAsync($"""
            insert into single_sign_on (root_id, name, issuer, client_id, client_secret, trusts_email, takes_new, groups_claim, groups, changed_at)
            values ({rootId}, {next.Name}, {next.Issuer}, {next.ClientId}, {secret}, {next.TrustsEmail}, {next.TakesNew}, {next.GroupsClaim}, {groups}::jsonb, {clock.GetUtcNow()})
            on conflict (root_id) do update set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id, client_secret = excluded.client_secret,
              trusts_email = excluded.trusts_email, takes_new = excluded.takes_new, groups_claim = excluded.groups_claim, groups = excluded.groups,
              changed_at = excluded.changed_at, proven_at = case when {same} then single_sign_on.proven_at end
            """, cancel);
    }
}
