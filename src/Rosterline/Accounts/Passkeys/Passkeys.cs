using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.Sessions;
using Rosterline.Accounts.TwoStep;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Passkeys;

/// <summary>Signs in with a passkey that checked its owner by finger, face or PIN: two steps in one. Adds and removes them.</summary>
sealed class Passkeys(SignInManager<User> signIn, FindHome homes, RosterlineDb db, TimeProvider clock)
{
    const int Most = 10, LongestName = 60, LongestCredential = 32 * 1024;

    UserManager<User> Users => signIn.UserManager;

    /// <summary>Any passkey of this address will do: nobody's name is asked before.</summary>
    public Task<string> AskAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    public async Task<Result<SignedIn>> SignInAsync(string credential, CancellationToken cancel)
    {
        if (credential.Length > LongestCredential) return SignInRefusals.PasskeyRefused;
        var answer = await TryAsync(() => signIn.PerformPasskeyAssertionAsync(credential));
        if (answer is not { Succeeded: true, User.IsActive: true } || !answer.Passkey.IsUserVerified) return SignInRefusals.PasskeyRefused;
        var home = await homes.ExecuteAsync(answer.User, SignInWay.Passkey, cancel);
        if (home.Refusal is { } refusal) return refusal;
        await Users.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey);
        if (await db.Passkeys.FindAsync([answer.Passkey.CredentialId], cancel) is { } used) used.UsedAt = clock.GetUtcNow();
        await AuditAsync(home.Value!, "session.signed_in_by_passkey", cancel);
        return home.Value!;
    }

    public async Task<Result<string>> StartAsync(SignedIn who)
    {
        var user = await FindAsync(who);
        if ((await Users.GetPasskeysAsync(user)).Count >= Most) return SignInRefusals.PasskeysFull;
        return await signIn.MakePasskeyCreationOptionsAsync(new() { Id = user.Id.ToString(), Name = user.Email ?? user.Name, DisplayName = user.Name });
    }

    /// <summary>Null when it was added.</summary>
    public async Task<Refusal?> AddAsync(SignedIn who, string name, string credential, CancellationToken cancel)
    {
        if (name.Trim().Length is 0 or > LongestName) return SignInRefusals.PasskeyName;
        if (credential.Length > LongestCredential) return SignInRefusals.PasskeyNotAdded;
        var made = await TryAsync(() => signIn.PerformPasskeyAttestationAsync(credential));
        if (made is not { Succeeded: true } || !made.Passkey.IsUserVerified || made.UserEntity.Id != who.UserId.ToString()) return SignInRefusals.PasskeyNotAdded;
        made.Passkey.Name = name.Trim();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!(await Users.AddOrUpdatePasskeyAsync(await FindAsync(who), made.Passkey)).Succeeded) return SignInRefusals.PasskeyNotAdded;
        await SetUpTwoStep.MakeStrongAsync(db, who, others: false, cancel);
        await AuditAsync(who, "user.passkey_added", cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Null: no such passkey of hers.</summary>
    public async Task<Result<bool>?> RemoveAsync(SignedIn who, byte[] id, SignInRules rules, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        var all = await Users.GetPasskeysAsync(user);
        if (!all.Any(passkey => passkey.CredentialId.SequenceEqual(id))) return null;
        if (rules.TwoStep && all.Count == 1 && !user.TwoFactorEnabled) return (Result<bool>)SignInRefusals.TwoStepRequired;
        if (all.Count == 1 && user.PasswordHash is null) return (Result<bool>)SignInRefusals.OnlyWay;
        await Users.RemovePasskeyAsync(user, id);
        await AuditAsync(who, "user.passkey_removed", cancel);
        return (Result<bool>)true;
    }

    async Task AuditAsync(SignedIn who, string action, CancellationToken cancel)
    {
        AuditLog.Add(db, new AuditedAct(who.RootId, who.UserId, action, "user", who.UserId), clock);
        await db.SaveChangesAsync(cancel);
    }

    async Task<User> FindAsync(SignedIn who) => await Users.FindByIdAsync(who.UserId.ToString()) ?? throw new InvalidOperationException("The signed-in user is gone.");

    // Identity throws where no ceremony of this browser is under way, and for what is not a credential at all.
    static async Task<T?> TryAsync<T>(Func<Task<T>> ceremony) where T : class
    {
        try
        {
            return await ceremony();
        }
        catch (Exception fault) when (fault is InvalidOperationException or PasskeyException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
