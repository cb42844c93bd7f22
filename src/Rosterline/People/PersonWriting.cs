using Npgsql;
using NpgsqlTypes;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>Statements that creating, changing and locking a person share. Order of locks: person, number_state, conversation, message, outbox.</summary>
static class PersonWriting
{
    /// <summary>The company of this name, made when missing; null for no name.</summary>
    public static async Task<Guid?> CompanyAsync(NpgsqlConnection connection, Guid rootId, string? name, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(name)) return null;
        await using var command = new NpgsqlCommand("""
            insert into company (root_id, id, name) values ($1, $2, $3)
            on conflict (root_id, lower(name)) do update set name = company.name returning id
            """, connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = Ids.New() });
        command.Parameters.Add(new() { Value = name });
        return (Guid?)await command.ExecuteScalarAsync(cancel);
    }

    public static async Task<bool> BranchExistsAsync(NpgsqlConnection connection, Guid rootId, Guid branchId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select 1 from account where root_id = $1 and id = $2", connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = branchId });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    public static async Task<bool> ColleagueExistsAsync(NpgsqlConnection connection, Guid rootId, Guid userId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select 1 from membership where root_id = $1 and user_id = $2 limit 1", connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = userId });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>Writes the ATS's ID of the person's company; empty clears it.</summary>
    public static async Task NameCustomerAsync(NpgsqlConnection connection, Guid rootId, Guid personId, string externalId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update company c set external_id = nullif($3, '') from person p
            where p.root_id = $1 and p.id = $2 and c.root_id = $1 and c.id = p.company_id and c.external_id is distinct from nullif($3, '')
            """, connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = externalId });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Replaces the named kinds of numbers and hands back every number that came or went.</summary>
    public static async Task<long[]> SetNumbersAsync(
        NpgsqlConnection connection, Guid rootId, Guid personId, IReadOnlyList<PersonFields.Number> numbers, CancellationToken cancel)
    {
        var typed = numbers.Select(n => (n.Kind, Read: TypedNumber.Read(n.Raw))).ToList();
        await using var command = new NpgsqlCommand("""
            with gone as (
              delete from person_number where root_id = @root and person_id = @person and kind = any(@kinds) returning number)
            select number from gone where number is not null
            """, connection);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("person", personId);
        command.Parameters.AddWithValue("kinds", typed.Select(t => (short)t.Kind).ToArray());
        var touched = await NumbersAsync(command, cancel);
        foreach (var (kind, read) in typed)
            if (read is { } number)
            {
                await InsertNumberAsync(connection, rootId, personId, kind, number, cancel);
                if (number.Number is { } digits) touched.Add(digits);
            }

        return [.. touched.Distinct().Order()];
    }

    public static async Task<long[]> NumbersOfAsync(NpgsqlConnection connection, Guid rootId, Guid personId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select distinct number from person_number where root_id = @root and person_id = @person and number is not null order by number", connection);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("person", personId);
        return [.. await NumbersAsync(command, cancel)];
    }

    /// <summary>A number is locked as long as one locked person has it. Hands back the numbers that became locked.</summary>
    public static async Task<long[]> RefreshLocksAsync(NpgsqlConnection connection, Guid rootId, long[] numbers, CancellationToken cancel)
    {
        if (numbers.Length == 0) return [];
        await NumberRows.LockAsync(connection, rootId, numbers, cancel);
        await using var command = new NpgsqlCommand("""
            with held as (
              select n as number, exists (
                select 1 from person_number pn join person p on p.root_id = pn.root_id and p.id = pn.person_id
                where pn.root_id = @root and pn.number = n and p.locked_at is not null) as locked
              from unnest(@numbers) as n),
            changed as (
              update number_state s set blocked = case when held.locked then s.blocked | 4 else s.blocked & ~4 end
              from held where s.root_id = @root and s.number = held.number and (s.blocked & 4 = 4) <> held.locked
              returning s.number, held.locked)
            select number from changed where locked
            """, connection);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("numbers", numbers);
        return [.. await NumbersAsync(command, cancel)];
    }

    public static async Task LinkAsync(NpgsqlConnection connection, Guid rootId, long[] numbers, CancellationToken cancel)
    {
        if (numbers.Length == 0) return;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { LinkConversations.Command(rootId, numbers) } };
        await batch.ExecuteNonQueryAsync(cancel);
    }

    static async Task InsertNumberAsync(
        NpgsqlConnection connection, Guid rootId, Guid personId, NumberKind kind, TypedNumber number, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into person_number (root_id, person_id, kind, raw, number, extension, problem) values ($1, $2, $3, $4, $5, $6, $7)
            """, connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = (short)kind });
        command.Parameters.Add(new() { Value = number.Raw });
        command.Parameters.Add(new() { Value = (object?)number.Number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (object?)number.Extension ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)number.Problem ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static async Task<List<long>> NumbersAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var numbers = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
