using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Takes a code of the authenticator, or a recovery code: each once, and few wrong ones.</summary>
sealed class CheckCode(UserManager<User> users, NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>An authenticator's code is right for two and a half minutes before and after; so long it is remembered as used.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromMinutes(6);

    /// <summary>Six digits fall to patience: after ten wrong ones the next try is an hour away.</summary>
    static readonly TimeSpan Locked = TimeSpan.FromHours(1);

    public async Task<bool> TakesAsync(User user, string typed, CancellationToken cancel)
    {
        if (await users.IsLockedOutAsync(user)) return false;
        if (await IsRightAsync(user, string.Concat(typed.Where(char.IsAsciiLetterOrDigit)), cancel))
        {
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }

        await users.AccessFailedAsync(user);
        if (await users.IsLockedOutAsync(user)) await users.SetLockoutEndDateAsync(user, clock.GetUtcNow() + Locked);
        return false;
    }

    /// <summary>Whether this is a code of the moment; does not use it up and counts nothing.</summary>
    public Task<bool> IsOfTheMomentAsync(User user, string typed) =>
        users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, string.Concat(typed.Where(char.IsAsciiDigit)));

    async Task<bool> IsRightAsync(User user, string code, CancellationToken cancel) =>
        code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code) && await IsFirstUseAsync(user.Id, code, cancel)
            : (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;

    async Task<bool> IsFirstUseAsync(Guid userId, string code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await database.Command("delete from used_code where user_id = $1 and used_at < $2", userId, now - Remembered).RunAsync(cancel);
        return await database.Command("insert into used_code (user_id, code_hash, used_at) values ($1, $2, $3) on conflict do nothing",
            userId, SHA256.HashData(Encoding.UTF8.GetBytes(code)), now).RunAsync(cancel) > 0;
    }
}
