using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Groups;
using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>An organisation out of test mode with one branch, an administrator, and what a test adds. No hours hold its texts, nothing waits to be undone.</summary>
public sealed record TestAgency(NpgsqlDataSource Sql, Guid RootId, Guid AccountId, Guid BranchId, Guid AdminId)
{
    public static async Task<TestAgency> CreateAsync(NpgsqlDataSource sql)
    {
        var root = Ids.New();
        var agency = new TestAgency(sql, root, root, Ids.New(), Guid.Empty);
        await agency.RunAsync("insert into organisation (root_id, name, test_mode, calling_hours, broadcast_undo_seconds) values ($1, 'Northwind', false, false, 0)", root);
        await agency.RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $1, null, 0, 'Northwind'), ($1, $2, $1, 2, 'Memphis')", root, agency.BranchId);
        return agency with { AdminId = await agency.UserAsync("Dana Reyes", role: 2) };
    }

    /// <summary>Adds a user; roles as in the migration: 0 recruiter, 1 branch manager, 2 administrator, 3 compliance, 4 read only.</summary>
    public async Task<Guid> UserAsync(string name, short role = 0)
    {
        var id = Ids.New();
        await RunAsync("insert into app_user (id, name, user_name, normalized_user_name, security_stamp) values ($1, $2, $3, $4, 'stamp')",
            id, name, id.ToString(), id.ToString().ToUpperInvariant());
        await RunAsync("insert into membership (root_id, user_id, account_id, role) values ($1, $2, $3, $4)", RootId, id, AccountId, role);
        return id;
    }

    /// <summary>Her who asks, in a ready group at the top, with these lines.</summary>
    public Viewer Viewer(Guid userId, Role role, params Guid[] lines)
    {
        var group = ReadyGroups.Of(role);
        return new(RootId, userId, "Dana", RootId, new Rights(RootId, [new(RootId, group.Key, group.Name, group.Permissions, true)], new Dictionary<Guid, Guid?> { [RootId] = null, [BranchId] = RootId }), lines);
    }

    /// <summary>Adds a person with a cell number.</summary>
    public async Task<Guid> PersonAsync(string first, string last, long? number)
    {
        var id = Ids.New();
        await RunAsync("insert into person (root_id, id, account_id, first_name, last_name, is_candidate) values ($1, $2, $3, $4, $5, true)", RootId, id, BranchId, first, last);
        if (number is { } cell)
            await RunAsync("insert into person_number (root_id, person_id, kind, raw, number) values ($1, $2, 1, $3, $4)", RootId, id, new PhoneNumber(cell).Display, cell);
        return id;
    }

    public async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using var command = Sql.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ReadAsync<T>(string sql, params object?[] values)
    {
        await using var command = Sql.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return await command.ExecuteScalarAsync() is T found ? found : default;
    }
}
