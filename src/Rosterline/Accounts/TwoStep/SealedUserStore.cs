using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Passkeys;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Identity's store of users, but authenticator keys lie in it encrypted and recovery codes as keyed hashes.</summary>
sealed class SealedUserStore(RosterlineDb database, Secrets secrets) : UserOnlyStore<User, RosterlineDb, Guid>(database)
{
    const string Provider = "Rosterline", KeyName = "authenticator", CodesName = "recovery_codes";

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, KeyName, Convert.ToBase64String(secrets.Encrypt(key, ContextOf(user))), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, KeyName, cancellationToken) is { } box ? secrets.Decrypt(Convert.FromBase64String(box), ContextOf(user)) : null;

    public Task RemoveAuthenticatorKeyAsync(User user, CancellationToken cancel) => RemoveTokenAsync(user, Provider, KeyName, cancel);

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        KeepAsync(user, recoveryCodes.Select(code => HashOf(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var (all, used) = (await HashesAsync(user, cancellationToken), HashOf(user, code));
        if (!all.Contains(used)) return false;
        await KeepAsync(user, all.Where(hash => hash != used), cancellationToken);
        return true;
    }

    public override async Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => (await HashesAsync(user, cancellationToken)).Length;

    public override async Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var known = await Context.Passkeys.FirstOrDefaultAsync(p => p.CredentialId == passkey.CredentialId, cancellationToken);
        if (known is null) Context.Passkeys.Add(known = UserPasskey.Of(user.Id, passkey));
        if (known.UserId != user.Id) throw new InvalidOperationException("This passkey belongs to somebody else.");
        known.Take(passkey);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(p => p.UserId == user.Id).OrderBy(p => p.CreatedAt).ToListAsync(cancellationToken)).Select(p => p.ToIdentity())];

    public override async Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await (from passkey in Context.Passkeys join user in Context.Users on passkey.UserId equals user.Id where passkey.CredentialId == credentialId select user).FirstOrDefaultAsync(cancellationToken);

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Context.Passkeys.AsNoTracking().FirstOrDefaultAsync(p => p.UserId == user.Id && p.CredentialId == credentialId, cancellationToken))?.ToIdentity();

    public override async Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        await Context.Passkeys.Where(p => p.UserId == user.Id && p.CredentialId == credentialId).ExecuteDeleteAsync(cancellationToken);

    Task KeepAsync(User user, IEnumerable<string> hashes, CancellationToken cancel) => SetTokenAsync(user, Provider, CodesName, string.Join(';', hashes), cancel);

    async Task<string[]> HashesAsync(User user, CancellationToken cancel) =>
        (await GetTokenAsync(user, Provider, CodesName, cancel) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);

    // Fifty random bits fall to guessing on a copy of the database; under our key they do not.
    string HashOf(User user, string code) =>
        secrets.Sign($"recovery code:{user.Id}:{string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}");

    static string ContextOf(User user) => $"authenticator:{user.Id}";
}
