using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>Finds the conversation with a person or number, or begins one, on the line asked for, else the usual one (<see cref="FromLine"/>).</summary>
public sealed class StartConversation(NpgsqlDataSource database, TimeProvider clock)
{
    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Guid? personId, string? number, Guid? lineId, CancellationToken cancel)
    {
        var typed = number is null ? null : PhoneNumberReader.Read(number);
        if (number is not null && typed is null) return new Refusal("not_a_number", $"“{number}” is not a number that can be texted.");
        var target = await TextTarget.FindAsync(database, viewer.RootId, personId, typed, cancel);
        if (target.Refusal is { } refusal) return refusal;
        var to = target.Value!.Number;
        if (await WithinReach.RefuseAsync(database, viewer, personId, to, cancel) is { } beyond) return beyond;
        var line = lineId is { } asked ? (viewer.Uses(asked) ? asked : Sending.Refusals.NoLine) : await FromLine.FindAsync(database, viewer, to, personId, clock.GetUtcNow(), cancel);
        return line.Refusal is { } none ? none : await FindOrMakeAsync(viewer, line.Value, to.Digits, personId, cancel);
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
