using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>Keys for programs: made and shown once, recognised by their first characters, revoked at once.</summary>
sealed class ApiKeys(RosterlineDb db, ApiKeyReader reader, TimeProvider clock)
{
    const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // 43 letters of 62 hold 256 bits.
    const int Length = 43;

    public sealed record Row(Guid Id, string Name, string Prefix, string ActsAs, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

    /// <param name="Key">Shown only now; we keep its hash.</param>
    public sealed record Created(Guid Id, string Name, string Prefix, string Key);

    public async Task<IReadOnlyList<Row>> ListAsync(Guid rootId, CancellationToken cancel) => await (
        from key in db.ApiKeys
        join user in db.Users on key.UserId equals user.Id
        where key.RootId == rootId && key.RevokedAt == null
        orderby key.CreatedAt descending, key.Id
        select new Row(key.Id, key.Name, key.Prefix, user.Name, key.CreatedAt, key.LastUsedAt)).ToListAsync(cancel);

    /// <summary>The key acts as the user and can do what she can.</summary>
    public async Task<Result<Created>> CreateAsync(Viewer actsAs, Guid? actorId, string name, CancellationToken cancel)
    {
        if (name.Trim().Length is 0 or > 100) return Refusals.NameMissing;
        var key = "rl_" + RandomNumberGenerator.GetString(Letters, Length);
        var row = new ApiKey
        {
            RootId = actsAs.RootId, Id = Ids.New(), AccountId = actsAs.AccountId, UserId = actsAs.UserId, Name = name.Trim(),
            Prefix = key[..9], Hash = ApiKeyAuthentication.Hash(key), CreatedAt = clock.GetUtcNow(),
        };
        db.ApiKeys.Add(row);
        AuditLog.Add(db, new AuditedAct(actsAs.RootId, actorId, "api_key.created", "api_key", row.Id,
            new { after = new { row.Name, row.Prefix, actsAs = row.UserId } }), clock);
        await db.SaveChangesAsync(cancel);
        return new Created(row.Id, row.Name, row.Prefix, key);
    }

    /// <summary>False: no such key here.</summary>
    public async Task<bool> RevokeAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.RootId == by.RootId && k.Id == id && k.RevokedAt == null, cancel);
        if (key is null) return false;
        key.RevokedAt = clock.GetUtcNow();
        AuditLog.Add(db, AuditedAct.By(by, "api_key.revoked", "api_key", id, new { before = new { key.Name, key.Prefix } }), clock);
        await db.SaveChangesAsync(cancel);
        reader.Forget();
        return true;
    }
}
