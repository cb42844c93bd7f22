using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts.Passkeys;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Identity's store of users, but authenticator keys lie in it encrypted and recovery codes as encrypted hashes.</summary>
sealed class SealedUserStore(RosterlineDb database, Secrets secrets) : UserOnlyStore<User, RosterlineDb, Guid>(database)
{
    const string Provider = "Rosterline", KeyName = "authenticator", CodesName = "recovery_codes";

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, KeyName, Close(KeyName, user, key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, KeyName, cancellationToken) is { } box ? Open(KeyName, user, box) : null;

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

    Task KeepAsync(User user, IEnumerable<string> hashes, CancellationToken cancel) => SetTokenAsync(user, Provider, CodesName, Close(CodesName, user, string.Join(';', hashes)), cancel);

    async Task<string[]> HashesAsync(User user, CancellationToken cancel) =>
        await GetTokenAsync(user, Provider, CodesName, cancel) is { } box ? Open(CodesName, user, box).Split(';', StringSplitOptions.RemoveEmptyEntries) : [];

    // Fifty random bits fall to guessing on a copy of the database; encrypted under our key their hashes do not.
    static string HashOf(User user, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id}:{string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}")));

    string Close(string name, User user, string plain) => Convert.ToBase64String(secrets.Encrypt(plain, ContextOf(name, user)));

    string Open(string name, User user, string box) => secrets.Decrypt(Convert.FromBase64String(box), ContextOf(name, user));

    static string ContextOf(string name, User user) => $"{name}:{user.Id}";

    /// <summary>Where they lie, for whoever changes keys.</summary>
    internal static IKeyedValues Column(NpgsqlDataSource database, Secrets secrets) => new SecretColumn<string>(database, secrets, "authenticators and recovery codes",
        "select '00000000-0000-0000-0000-000000000000'::uuid, name || ':' || user_id, decode(value, 'base64') from user_token where login_provider = 'Rosterline' and value <> ''",
        "update user_token set value = encode($3, 'base64') where login_provider = 'Rosterline' and name || ':' || user_id = $2 and decode(value, 'base64') = $4 and $1::uuid is not null", context => context);
}
