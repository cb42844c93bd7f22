using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>Finds, or makes, the user a provider vouches for, and gives her the rights of her groups there.</summary>
sealed class EnterBySignOn(UserManager<User> users, RosterlineDb db, PutInMappedGroup groups, TimeProvider clock)
{
    public async Task<Result<SignedIn>> ExecuteAsync(SignOnSettings settings, Vouched who, CancellationToken cancel)
    {
        var rule = settings.Groups.FirstOrDefault(each => who.Groups.Contains(each.Value, StringComparer.Ordinal));
        if (rule is null && settings.Groups.Count > 0) return SignOnRefusals.NoGroup;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await LinkedAsync(settings, who, cancel) ?? await ByEmailAsync(settings, who, rule, cancel);
        if (found.Refusal is { } refusal) return refusal;
        var user = found.Value!;
        if (rule is not null) await groups.ExecuteAsync(settings.RootId, user.Id, rule.AccountId ?? settings.RootId, rule.Group, cancel);
        AuditLog.Add(db, new AuditedAct(settings.RootId, user.Id, "session.signed_in_by_sso", "user", user.Id), clock);
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"update single_sign_on set proven_at = {clock.GetUtcNow()} where root_id = {settings.RootId}", cancel);
        await transaction.CommitAsync(cancel);
        return new SignedIn(settings.RootId, user.Id, user.SecurityStamp ?? "");
    }

    /// <summary>Null when the provider never named her before.</summary>
    async Task<Result<User>?> LinkedAsync(SignOnSettings settings, Vouched who, CancellationToken cancel)
    {
        var id = await db.Database.SqlQuery<Guid?>($"""
            select user_id as "Value" from single_sign_on_user where root_id = {settings.RootId} and issuer = {settings.Issuer} and subject = {who.Subject}
            """).FirstOrDefaultAsync(cancel);
        if (id is not { } userId) return null;
        return await users.FindByIdAsync(userId.ToString()) is { IsActive: true } user && await IsMemberAsync(settings.RootId, userId, cancel) ? user : (Result<User>)SignOnRefusals.Unknown;
    }

    async Task<Result<User>> ByEmailAsync(SignOnSettings settings, Vouched who, GroupRule? rule, CancellationToken cancel)
    {
        // Whoever may write any address at the provider would be anybody here.
        if (who.Email?.Trim() is not { Length: > 0 and <= 254 } email || !new EmailAddressAttribute().IsValid(email) || !(who.EmailVerified || settings.TrustsEmail))
            return SignOnRefusals.EmailMissing;
        var user = await users.FindByEmailAsync(email);
        // An address known from another organisation is not this provider's to give away.
        if (user is not null && (!user.IsActive || !await IsMemberAsync(settings.RootId, user.Id, cancel))) return SignOnRefusals.Unknown;
        if (user is null && !settings.TakesNew) return SignOnRefusals.Unknown;
        // The address changed hands at the provider: whoever has it now is somebody else.
        if (user is not null && await HasLinkAsync(settings, user.Id, cancel)) return SignOnRefusals.OtherPerson;
        user ??= await AddAsync(settings, who, email, rule, cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into single_sign_on_user (root_id, issuer, subject, user_id) values ({settings.RootId}, {settings.Issuer}, {who.Subject}, {user.Id})
            """, cancel);
        return user;
    }

    async Task<User> AddAsync(SignOnSettings settings, Vouched who, string email, GroupRule? rule, CancellationToken cancel)
    {
        var name = who.Name?.Trim() is { Length: > 0 and <= 100 } said ? said : email.Split('@')[0];
        var user = new User { Id = Ids.New(), Name = name, Email = email, UserName = email, CreatedAt = clock.GetUtcNow() };
        var done = await users.CreateAsync(user);
        if (!done.Succeeded) throw new InvalidOperationException("The user was not stored: " + string.Join(", ", done.Errors.Select(e => e.Code)));
        AuditLog.Add(db, new AuditedAct(settings.RootId, null, "user.created", "user", user.Id, new { after = new { user.Name, user.Email, by = "single_sign_on" } }), clock);
        await groups.ExecuteAsync(settings.RootId, user.Id, rule?.AccountId ?? settings.RootId, rule?.Group ?? PutInMappedGroup.Usual, cancel);
        return user;
    }

    async Task<bool> HasLinkAsync(SignOnSettings settings, Guid userId, CancellationToken cancel) => await db.Database.SqlQuery<int>($"""
        select count(*)::int as "Value" from single_sign_on_user where root_id = {settings.RootId} and issuer = {settings.Issuer} and user_id = {userId}
        """).SingleAsync(cancel) > 0;

    Task<bool> IsMemberAsync(Guid rootId, Guid userId, CancellationToken cancel) => db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId == userId, cancel);
}
