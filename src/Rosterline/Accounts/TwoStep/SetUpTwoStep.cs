using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Turns codes of an authenticator (RFC 6238) on and off, and makes recovery codes.</summary>
sealed class SetUpTwoStep(UserManager<User> users, IUserStore<User> store, RosterlineDb db, CheckCode codes, ViewerReader viewers, TimeProvider clock)
{
    const int RecoveryCodes = 10;

    /// <param name="Secret">To type where no camera is, in groups of four.</param>
    /// <param name="Picture">The same as a QR code, a data address of a PNG.</param>
    public sealed record Started(string Secret, Uri Address, string Picture);

    /// <summary>Nothing is on yet: the key waits for its first code.</summary>
    public async Task<Result<Started>> StartAsync(SignedIn who, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        if (user.TwoFactorEnabled) return SignInRefusals.TwoStepOn;
        var key = users.GenerateNewAuthenticatorKey();
        await Store.SetAuthenticatorKeyAsync(user, key, cancel);
        await db.SaveChangesAsync(cancel);
        var address = new Uri($"otpauth://totp/Rosterline:{Uri.EscapeDataString(user.Email ?? user.Name)}?secret={key}&issuer=Rosterline&digits=6");
        return new Started(string.Join(' ', key.Chunk(4).Select(four => new string(four))), address, PictureOf(address));
    }

    /// <summary>The first right code turns it on: every other device is signed out, and the recovery codes are shown this once.</summary>
    public async Task<Result<(SignedIn Who, IReadOnlyList<string> Codes)>> TurnOnAsync(SignedIn who, string code, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        if (user.TwoFactorEnabled) return SignInRefusals.TwoStepOn;
        if (await Store.GetAuthenticatorKeyAsync(user, cancel) is null) return SignInRefusals.TwoStepNotStarted;
        if (!await codes.IsOfTheMomentAsync(user, code)) return SignInRefusals.CodeWrong;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await users.SetTwoFactorEnabledAsync(user, true);
        var recovery = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await MakeStrongAsync(db, who, others: true, cancel);
        await AuditAsync(who, "user.two_step_on", cancel);
        await transaction.CommitAsync(cancel);
        viewers.Forget(who.RootId);
        return (who with { Stamp = user.SecurityStamp ?? "" }, [.. recovery!]);
    }

    /// <summary>New recovery codes; the former ones are worth nothing.</summary>
    public async Task<Result<IReadOnlyList<string>>> NewCodesAsync(SignedIn who, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        if (!user.TwoFactorEnabled) return SignInRefusals.TwoStepOff;
        var made = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await AuditAsync(who, "user.recovery_codes_made", cancel);
        return Result.Of<IReadOnlyList<string>>([.. made!]);
    }

    public async Task<Result<SignedIn>> TurnOffAsync(SignedIn who, string code, SignInRules rules, CancellationToken cancel)
    {
        var user = await FindAsync(who);
        if (!user.TwoFactorEnabled) return SignInRefusals.TwoStepOff;
        if (rules.TwoStep && (await users.GetPasskeysAsync(user)).Count == 0) return SignInRefusals.TwoStepRequired;
        if (!await codes.TakesAsync(user, code, cancel)) return SignInRefusals.CodeWrong;
        await ForgetAsync(user, cancel);
        await AuditAsync(who, "user.two_step_off", cancel);
        viewers.Forget(who.RootId);
        return who with { Stamp = user.SecurityStamp ?? "" };
    }

    /// <summary>For somebody who lost her phone and her recovery codes; by an administrator. False: no such user here.</summary>
    public async Task<Result<bool>> ResetAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        if (!await db.Memberships.AnyAsync(m => m.RootId == by.RootId && m.UserId == userId, cancel)) return false;
        // every organisation: a second step guards them all, so none may take it away alone
        if (await db.Memberships.AnyAsync(m => m.UserId == userId && m.RootId != by.RootId, cancel)) return Refusals.LinkElsewhere;
        var user = await users.FindByIdAsync(userId.ToString()) ?? throw new InvalidOperationException("A member has no user.");
        await ForgetAsync(user, cancel);
        await db.Passkeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(cancel);
        AuditLog.Add(db, AuditedAct.By(by, "user.two_step_reset", "user", userId), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return true;
    }

    /// <summary>This device showed a second step just now; those that never did are signed out.</summary>
    /// <param name="others">All others are.</param>
    public static Task MakeStrongAsync(RosterlineDb db, SignedIn who, bool others, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            update user_session set strong = strong or id = {who.SessionId}, ended_at = case when id <> {who.SessionId} and ({others} or not strong) then now() end
            where user_id = {who.UserId} and ended_at is null
            """, cancel);

    // Also signs her out everywhere: a new stamp makes every cookie worth nothing.
    async Task ForgetAsync(User user, CancellationToken cancel)
    {
        await Store.ReplaceCodesAsync(user, [], cancel);
        await Store.RemoveAuthenticatorKeyAsync(user, cancel);
        await users.SetTwoFactorEnabledAsync(user, false);
    }

    async Task AuditAsync(SignedIn who, string action, CancellationToken cancel)
    {
        AuditLog.Add(db, new AuditedAct(who.RootId, who.UserId, action, "user", who.UserId), clock);
        await db.SaveChangesAsync(cancel);
    }

    SealedUserStore Store => (SealedUserStore)store;

    async Task<User> FindAsync(SignedIn who) => await users.FindByIdAsync(who.UserId.ToString()) ?? throw new InvalidOperationException("The signed-in user is gone.");

    static string PictureOf(Uri address)
    {
        using var drawing = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(drawing);
        return string.Create(CultureInfo.InvariantCulture, $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}");
    }
}
