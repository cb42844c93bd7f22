using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>Everyone who opted out, newest first.</summary>
public sealed class OptOutList(NpgsqlDataSource database)
{
    const int DefaultPage = 50, LargestPage = 200;

    public sealed record Entry(string Number, string Display, DateTimeOffset? At, string? How, string? Words, IReadOnlyList<Holder> People);

    public sealed record Holder(Guid Id, string Name);

    public sealed record Page(IReadOnlyList<Entry> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, string? cursor, int? size, CancellationToken cancel)
    {
        var limit = Math.Clamp(size ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("limit", limit + 1);
        if (Place(cursor, command.Parameters) is not { } place) return PageRefusal;
        command.CommandText = $"""
            select s.number, s.opted_out_at, s.opted_out_how, s.opted_out_words, who.ids, who.names
            from (select * from number_state s where s.root_id = @root and s.blocked & 1 = 1 and s.opted_out_at is not null{place}
                  order by s.opted_out_at desc, s.number desc limit @limit) s
            left join lateral (
              select array_agg(p.id order by p.name) as ids, array_agg(p.name order by p.name) as names
              from (select distinct person_id from person_number where root_id = s.root_id and number = s.number) n
              join person p on p.root_id = s.root_id and p.id = n.person_id) who on true
            order by s.opted_out_at desc, s.number desc
            """;
        return await ReadAsync(command, limit, cancel);
    }

    static readonly Refusal PageRefusal = new("cursor_unknown", "This place in the list is not known. Start again at its beginning.");

    static async Task<Page> ReadAsync(NpgsqlCommand command, int limit, CancellationToken cancel)
    {
        var items = new List<Entry>();
        string? next = null;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (items.Count == limit) return new(items, next);
            var (number, at) = (new PhoneNumber(reader.GetInt64(0)), reader.GetFieldValue<DateTimeOffset>(1));
            items.Add(new(number.E164, number.Display, at, Text(reader, 2), Text(reader, 3), Holders(reader)));
            next = PageCursor.Write(at.ToString("O"), reader.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return new(items, null);
    }

    static List<Holder> Holders(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(4)) return [];
        var names = reader.GetFieldValue<string[]>(5);
        return [.. reader.GetFieldValue<Guid[]>(4).Select((id, i) => new Holder(id, names[i]))];
    }

    static string? Place(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 2) is not [var time, var digits] || !DateTimeOffset.TryParse(time, out var at) || !long.TryParse(digits, out var number)) return null;
        parameters.AddWithValue("at", at.ToUniversalTime());
        parameters.AddWithValue("number", number);
        return " and (s.opted_out_at, s.number) < (@at, @number)";
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
