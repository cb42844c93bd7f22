using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Passwords;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Sets or changes one's own password. Every other device is signed out by that.</summary>
sealed class ChoosePassword(UserManager<User> users, RosterlineDb db, BreachedPasswords passwords, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Present">Null for somebody who has none yet.</param>
    public sealed record Request(string? Present, string New);

    public async Task<Result<SignedIn>> ExecuteAsync(SignedIn who, Request request, CancellationToken cancel)
    {
        var user = await users.FindByIdAsync(who.UserId.ToString()) ?? throw new InvalidOperationException("The signed-in user is gone.");
        if (user.PasswordHash is not null && !await users.CheckPasswordAsync(user, request.Present ?? "")) return Refusals.PasswordWrong;
        if (await passwords.RefuseAsync(request.New, user.Email, user.Name, cancel) is { } poor) return poor;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, request.New);
        await users.UpdateSecurityStampAsync(user);
        AuditLog.Add(db, new AuditedAct(who.RootId, who.UserId, "user.password_changed", "user", who.UserId), clock);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        viewers.Forget(who.RootId);
        return who with { Stamp = user.SecurityStamp ?? "" };
    }
}
