using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>
/// Finds the conversation with a person or number, or begins one. The line: the one asked for, else the line of the latest
/// conversation of the last 90 days that I may use, else my default (P-17).
/// </summary>
public sealed class StartConversation(NpgsqlDataSource database)
{
    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Guid? personId, string? number, Guid? lineId, CancellationToken cancel)
    {
        var typed = number is null ? null : PhoneNumberReader.Read(number);
        if (number is not null && typed is null) return new Refusal("not_a_number", $"“{number}” is not a number that can be texted.");
        var target = await TextTarget.FindAsync(database, viewer.RootId, personId, typed, cancel);
        if (target.Refusal is { } refusal) return refusal;
        var to = target.Value!.Number.Digits;
        var line = lineId is { } asked ? (viewer.Uses(asked) ? asked : null) : await UsualLineAsync(viewer, to, cancel);
        return line is { } id ? await FindOrMakeAsync(viewer, id, to, personId, cancel) : Sending.Refusals.NoLine;
    }

    async Task<Guid?> UsualLineAsync(Viewer viewer, long number, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select i.line_id from (
              (select c.line_id, 0 as rank from conversation c
               where {viewer.SeesConversation("c")} and c.number = @number and c.last_at > now() - interval '90 days' order by c.last_at desc limit 1)
              union all
              (select u.line_id, 1 from line_user u where u.root_id = @root and u.user_id = @me order by u.is_default desc, u.line_id limit 1)) i
            order by i.rank limit 1
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("number", number);
        command.Parameters.AddWithValue("me", viewer.UserId);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    async Task<Guid> FindOrMakeAsync(Viewer viewer, Guid line, long number, Guid? personId, CancellationToken cancel)
    {
        await database.Command("""
            insert into conversation (root_id, id, line_id, number, person_id, last_at)
            select $1, $2, $3, $4, coalesce($5::uuid, (select min(p.person_id::text)::uuid from person_number p where p.root_id = $1 and p.number = $4 having count(distinct p.person_id) = 1)), now()
            on conflict (root_id, line_id, number) do nothing
            """, viewer.RootId, Ids.New(), line, number, Typed(personId)).RunAsync(cancel);
        await using var find = database.Command("select id from conversation where root_id = $1 and line_id = $2 and number = $3", viewer.RootId, line, number);
        return (Guid)(await find.ExecuteScalarAsync(cancel))!;
    }

    static object Typed(Guid? id) => id is { } known ? known : DBNull.Value;
}
