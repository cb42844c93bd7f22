using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines.Pools;
using Rosterline.Platform;

namespace Rosterline.Sending;

/// <summary>
/// Which line a text goes from when nobody chose one (P-17): the line of the latest conversation with this person in the last 90 days if I may
/// use it, else my own default, else the line of my branch. My only line needs no choosing. A line that is switched off is passed over.
/// </summary>
public static class FromLine
{
    static readonly TimeSpan KnowsTheLineFor = TimeSpan.FromDays(90);

    /// <summary>The choice for one person as an expression, in a pool the line of it that she knows or the least busy; <see cref="Bind"/> gives its parameters. Null: none, and she is not texted.</summary>
    /// <param name="number">The number she is texted at, as SQL.</param>
    /// <param name="person">Her id as SQL, null when only the number is known: with another number of hers she knows the line too.</param>
    public static string Sql(string number, string person) => PoolLine.Sql(Usual(number, person), number);

    static string Usual(string number, string person) => $"""
        coalesce(
          (select c.line_id from (
             (select c.line_id, c.last_at from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id and l.active
              where c.root_id = @root and c.number = {number} and c.line_id = any(@my_lines) and c.last_at > @known_since and c.last_seq > 0 order by c.last_at desc limit 1)
             union all
             (select c.line_id, c.last_at from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id and l.active
              where c.root_id = @root and c.person_id = {person} and c.line_id = any(@my_lines) and c.last_at > @known_since and c.last_seq > 0 order by c.last_at desc limit 1)) c
           order by c.last_at desc limit 1),
          (select l.id from line l left join line_user u on u.root_id = l.root_id and u.line_id = l.id and u.user_id = @me
           where l.root_id = @root and l.id = any(@my_lines) and (cardinality(@my_lines) = 1 or l.active and (u.is_default or l.account_id = @branch or u.user_id is not null and (select count(*) from line_user o where o.root_id = @root and o.user_id = @me) = 1))
           order by u.is_default desc nulls last, l.created_at, l.id limit 1))
        """;

    /// <summary>Gives the parameters root, my_lines, me, branch and known_since. Colleagues' lines whose texts one only reads are none to text from.</summary>
    public static void Bind(NpgsqlCommand command, Viewer viewer, DateTimeOffset now)
    {
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("my_lines", viewer.LineIds.ToArray());
        command.Parameters.AddWithValue("me", viewer.UserId);
        command.Parameters.AddWithValue("branch", viewer.AccountId);
        command.Parameters.AddWithValue("known_since", now - KnowsTheLineFor);
    }

    /// <summary>The choice for one text; refused with the reason when there is none.</summary>
    public static async ValueTask<Result<Guid>> FindAsync(NpgsqlDataSource database, Viewer viewer, PhoneNumber number, Guid? person, DateTimeOffset now, CancellationToken cancel)
    {
        if (viewer.LineIds.Count < 2) return viewer.LineIds.Count == 1 ? viewer.LineIds[0] : Refusals.NoLine;
        await using var command = database.CreateCommand($"select {Sql("@number", "@person")}");
        Bind(command, viewer, now);
        command.Parameters.AddWithValue("number", number.Digits);
        command.Parameters.Add(new NpgsqlParameter("person", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = person is { } known ? known : DBNull.Value });
        return await command.ExecuteScalarAsync(cancel) is Guid line ? line : Refusals.NoUsualLine;
    }
}
