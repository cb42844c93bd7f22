using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.SingleSignOn;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Rules;

/// <summary>Decides what an organisation asks of those who sign in; nobody can lock everybody out by it.</summary>
sealed class SaveSignInRules(UserManager<User> users, RosterlineDb db, SignOnReader signOn, SignInRulesReader rules, TimeProvider clock)
{
    public sealed record Request(bool RequireTwoStep, bool RequireSingleSignOn, Guid? BreakGlassUserId);

    /// <param name="strong">Whether the one who decides showed a second step herself.</param>
    public async Task<Refusal?> ExecuteAsync(Viewer by, bool strong, Request request, CancellationToken cancel)
    {
        if (request.RequireTwoStep && !strong) return SignOnRefusals.OwnTwoStepFirst;
        if (request.RequireSingleSignOn)
        {
            if (await signOn.FindAsync(by.RootId, cancel) is not { } saved) return SignOnRefusals.NotSetUp;
            if (saved.ProvenAt is null) return SignOnRefusals.NotProven;
            if (!await CanBreakGlassAsync(by.RootId, request.BreakGlassUserId, cancel)) return SignOnRefusals.BreakGlassWeak;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into sign_in_rule (root_id, require_two_step, require_single_sign_on, break_glass_user_id)
            values ({by.RootId}, {request.RequireTwoStep}, {request.RequireSingleSignOn}, {request.BreakGlassUserId})
            on conflict (root_id) do update set require_two_step = excluded.require_two_step,
              require_single_sign_on = excluded.require_single_sign_on, break_glass_user_id = excluded.break_glass_user_id
            """, cancel);
        AuditLog.Add(db, AuditedAct.By(by, "sign_in_rules.saved", detail: new { after = request }), clock);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        rules.Forget(by.RootId);
        return null;
    }

    async Task<bool> CanBreakGlassAsync(Guid rootId, Guid? userId, CancellationToken cancel)
    {
        if (!await db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId == userId && m.AccountId == rootId && m.Role == Role.Administrator && m.GroupId == null, cancel)) return false;
        var user = await users.FindByIdAsync(userId!.Value.ToString());
        return user is { IsActive: true } && ((user.TwoFactorEnabled && user.PasswordHash is not null) || (await users.GetPasskeysAsync(user)).Count > 0);
    }
}
