using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts.Sessions;
using Rosterline.Accounts.Tree;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>Makes the first organisation and its administrator on a first start.</summary>
public sealed class FirstAdministrator(UserManager<User> users, RosterlineDb db, NpgsqlDataSource database, Settings settings, TimeProvider clock)
{
    const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    const long FirstStartLock = 0x526F737465724144;

    /// <param name="Password">Null when the environment gave it: then it is known already.</param>
    /// <param name="StartPath">Signs in once, within 15 minutes.</param>
    public sealed record Made(string Email, string? Password, string StartPath);

    /// <summary>Null when somebody can sign in already.</summary>
    public async Task<Made?> ExecuteAsync(CancellationToken cancel)
    {
        Check();
        if (await SomebodyAsync(database, cancel)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two nodes may start for the first time together.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({FirstStartLock})", cancel);
        if (await db.Users.AnyAsync(cancel)) return null;
        var password = settings.AdminPassword ?? RandomNumberGenerator.GetString(Letters, 16);
        var user = await AddAsync(settings.AdminEmail ?? "admin@localhost", password);
        var organisation = NewOrganisation.Add(db, "My agency", "America/Chicago", user.Id, clock);
        var link = OneTimeLinks.Add(db, organisation.RootId, user.Id, clock);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new Made(user.Email!, settings.AdminPassword is null ? password : null, link);
    }

    /// <summary>Whether anybody can sign in. Plain SQL: every start asks this, and building the entity model for it would take half of the start.</summary>
    public static async Task<bool> SomebodyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select exists (select 1 from app_user)");
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    async Task<User> AddAsync(string email, string password)
    {
        var user = new User { Id = Ids.New(), Name = "Administrator", Email = email, UserName = email, CreatedAt = clock.GetUtcNow() };
        var done = await users.CreateAsync(user, password);
        return done.Succeeded ? user : throw new InvalidOperationException("The administrator was not stored: " + string.Join(", ", done.Errors.Select(e => e.Code)));
    }

    void Check()
    {
        if (settings.AdminEmail is { } email && !new EmailAddressAttribute().IsValid(email))
            throw new BadSettingException("ROSTERLINE_ADMIN_EMAIL", $"“{email}” is not an e-mail address.");
        if (settings.AdminPassword is { Length: var length } && length < users.Options.Password.RequiredLength)
            throw new BadSettingException("ROSTERLINE_ADMIN_PASSWORD", $"needs at least {users.Options.Password.RequiredLength} characters.");
    }
}
