using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Devices;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Signs a person in by e-mail and password. Whatever is wrong reads the same and takes as long.</summary>
sealed class SignIn(UserManager<User> users, RosterlineDb db, FindHome homes, TimeProvider clock)
{
    static string? anyHash;

    public sealed record Request(string Email, string Password);

    /// <param name="NeedsCode">The password is right; a code of her authenticator is still to come.</param>
    public sealed record Passed(SignedIn Who, bool NeedsCode);

    public async Task<Result<Passed>> ExecuteAsync(Request request, CancellationToken cancel)
    {
        var user = await users.FindByEmailAsync(request.Email.Trim());
        if (user is null || !user.IsActive || user.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            SpendTheTime(request.Password);
            return Refusals.SignIn;
        }

        if (!await users.CheckPasswordAsync(user, request.Password)) return await CountAsync(user, cancel);
        var home = await homes.ExecuteAsync(user, SignInWay.Password, cancel);
        if (home.Refusal is { } refusal) return refusal;
        // With a second step to come the wrong codes go on counting, or the password would wipe them out.
        if (!user.TwoFactorEnabled) await users.ResetAccessFailedCountAsync(user);
        await AuditAsync(new AuditedAct(home.Value!.RootId, user.Id, user.TwoFactorEnabled ? "session.asked_for_code" : "session.signed_in", "user", user.Id), cancel);
        return new Passed(home.Value, user.TwoFactorEnabled);
    }

    async Task<Result<Passed>> CountAsync(User user, CancellationToken cancel)
    {
        await users.AccessFailedAsync(user);
        var action = await users.IsLockedOutAsync(user) ? "session.locked" : "session.refused";
        if (await homes.FirstAsync(user.Id, cancel) is { } rootId) await AuditAsync(new AuditedAct(rootId, null, action, "user", user.Id), cancel);
        return Refusals.SignIn;
    }

    async Task AuditAsync(AuditedAct act, CancellationToken cancel)
    {
        AuditLog.Add(db, act, clock);
        await db.SaveChangesAsync(cancel);
    }

    void SpendTheTime(string password)
    {
        var nobody = new User { Name = "" };
        anyHash ??= users.PasswordHasher.HashPassword(nobody, "nobody's password");
        users.PasswordHasher.VerifyHashedPassword(nobody, anyHash, password);
    }
}
