using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>Keys for programs: made and shown once, recognised by their first characters, rotated without a gap, revoked at once.</summary>
sealed class ApiKeys(RosterlineDb db, ApiKeyReader reader, TimeProvider clock)
{
    const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // 43 letters of 62 hold 256 bits.
    const int Length = 43;
    const int LongestOverlapHours = 168;

    /// <param name="ReplacedBy">Rotated: the key that took its place; this one works until it expires.</param>
    /// <param name="Narrowed">It reaches only the account and what is below; else as far as its user.</param>
    public sealed record Row(
        Guid Id, string Name, string Prefix, string ActsAs, string Account, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, Guid? ReplacedBy, bool Narrowed);

    /// <param name="Key">Shown only now; we keep its hash.</param>
    public sealed record Created(Guid Id, string Name, string Prefix, string Key);

    /// <param name="Scopes">Null: all.</param>
    /// <param name="Held">What the key that asks holds itself; null when a person asks. No key makes a stronger one.</param>
    public sealed record Wanted(string Name, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null, IReadOnlyList<string>? Held = null);

    public async Task<IReadOnlyList<Row>> ListAsync(Guid rootId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await (
            from key in db.ApiKeys
            join user in db.Users on key.UserId equals user.Id
            join account in db.Accounts on new { key.RootId, Id = key.AccountId } equals new { account.RootId, account.Id }
            where key.RootId == rootId && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now)
            orderby key.CreatedAt descending, key.Id
            select new Row(key.Id, key.Name, key.Prefix, user.Name, account.Name, key.Scopes, key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.ReplacedBy, key.Narrowed)).ToListAsync(cancel);
    }

    /// <summary>The key acts as the user and can do what she can, within its scopes, and only where a narrowed viewer reaches.</summary>
    public async Task<Result<Created>> CreateAsync(Viewer actsAs, Guid? actorId, Wanted wanted, CancellationToken cancel)
    {
        if (wanted.Name.Trim().Length is 0 or > 100) return Refusals.NameMissing;
        var scopes = (wanted.Scopes ?? wanted.Held ?? Scopes.All).Distinct().ToArray();
        if (scopes.Length == 0 || scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is not null) return SignInRefusals.ScopeUnknown;
        if (wanted.Held is { } held && scopes.FirstOrDefault(scope => !held.Contains(scope)) is { } more) return SignInRefusals.ScopeMissing(more);
        if (wanted.ExpiresAt <= clock.GetUtcNow()) return SignInRefusals.ExpiryPast;
        var (row, key) = Make(actsAs.RootId, (actsAs.AccountId, actsAs.Within is not null), actsAs.UserId, wanted.Name.Trim(), scopes, wanted.ExpiresAt);
        AuditLog.Add(db, new AuditedAct(actsAs.RootId, actorId, "api_key.created", "api_key", row.Id,
            new { after = new { row.Name, row.Prefix, actsAs = row.UserId, row.Scopes, row.ExpiresAt, within = row.Narrowed ? row.AccountId : (Guid?)null } }), clock);
        await db.SaveChangesAsync(cancel);
        return new Created(row.Id, row.Name, row.Prefix, key);
    }

    /// <summary>A new key in the place of another, which goes on working for some hours. It lasts as long as the other was made for. Null: no such key here.</summary>
    public async Task<Result<Created>?> RotateAsync(Viewer by, Guid id, int overlapHours, IReadOnlyList<string>? held, CancellationToken cancel)
    {
        if (overlapHours is < 0 or > LongestOverlapHours) return (Result<Created>)SignInRefusals.OverlapWrong;
        var now = clock.GetUtcNow();
        if (await FindAsync(by, id, cancel) is not { } old || old.ExpiresAt <= now) return null;
        if (held is not null && old.Scopes.FirstOrDefault(scope => !held.Contains(scope)) is { } more) return (Result<Created>)SignInRefusals.ScopeMissing(more);
        if (old.ReplacedBy is not null) return (Result<Created>)SignInRefusals.RotatedAlready;
        var (row, key) = Make(old.RootId, (old.AccountId, old.Narrowed), old.UserId, old.Name, old.Scopes, old.ExpiresAt is { } ends ? now + (ends - old.CreatedAt) : null);
        var until = now.AddHours(overlapHours);
        (old.ReplacedBy, old.ExpiresAt) = (row.Id, old.ExpiresAt < until ? old.ExpiresAt : until);
        AuditLog.Add(db, AuditedAct.By(by, "api_key.rotated", "api_key", id, new { before = new { old.Prefix }, after = new { row.Id, row.Prefix, formerUntil = old.ExpiresAt } }), clock);
        await db.SaveChangesAsync(cancel);
        reader.Forget();
        return (Result<Created>)new Created(row.Id, row.Name, row.Prefix, key);
    }

    /// <summary>False: no such key here.</summary>
    public async Task<bool> RevokeAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(by, id, cancel) is not { } key) return false;
        key.RevokedAt = clock.GetUtcNow();
        AuditLog.Add(db, AuditedAct.By(by, "api_key.revoked", "api_key", id, new { before = new { key.Name, key.Prefix } }), clock);
        await db.SaveChangesAsync(cancel);
        reader.Forget();
        return true;
    }

    Task<ApiKey?> FindAsync(Viewer by, Guid id, CancellationToken cancel) =>
        db.ApiKeys.FirstOrDefaultAsync(k => k.RootId == by.RootId && k.Id == id && k.RevokedAt == null, cancel);

    (ApiKey Row, string Key) Make(Guid rootId, (Guid Id, bool Narrowed) account, Guid userId, string name, string[] scopes, DateTimeOffset? expiresAt)
    {
        var key = ApiKeyAuthentication.Prefix + RandomNumberGenerator.GetString(Letters, Length);
        var row = new ApiKey
        {
            RootId = rootId, Id = Ids.New(), AccountId = account.Id, Narrowed = account.Narrowed, UserId = userId, Name = name, Prefix = key[..9], Hash = ApiKeyAuthentication.Hash(key),
            Scopes = scopes, CreatedAt = clock.GetUtcNow(), ExpiresAt = expiresAt,
        };
        db.ApiKeys.Add(row);
        return (row, key);
    }
}
