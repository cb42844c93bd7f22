using Npgsql;

namespace Rosterline.CrashCheck;

/// <summary>A text as the database holds it.</summary>
sealed record StoredText(Guid Id, Guid Conversation, int? Seq, bool Received, short Status, string Body, string? ProviderId, long Number, short Origin, string? Problem);

/// <summary>What the database holds at the end.</summary>
sealed record Stored(Dictionary<Guid, StoredText> Texts, HashSet<long> Closed, List<string> Unfinished, long WithoutNote, long OutsideMonths)
{
    public static async Task<Stored> ReadAsync(NpgsqlDataSource database)
    {
        var texts = new Dictionary<Guid, StoredText>();
        await using (var command = database.CreateCommand("select id, conversation_id, seq, direction, status, body, provider_message_id, number, origin, error_code from message"))
        {
            command.CommandTimeout = 300;
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                texts[row.GetGuid(0)] = new(row.GetGuid(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetInt16(3) == 0, row.GetInt16(4), row.GetString(5),
                    row.IsDBNull(6) ? null : row.GetString(6), row.GetInt64(7), row.GetInt16(8), row.IsDBNull(9) ? null : row.GetString(9));
        }
        var closed = new HashSet<long>();
        await using (var command = database.CreateCommand("select number from number_state where blocked <> 0"))
        {
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) closed.Add(row.GetInt64(0));
        }
        var unfinished = new List<string>();
        await using (var command = database.CreateCommand("select format('%s state %s attempt %s due %s lease %s looked up %s number closed %s', o.message_id, o.state, o.attempt, o.due_at, o.lease_until, o.looked_up, n.blocked) from outbox o left join number_state n on n.root_id = o.root_id and n.number = o.number order by o.due_at"))
        {
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) unfinished.Add(row.GetString(0));
        }
        return new Stored(texts, closed, unfinished,
            await CountAsync(database, "select count(*) from message m where m.origin in (0, 1) and not exists (select 1 from journal_note n where n.root_id = m.root_id and n.message_id = m.id)"),
            await CountAsync(database, "select count(*) from message_other"));
    }

    static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
