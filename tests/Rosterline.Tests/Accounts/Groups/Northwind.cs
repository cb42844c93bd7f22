using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Groups;

/// <summary>
/// An organisation with a division and two branches below it, a line at each account and one elsewhere, and on each line a conversation with a
/// candidate and one with a contact, each with a text that has an attachment.
/// </summary>
sealed class Northwind
{
    public sealed record Talk(Guid Id, Guid LineId, Guid AccountId, Guid PersonId, bool WithContact, Guid MessageId, Guid MediaId, string Word);

    public required TestApp App { get; init; }

    public Guid Root => App.Agency.RootId;

    public Guid Division { get; } = Ids.New();

    public Guid Memphis => App.Agency.BranchId;

    public Guid Nashville { get; } = Ids.New();

    public Dictionary<Guid, Guid> LineAt { get; } = [];

    /// <summary>A second line at Memphis, that of a colleague.</summary>
    public Guid Colleagues { get; private set; }

    public List<Talk> Talks { get; } = [];

    public required TestAgency Elsewhere { get; init; }

    public required Talk Theirs { get; init; }

    public static async Task<Northwind> MakeAsync(TestApp app)
    {
        var other = await TestAgency.CreateAsync(app.Sql);
        var line = await LineAsync(other, other.AccountId, 19015559999);
        var world = new Northwind { App = app, Elsewhere = other, Theirs = await TalkAsync(other, line, other.AccountId, false, 13035559999) };
        await app.Agency.RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $2, $1, 1, 'South'), ($1, $3, $2, 2, 'Nashville')", world.Root, world.Division, world.Nashville);
        await app.Agency.RunAsync("update account set parent_id = $2 where root_id = $1 and id = $3", world.Root, world.Division, world.Memphis);
        var number = 19015550300L;
        foreach (var account in new[] { world.Root, world.Division, world.Memphis, world.Nashville }) world.LineAt[account] = await LineAsync(app.Agency, account, number++);
        world.Colleagues = await LineAsync(app.Agency, world.Memphis, number);
        var to = 13035550100L;
        foreach (var (id, account) in world.LineAt.Select(each => (each.Value, each.Key)).Append((world.Colleagues, world.Memphis)))
            foreach (var contact in new[] { false, true }) world.Talks.Add(await TalkAsync(app.Agency, id, account, contact, to++));
        return world;
    }

    /// <summary>Adds somebody with a group at an account; no ready group: one of the organisation's own with these permissions.</summary>
    public async Task<Guid> UserAsync(string name, Guid account, string? ready, params string[] permissions)
    {
        var user = await App.Agency.UserAsync(name);
        var group = ready is null ? Ids.New() : (Guid?)null;
        if (group is { } own)
            await App.Agency.RunAsync("insert into security_group (root_id, id, kind, name, permissions) values ($1, $2, 0, $3, $4)", Root, own, $"Group of {name} {own:N}", permissions);
        var role = ready is null ? 4 : (int)Rosterline.Accounts.Groups.ReadyGroups.Find(ready)!.Role;
        await App.Agency.RunAsync("update membership set account_id = $3, role = $4::int, group_id = $5 where root_id = $1 and user_id = $2", Root, user, account, role, group is { } id ? id : DBNull.Value);
        return user;
    }

    static async Task<Guid> LineAsync(TestAgency agency, Guid account, long number)
    {
        var (id, connection) = (Ids.New(), Ids.New());
        await agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, hook_token, active) values ($1, $2, $1, 'simulated', $3, '{}', $3, false)", agency.RootId, connection, connection.ToString());
        await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) values ($1, $2, $3, $4, $5, $6)", agency.RootId, id, account, connection, number, $"Line {number}");
        return id;
    }

    static async Task<Talk> TalkAsync(TestAgency agency, Guid line, Guid account, bool contact, long number)
    {
        var (id, message, media, word) = (Ids.New(), Ids.New(), Ids.New(), $"word{number}");
        var person = await agency.PersonAsync(contact ? "Cleo" : "Cora", word, number);
        await agency.RunAsync("update person set is_contact = $3, is_candidate = not $3 where root_id = $1 and id = $2", agency.RootId, person, contact);
        await agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at, preview, last_seq, attention) values ($1, $2, $3, $4, $5, now(), $6, 1, 1)", agency.RootId, id, line, number, person, word);
        await agency.RunAsync("""
            insert into message (root_id, id, conversation_id, line_id, number, direction, body, status, seq, created_at) values ($1, $2, $3, $4, $5, 1, $6, 8, 1, now())
            """, agency.RootId, message, id, line, number, $"About {word}");
        await agency.RunAsync("insert into media (root_id, id, message_id, content_type, bytes, content) values ($1, $2, $3, 'image/png', 3, '\\x010203')", agency.RootId, media, message);
        return new(id, line, account, person, contact, message, media, word);
    }
}
