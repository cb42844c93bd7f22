using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Users;
using Rosterline.Database;
using Rosterline.Lines;
using Rosterline.Platform;

namespace Rosterline.Accounts.Invitations;

/// <summary>Invites a pasted list of people (P-12): looked at first with the faults of each row, then everybody without a fault at once; faulty rows stay.</summary>
sealed class InviteMany(RosterlineDb db, CreateUser create, AssignLine assign)
{
    const int Most = 500;

    /// <param name="Pasted">Name, e-mail, branch, group, line; one person a row.</param>
    /// <param name="Preview">Look only.</param>
    public sealed record Request(string Pasted, bool Preview = false);

    /// <param name="Fault">Why this person is not invited, in words; null: is, or will be.</param>
    /// <param name="StartPath">The link, once invited; null for somebody who signs in to this installation already.</param>
    public sealed record Row(int Number, string Name, string Email, string Branch, string Group, string? Line, string? Fault, Guid? UserId = null, string? StartPath = null);

    sealed record Named(string Id, string Name);

    sealed record Known(List<Named> Accounts, List<Named> Groups, List<(Guid Id, string Name, long Number)> Lines, HashSet<string> Emails);

    public async Task<Result<IReadOnlyList<Row>>> ExecuteAsync(Viewer by, Request request, CancellationToken cancel)
    {
        var rows = InviteRow.Read(request.Pasted);
        if (rows.Count == 0) return new Refusal("nobody", "Paste one person a row: name, e-mail, branch, group, line.");
        if (rows.Count > Most) return new Refusal("too_many", $"{rows.Count:N0} people are more than {Most} at once. Paste them in parts.");
        var known = await KnownAsync(by.RootId, cancel);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var answers = new List<Row>();
        foreach (var row in rows)
        {
            var found = Check(row, known, seen, by);
            answers.Add(request.Preview || found.Row.Fault is not null ? found.Row : await InviteAsync(by, found, cancel));
        }
        return answers;
    }

    sealed record Checked(Row Row, Guid AccountId, string GroupId, Guid? LineId);

    static Checked Check(InviteRow row, Known known, HashSet<string> seen, Viewer by)
    {
        var account = row.Branch.Length == 0 ? known.Accounts.Find(a => a.Id == by.AccountId.ToString()) : Called(known.Accounts, row.Branch);
        var group = row.Group.Length == 0 ? known.Groups[0] : Called(known.Groups, row.Group);
        var number = CreateLine.NumberOf(row.Line);
        var line = row.Line.Length == 0 ? default : known.Lines.Find(l => l.Name.Equals(row.Line, StringComparison.OrdinalIgnoreCase) || l.Number == number?.Digits);
        var fault = row.Name.Length is 0 or > 100 ? "The name is missing."
            : !new EmailAddressAttribute().IsValid(row.Email) ? $"“{row.Email}” is not an e-mail address."
            : known.Emails.Contains(row.Email) ? "Is here already."
            : !seen.Add(row.Email) ? "Stands twice in the list."
            : account is null ? NoSuch("branch", row.Branch, known.Accounts.Select(a => a.Name))
            : !by.MayAt("manage_users", Guid.Parse(account.Id)) ? $"You do not manage the users of {account.Name}."
            : group is null ? NoSuch("group", row.Group, known.Groups.Select(g => g.Name))
            : row.Line.Length > 0 && line.Id == Guid.Empty ? NoSuch("line", row.Line, known.Lines.Select(l => l.Name)) : null;
        return new(new(row.Number, row.Name, row.Email, account?.Name ?? row.Branch, group?.Name ?? row.Group, line.Name ?? (row.Line.Length == 0 ? null : row.Line), fault),
            account is null ? Guid.Empty : Guid.Parse(account.Id), group?.Id ?? "", line.Id == Guid.Empty ? null : line.Id);
    }

    static Named? Called(List<Named> among, string typed) => among.Find(each => each.Name.Equals(typed, StringComparison.OrdinalIgnoreCase));

    static string NoSuch(string what, string typed, IEnumerable<string> names) =>
        $"No such {what}: {typed}.{(NamesMeant.Nearest(names, typed) is { } near ? $" {near}?" : "")}";

    async Task<Row> InviteAsync(Viewer by, Checked person, CancellationToken cancel)
    {
        var made = await create.ExecuteAsync(by, new(person.Row.Name, person.Row.Email, null, person.AccountId, null, person.GroupId), cancel);
        if (made.Refusal is { } refusal) return person.Row with { Fault = refusal.Message };
        var row = person.Row with { UserId = made.Value!.Id, StartPath = made.Value.StartPath };
        return person.LineId is { } line && await GiveLineAsync(by, line, made.Value.Id, cancel) is { } full ? row with { Fault = $"Invited, but without the number: {full.Message}" } : row;
    }

    async Task<Refusal?> GiveLineAsync(Viewer by, Guid lineId, Guid userId, CancellationToken cancel)
    {
        var users = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId && u.LineId == lineId).Select(u => u.UserId).ToListAsync(cancel);
        return (await assign.ExecuteAsync(by, lineId, new([.. users, userId], null), cancel))?.Refusal;
    }

    async Task<Known> KnownAsync(Guid rootId, CancellationToken cancel)
    {
        var own = await db.SecurityGroups.Where(g => g.RootId == rootId && g.Kind == GroupKind.Permissions).Select(g => new Named(g.Id.ToString(), g.Name)).ToListAsync(cancel);
        var emails = await (from membership in db.Memberships join user in db.Users on membership.UserId equals user.Id where membership.RootId == rootId && user.Email != null select user.Email!).ToListAsync(cancel);
        var lines = await db.Lines.Where(l => l.RootId == rootId).Select(l => new { l.Id, l.Name, l.Number }).ToListAsync(cancel);
        return new(
            await db.Accounts.Where(a => a.RootId == rootId).Select(a => new Named(a.Id.ToString(), a.Name)).ToListAsync(cancel),
            [.. ReadyGroups.All.Select(ready => new Named(ready.Key, ready.Name)), .. own], [.. lines.Select(l => (l.Id, l.Name, l.Number))], emails.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
