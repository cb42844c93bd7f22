using Npgsql;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>Told when somebody's rights changed, to make it hold for what is open already.</summary>
public interface IRightsWatcher
{
    void RightsChanged(Guid rootId);
}

/// <summary>Reads viewers; kept for a second at most, dropped at once when rights change.</summary>
public sealed class ViewerReader(NpgsqlDataSource database, TimeProvider clock, IEnumerable<IRightsWatcher> watchers)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly Recent<(Guid Root, Guid User, Guid? Within), Viewer?> recent = new(clock, Kept);

    const string UserSql = """
        select u.name, coalesce(u.security_stamp, ''), o.visibility, o.everyone_sees_logged or exists (
                 select from group_member g join security_group s on s.root_id = g.root_id and s.id = g.group_id and s.kind = 1 where g.root_id = $1 and g.user_id = $2)
        from app_user u join organisation o on o.root_id = $1 where u.id = $2 and u.is_active
        """;

    const string StandingsSql = """
        select m.account_id, m.role, g.id, g.name, g.permissions from membership m
        left join security_group g on g.root_id = m.root_id and g.id = m.group_id where m.root_id = $1 and m.user_id = $2
        """;

    const string TreeSql = "select id, parent_id, texting from account where root_id = $1";

    const string LinesSql = "select line_id from line_reach where root_id = $1 and user_id = $2";

    const string AssignedSql = """
        select c.id, c.line_id from conversation c where c.root_id = $1 and c.assignee_id = $2
        and not exists (select from line_reach l where l.root_id = $1 and l.user_id = $2 and l.line_id = c.line_id)
        """;

    /// <summary>The viewer, or null when the user does not (any longer) belong to the organisation.</summary>
    public ValueTask<Viewer?> FindAsync(Guid rootId, Guid userId, CancellationToken cancel) =>
        FindAsync(rootId, userId, null, cancel);

    /// <summary>The viewer, reaching no further than an account and what is below; null also when she may do nothing there.</summary>
    public ValueTask<Viewer?> FindAsync(Guid rootId, Guid userId, Guid? within, CancellationToken cancel) =>
        recent.GetAsync((rootId, userId, within), async key =>
        {
            var viewer = await ReadAsync(key.Root, key.User, CancellationToken.None);
            return viewer is null || key.Within is not { } account ? viewer : await Narrowing.ToAsync(database, viewer, account, CancellationToken.None);
        }, cancel);

    /// <summary>Rights of this organisation changed: the next request reads them anew, on every node, and live connections hear what they may hear now.</summary>
    public void Forget(Guid rootId)
    {
        ForgetHere(rootId);
        foreach (var watcher in watchers) watcher.RightsChanged(rootId);
    }

    /// <summary>Another node said so.</summary>
    public void ForgetHere(Guid rootId) => recent.Forget(key => key.Root == rootId);

    async Task<Viewer?> ReadAsync(Guid rootId, Guid userId, CancellationToken cancel)
    {
        await using var batch = Questions(rootId, userId);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        var (name, stamp, byPermission, seesLogged) = (reader.GetString(0), reader.GetString(1), reader.GetInt16(2) == 0, reader.GetBoolean(3));
        var memberships = await reader.ReadNextAsync(Membership, cancel);
        if (memberships.Count == 0) return null;
        var accounts = await reader.ReadNextAsync(row => (Id: row.GetGuid(0), Parent: row.Maybe<Guid>(1), Texting: row.Maybe<bool>(2)), cancel);
        var lines = await reader.ReadNextAsync(row => row.GetGuid(0), cancel);
        var assigned = byPermission ? await reader.ReadNextAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel) : [];
        var parents = accounts.ToDictionary(account => account.Id, account => account.Parent);
        var off = accounts.Where(account => account.Texting == false).Select(account => account.Id).ToHashSet();
        var rights = new Rights(rootId, memberships.Select(each => each with { Texting = !Above(each.AccountId, parents).Any(off.Contains) }), parents);
        await reader.CloseAsync();
        var viewer = new Viewer(rootId, userId, name, Landing(memberships, parents), rights, lines)
        {
            Stamp = stamp, Assigned = assigned, Permissions = seesLogged ? rights.Permissions.Append(Viewer.SeeLogged).ToHashSet() : rights.Permissions,
        };
        return byPermission && (viewer.May("see_staff") || viewer.May("see_contacts")) ? await WithColleaguesAsync(viewer, cancel) : viewer;
    }

    NpgsqlBatch Questions(Guid rootId, Guid userId)
    {
        var batch = database.CreateBatch();
        foreach (var sql in new[] { UserSql, StandingsSql, TreeSql, LinesSql, AssignedSql })
        {
            var question = new NpgsqlBatchCommand(sql);
            question.Parameters.Add(new() { Value = rootId });
            if (sql != TreeSql) question.Parameters.Add(new() { Value = userId });
            batch.BatchCommands.Add(question);
        }
        return batch;
    }

    static Standing Membership(NpgsqlDataReader row)
    {
        if (!row.IsDBNull(2)) return new(row.GetGuid(0), row.GetGuid(2).ToString(), row.GetString(3), row.GetFieldValue<string[]>(4).ToHashSet(), true);
        var ready = ReadyGroups.Of((Role)row.GetInt16(1));
        return new(row.GetGuid(0), ready.Key, ready.Name, ready.Permissions, true);
    }

    static Guid Landing(List<Standing> memberships, Dictionary<Guid, Guid?> parents) =>
        memberships.OrderBy(each => Above(each.AccountId, parents).Count()).ThenBy(each => each.AccountId).First().AccountId;

    static IEnumerable<Guid> Above(Guid account, Dictionary<Guid, Guid?> parents)
    {
        for (Guid? at = account; at is { } here; at = parents.GetValueOrDefault(here)) yield return here;
    }

    /// <summary>Sorts colleagues' lines by what of them she reads: each by the group that decides at the line's account.</summary>
    async Task<Viewer> WithColleaguesAsync(Viewer viewer, CancellationToken cancel)
    {
        var all = await database.Command("select id, account_id from line where root_id = $1", viewer.RootId)
            .ReadAllAsync(row => (Id: row.GetGuid(0), Account: row.GetGuid(1)), cancel);
        var others = all.Where(line => !viewer.Uses(line.Id)).ToLookup(
            line => (Staff: viewer.MayAt("see_staff", line.Account), Contacts: viewer.MayAt("see_contacts", line.Account)), line => line.Id);
        return viewer with { WholeLineIds = [.. viewer.LineIds, .. others[(true, true)]], StaffLineIds = [.. others[(true, false)]], ContactLineIds = [.. others[(false, true)]] };
    }
}
