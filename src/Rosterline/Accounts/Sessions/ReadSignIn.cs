using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Rules;
using Rosterline.Database;

namespace Rosterline.Accounts.Sessions;

/// <summary>How one signs in: what "Sign-in and devices" shows.</summary>
sealed class ReadSignIn(UserManager<User> users, RosterlineDb db, SignInRulesReader rules)
{
    /// <param name="TwoStep">Codes of an authenticator are asked for after the password.</param>
    /// <param name="RecoveryCodesLeft">Unused ones.</param>
    /// <param name="TwoStepRequired">The organisation asks for a second step.</param>
    public sealed record Answer(bool HasPassword, bool TwoStep, int RecoveryCodesLeft, bool TwoStepRequired, IReadOnlyList<Passkey> Passkeys);

    /// <param name="BackedUp">Kept by the maker of the device for all one's devices.</param>
    public sealed record Passkey(string Id, string Name, bool BackedUp, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);

    public async Task<Answer> ExecuteAsync(SignedIn who, CancellationToken cancel)
    {
        var user = await users.FindByIdAsync(who.UserId.ToString()) ?? throw new InvalidOperationException("The signed-in user is gone.");
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == user.Id).OrderBy(p => p.CreatedAt).ToListAsync(cancel);
        return new Answer(user.PasswordHash is not null, user.TwoFactorEnabled, user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0,
            (await rules.OfAsync(who.RootId, cancel)).TwoStep,
            [.. passkeys.Select(p => new Passkey(WebEncoders.Base64UrlEncode(p.CredentialId), p.Name, p.IsBackedUp, p.CreatedAt, p.UsedAt))]);
    }
}
