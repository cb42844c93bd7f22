using Npgsql;
using Rosterline.Accounts;

namespace Rosterline.Conversations;

/// <summary>Who uses the line of a conversation: they may be given it, and may be writing in it just now.</summary>
public sealed class FindColleagues(NpgsqlDataSource database)
{
    /// <summary>The viewer too where the line is hers.</summary>
    public async Task<IReadOnlyList<Who>> ExecuteAsync(Viewer viewer, Guid lineId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select u.id, u.name from line_reach lu join app_user u on u.id = lu.user_id
            where lu.root_id = $1 and lu.line_id = $2 and u.is_active order by u.name, u.id
            """);
        command.Parameters.Add(new() { Value = viewer.RootId });
        command.Parameters.Add(new() { Value = lineId });
        var colleagues = new List<Who>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) colleagues.Add(new(reader.GetGuid(0), reader.GetString(1)));
        return colleagues;
    }
}
