using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts.Groups;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>What the web app must know about the one who signed in.</summary>
sealed class ReadSession(NpgsqlDataSource database)
{
    public sealed record Answer(
        Person User, string Group, Organisation Organisation, Place Account, IReadOnlyList<Choice> Organisations,
        IReadOnlyList<OwnLine> Lines, IReadOnlyCollection<string> Permissions, IReadOnlyList<Look> LookAs)
    {
        /// <summary>The organisation asks for a second step; nothing else opens before it is set up.</summary>
        public bool TwoStepMissing { get; init; }
    }

    /// <param name="HasPassword">False: came by a one-time link and should choose one.</param>
    public sealed record Person(Guid Id, string Name, string? Email, bool HasPassword);

    public sealed record Organisation(Guid Id, string Name, bool IsDemo, bool TestMode, string TimeZone, Pause? Paused);

    /// <param name="Restored">Set while a restored organisation waits to be compared with its providers (P-05).</param>
    public sealed record Pause(string? By, DateTimeOffset Since, string? Reason, Restored? Restored);

    /// <param name="Unclear">Texts that may already have gone out.</param>
    public sealed record Restored(DateTimeOffset TakenAt, int Unclear);

    /// <param name="Path">Names from the organisation down: you are here (GH-09).</param>
    public sealed record Place(Guid Id, IReadOnlyList<string> Path);

    public sealed record Choice(Guid Id, string Name, bool IsDemo);

    public sealed record OwnLine(Guid Id, string Name, PhoneNumber Number, bool IsDefault);

    public sealed record Look(Guid UserId, string Name, string Group);

    /// <param name="own">The one who really sits there; organisations are hers, whoever she looks as.</param>
    public async Task<Answer> ExecuteAsync(Viewer viewer, Guid own, CancellationToken cancel)
    {
        await using var batch = Questions(viewer, own);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var organisation = new Organisation(viewer.RootId, reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetString(3), PauseOf(reader));
        var user = new Person(viewer.UserId, viewer.Name, Text(reader, 7), reader.GetBoolean(8));
        var path = await reader.ReadNextAsync(row => row.GetString(0), cancel);
        var choices = await reader.ReadNextAsync(row => new Choice(row.GetGuid(0), row.GetString(1), row.GetBoolean(2)), cancel);
        var lines = await reader.ReadNextAsync(row => new OwnLine(row.GetGuid(0), row.GetString(1), new PhoneNumber(row.GetInt64(2)), row.GetBoolean(3)), cancel);
        var looks = await reader.ReadNextAsync(row => new Look(row.GetGuid(0), row.GetString(1), ReadyGroups.Of((Role)row.GetInt16(2)).Name), cancel);
        if (viewer.Within is not null)
        {
            choices.RemoveAll(choice => choice.Id != viewer.RootId);
            lines.RemoveAll(line => !viewer.Uses(line.Id));
            looks.Clear();
        }
        return new Answer(user, viewer.Rights.At(viewer.AccountId)?.GroupName ?? "", organisation, new Place(viewer.AccountId, path), choices, lines, viewer.Permissions, looks);
    }

    NpgsqlBatch Questions(Viewer viewer, Guid own)
    {
        var batch = database.CreateBatch();
        foreach (var question in new[] { OrganisationSql, PathSql, ChoicesSql, LinesSql, LooksSql })
        {
            var command = new NpgsqlBatchCommand(question);
            foreach (var (name, id) in new[] { ("root", viewer.RootId), ("user", viewer.UserId), ("account", viewer.AccountId), ("own", own) })
                if (question.Contains('@' + name, StringComparison.Ordinal)) command.Parameters.Add(new(name, NpgsqlDbType.Uuid) { Value = id });
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    static Pause? PauseOf(NpgsqlDataReader row) =>
        row.IsDBNull(4) ? null : new Pause(Text(row, 5), row.GetFieldValue<DateTimeOffset>(4), Text(row, 6),
            row.IsDBNull(9) ? null : new Restored(row.GetFieldValue<DateTimeOffset>(9), row.GetInt32(10)));

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    const string OrganisationSql = """
        select o.name, o.is_demo, o.test_mode, o.time_zone, o.paused_at, p.name, o.paused_reason, u.email, u.password_hash is not null,
          r.taken_at, case when r.taken_at is not null then (select count(*)::int from outbox x where x.root_id = o.root_id and x.look_up_first) end
        from organisation o join app_user u on u.id = @user left join app_user p on p.id = o.paused_by
        left join restore_check r on r.root_id = o.root_id and r.settled_at is null
        where o.root_id = @root
        """;

    const string PathSql = """
        with recursive up as (
          select id, parent_id, name, 0 as height from account where root_id = @root and id = @account
          union all
          select a.id, a.parent_id, a.name, up.height + 1 from account a join up on a.id = up.parent_id where a.root_id = @root and up.height < 10
        ) select name from up order by height desc
        """;

    const string ChoicesSql = """
        select o.root_id, o.name, o.is_demo from organisation o
        where exists (select from membership m where m.root_id = o.root_id and m.user_id = @own)
        order by o.is_demo, o.name, o.root_id
        """;

    const string LinesSql = """
        select l.id, l.name, l.number, u.is_default from line l join line_user u on u.root_id = l.root_id and u.line_id = l.id
        where l.root_id = @root and u.user_id = @user and l.active order by u.is_default desc, l.name, l.id
        """;

    const string LooksSql = """
        select distinct on (u.name, u.id) u.id, u.name, m.role from membership m
        join organisation o on o.root_id = m.root_id and o.is_demo join app_user u on u.id = m.user_id and u.is_active
        where m.root_id = @root order by u.name, u.id, m.role = 2 desc
        """;
}
