using Npgsql;
using Rosterline.Accounts;

namespace Rosterline.People;

/// <summary>Companies whose name holds what was typed, for the field on a record and for filters.</summary>
public sealed class FindCompanies(NpgsqlDataSource database)
{
    const int Most = 50;

    public sealed record Found(Guid Id, string Name, int People);

    public async Task<IReadOnlyList<Found>> ExecuteAsync(Viewer viewer, string? q, CancellationToken cancel)
    {
        var text = CleanText.Of(q is { Length: > 200 } ? q[..200] : q);
        await using var command = database.CreateCommand("""
            select c.id, c.name, (select count(*)::int from person p where p.root_id = c.root_id and p.company_id = c.id)
            from company c where c.root_id = @root and strpos(lower(c.name), lower(@q)) > 0
            order by lower(c.name), c.id limit @most
            """);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("q", text);
        command.Parameters.AddWithValue("most", Most);
        var found = new List<Found>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2)));
        return found;
    }
}
