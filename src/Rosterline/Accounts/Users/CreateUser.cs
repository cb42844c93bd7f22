using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Passwords;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Adds a person to an organisation, with a password or a one-time link to arrive by.</summary>
sealed class CreateUser(UserManager<User> users, RosterlineDb db, BreachedPasswords passwords, PutInGroup groups, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Role">A ready group; null: Recruiter.</param>
    /// <param name="AccountId">Branch, division or organisation the group is given at; null: the organisation.</param>
    /// <param name="Password">Null: the answer carries a one-time link instead.</param>
    /// <param name="Group">Any security group, in place of <paramref name="Role"/>: key of a ready one, or the id of an own one.</param>
    public sealed record Request(string Name, string Email, Role? Role, Guid? AccountId, string? Password, string? Group = null);

    /// <param name="StartPath">Shown once; null for somebody who signs in to this installation already.</param>
    public sealed record Created(Guid Id, string? StartPath);

    /// <summary>Added by a colleague: only where she manages users, and to no group that may more than she.</summary>
    public async Task<Result<Created>> ExecuteAsync(Viewer by, Request request, CancellationToken cancel)
    {
        var accountId = request.AccountId ?? by.RootId;
        if (!by.MayAt("manage_users", accountId)) return Refusals.AccountUnknown;
        if (await GroupOfAsync(by.RootId, request, cancel) is { } group && PutInGroup.RefuseMore(by, group, accountId) is { } more) return more;
        return await ExecuteAsync(by.RootId, by.UserId, request, cancel);
    }

    public async Task<Result<Created>> ExecuteAsync(Guid rootId, Guid? actorId, Request request, CancellationToken cancel)
    {
        var accountId = request.AccountId ?? rootId;
        if (await RefuseAsync(rootId, accountId, request, cancel) is { } refusal) return refusal;
        if (await GroupOfAsync(rootId, request, cancel) is not { } group) return GroupRefusals.GroupUnknown;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var known = await users.FindByEmailAsync(request.Email.Trim());
        if (known is not null && await db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId == known.Id, cancel))
            return Refusals.EmailTaken(request.Email.Trim());
        if (known is not null && !string.IsNullOrEmpty(request.Password)) return Refusals.PasswordGivenElsewhere(request.Email.Trim());
        var user = known ?? await AddAsync(request);
        db.Memberships.Add(new Membership { RootId = rootId, UserId = user.Id, AccountId = accountId, Role = group.Role, GroupId = group.OwnId });
        AuditLog.Add(db, new AuditedAct(rootId, actorId, "user.created", "user", user.Id,
            new { after = new { user.Name, user.Email, group = group.Name, accountId, withPassword = user.PasswordHash is not null } }), clock);
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
        if (!string.IsNullOrEmpty(request.Password) && await passwords.RefuseAsync(request.Password, request.Email, request.Name, cancel) is { } poor) return poor;
        if (request.Role is { } role && !Enum.IsDefined(role)) return Refusals.RoleUnknown;
        return await db.Accounts.AnyAsync(a => a.RootId == rootId && a.Id == accountId, cancel) ? null : Refusals.AccountUnknown;
    }

    Task<PutInGroup.KnownGroup?> GroupOfAsync(Guid rootId, Request request, CancellationToken cancel) =>
        groups.FindAsync(rootId, request.Group ?? ReadyGroups.Of(request.Role ?? Role.Recruiter).Key, cancel);

    async Task<User> AddAsync(Request request)
    {
        var email = request.Email.Trim();
        var user = new User { Id = Ids.New(), Name = request.Name.Trim(), Email = email, UserName = email, CreatedAt = clock.GetUtcNow() };
        var done = string.IsNullOrEmpty(request.Password) ? await users.CreateAsync(user) : await users.CreateAsync(user, request.Password);
        if (!done.Succeeded) throw new InvalidOperationException("The user was not stored: " + string.Join(", ", done.Errors.Select(e => e.Code)));
        return user;
    }
}
