using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Asks again who sits there before the way to sign in is changed: a device left open is not enough.</summary>
sealed class ConfirmIdentity(UserManager<User> users, RosterlineDb db, NpgsqlDataSource database, SessionReader sessions, TimeProvider clock)
{
    /// <summary>One of the two.</summary>
    public sealed record Request(string? Password, string? Code);

    /// <summary>Null when she may change how she signs in.</summary>
    public async Task<Refusal?> RefuseAsync(HttpContext context, SignedIn who, CancellationToken cancel)
    {
        if (await RefuseElsewhereAsync(context, who, cancel) is { } elsewhere) return elsewhere;
        var session = await sessions.FindAsync(who.SessionId, context.Address(), cancel);
        if (session is not null && clock.GetUtcNow() - session.ConfirmedAt < SignInSession.Fresh) return null;
        var user = await FindAsync(who);
        return user.PasswordHash is null && !user.TwoFactorEnabled ? SignInRefusals.ConfirmBySignIn : SignInRefusals.ConfirmNeeded;
    }

    /// <summary>A password or passkey opens all her organisations; the single sign-on of one is not enough to change it.</summary>
    public async Task<Refusal?> RefuseElsewhereAsync(HttpContext context, SignedIn who, CancellationToken cancel) =>
        await sessions.FindAsync(who.SessionId, context.Address(), cancel) is { OnlyRoot: not null }
        // every organisation: whether she belongs to others too
        && await db.Memberships.AnyAsync(m => m.UserId == who.UserId && m.RootId != who.RootId, cancel) ? Refusals.LinkElsewhere : null;

    public async Task<Refusal?> ExecuteAsync(SignedIn who, Request request, CheckCode codes, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        if (request.Code is { Length: > 0 } code && user.TwoFactorEnabled)
        {
            if (!await codes.TakesAsync(user, code, cancel)) return SignInRefusals.CodeWrong;
        }
        else if (!await IsPasswordAsync(user, request.Password ?? "")) return Refusals.PasswordWrong;

        await database.Command("update user_session set confirmed_at = $2 where id = $1", who.SessionId, clock.GetUtcNow()).RunAsync(cancel);
        sessions.Forget();
        return null;
    }

    async Task<bool> IsPasswordAsync(User user, string password)
    {
        if (user.PasswordHash is null || await users.IsLockedOutAsync(user)) return false;
        if (await users.CheckPasswordAsync(user, password)) return true;
        await users.AccessFailedAsync(user);
        return false;
    }

    async Task<User> FindAsync(SignedIn who) => await users.FindByIdAsync(who.UserId.ToString()) ?? throw new InvalidOperationException("The signed-in user is gone.");
}
