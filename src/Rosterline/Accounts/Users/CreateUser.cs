using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Passwords;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Adds a person to an organisation, with a password or a one-time link to arrive by.</summary>
sealed class CreateUser(UserManager<User> users, RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="AccountId">Branch, division or organisation the role is given at; null: the organisation.</param>
    /// <param name="Password">Null: the answer carries a one-time link instead.</param>
    public sealed record Request(string Name, string Email, Role Role, Guid? AccountId, string? Password);

    /// <param name="StartPath">Shown once; null for somebody who signs in to this installation already.</param>
    public sealed record Created(Guid Id, string? StartPath);

    public async Task<Result<Created>> ExecuteAsync(Guid rootId, Guid? actorId, Request request, CancellationToken cancel)
    {
        var accountId = request.AccountId ?? rootId;
        if (await RefuseAsync(rootId, accountId, request, cancel) is { } refusal) return refusal;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var known = await users.FindByEmailAsync(request.Email.Trim());
        if (known is not null && await db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId == known.Id, cancel))
            return Refusals.EmailTaken(request.Email.Trim());
        if (known is not null && !string.IsNullOrEmpty(request.Password)) return Refusals.PasswordGivenElsewhere(request.Email.Trim());
        var user = known ?? await AddAsync(request);
        db.Memberships.Add(new Membership { RootId = rootId, UserId = user.Id, AccountId = accountId, Role = request.Role });
        AuditLog.Add(db, new AuditedAct(rootId, actorId, "user.created", "user", user.Id,
            new { after = new { user.Name, user.Email, request.Role, accountId, withPassword = user.PasswordHash is not null } }), clock);
        // Never a link to somebody who has another organisation: it would open that one too.
        var link = known is null && user.PasswordHash is null ? OneTimeLinks.Add(db, rootId, user.Id, clock) : null;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        viewers.Forget(rootId);
        return new Created(user.Id, link);
    }

    async Task<Refusal?> RefuseAsync(Guid rootId, Guid accountId, Request request, CancellationToken cancel)
    {
        if (request.Name.Trim().Length is 0 or > 100) return Refusals.NameMissing;
        if (!new EmailAddressAttribute().IsValid(request.Email.Trim()) || request.Email.Length > 254) return Refusals.EmailMissing;
        if (!string.IsNullOrEmpty(request.Password) && PasswordRules.Refuse(request.Password, request.Email, request.Name) is { } poor) return poor;
        if (!Enum.IsDefined(request.Role)) return Refusals.RoleUnknown;
        return await db.Accounts.AnyAsync(a => a.RootId == rootId && a.Id == accountId, cancel) ? null : Refusals.AccountUnknown;
    }

    async Task<User> AddAsync(Request request)
    {
        var email = request.Email.Trim();
        var user = new User { Id = Ids.New(), Name = request.Name.Trim(), Email = email, UserName = email, CreatedAt = clock.GetUtcNow() };
        var done = string.IsNullOrEmpty(request.Password) ? await users.CreateAsync(user) : await users.CreateAsync(user, request.Password);
        if (!done.Succeeded) throw new InvalidOperationException("The user was not stored: " + string.Join(", ", done.Errors.Select(e => e.Code)));
        return user;
    }
}
