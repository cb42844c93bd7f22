using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Signs a person in by e-mail and password. Whatever is wrong reads the same and takes as long.</summary>
sealed class SignIn(UserManager<User> users, RosterlineDb db, TimeProvider clock)
{
    static string? anyHash;

    public sealed record Request(string Email, string Password);

    public async Task<Result<SignedIn>> ExecuteAsync(Request request, CancellationToken cancel)
    {
        var user = await users.FindByEmailAsync(request.Email.Trim());
        if (user is null || !user.IsActive || user.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            SpendTheTime(request.Password);
            return Refusals.SignIn;
        }

        var home = await HomeAsync(user.Id, cancel);
        if (!await users.CheckPasswordAsync(user, request.Password)) return await CountAsync(user, home, cancel);
        if (home is not { } rootId) return Refusals.NoOrganisation;
        await users.ResetAccessFailedCountAsync(user);
        await AuditAsync(new AuditedAct(rootId, user.Id, "session.signed_in", "user", user.Id), cancel);
        return new SignedIn(rootId, user.Id, user.SecurityStamp ?? "");
    }

    async Task<Result<SignedIn>> CountAsync(User user, Guid? home, CancellationToken cancel)
    {
        await users.AccessFailedAsync(user);
        var action = await users.IsLockedOutAsync(user) ? "session.locked" : "session.refused";
        if (home is { } rootId) await AuditAsync(new AuditedAct(rootId, null, action, "user", user.Id), cancel);
        return Refusals.SignIn;
    }

    /// <summary>Where somebody arrives who belongs to several organisations: at her own before the demo.</summary>
    Task<Guid?> HomeAsync(Guid userId, CancellationToken cancel) =>
        (from membership in db.Memberships
         join organisation in db.Organisations on membership.RootId equals organisation.RootId
         where membership.UserId == userId
         orderby organisation.IsDemo, organisation.CreatedAt
         select (Guid?)membership.RootId).FirstOrDefaultAsync(cancel);

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
