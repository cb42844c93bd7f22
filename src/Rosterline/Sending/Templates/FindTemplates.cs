using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Records;
using Rosterline.Platform;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Templates;

/// <summary>The templates one may use: the shared ones and one's own, by folder and name.</summary>
public sealed class FindTemplates(NpgsqlDataSource database)
{
    const int DefaultPage = 100, LargestPage = 200;

    public sealed record Query(string? Q = null, Purpose? Purpose = null, string? Folder = null, string? Cursor = null, int? Limit = null);

    public sealed record Page(IReadOnlyList<Template> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        var conditions = new List<string>();
        if (CleanText.OrNull(query.Q is { Length: > 200 } typed ? typed[..200] : query.Q) is { } q)
        {
            command.Parameters.AddWithValue("q", q.ToLowerInvariant());
            conditions.Add("(strpos(lower(t.folder || ' ' || t.name), @q) > 0 or exists (select 1 from template_words f where f.root_id = t.root_id and f.template_id = t.id and strpos(lower(f.body), @q) > 0))");
        }
        if (query.Purpose is { } purpose)
        {
            command.Parameters.AddWithValue("purpose", (short)purpose);
            conditions.Add("t.purpose = @purpose");
        }
        if (query.Folder is { } folder)
        {
            command.Parameters.AddWithValue("folder", CleanText.Of(folder).ToLowerInvariant());
            conditions.Add("lower(t.folder) = @folder");
        }
        if (Place(query.Cursor, command.Parameters) is not { } place) return TemplateRefusals.Position;
        command.Parameters.AddWithValue("limit", limit + 1);
        var read = await ReadAsync(viewer, command, string.Concat(conditions.Select(condition => " and " + condition)) + place, cancel);
        var items = read.Select(row => row.Template).Take(limit).ToList();
        return new Page(items, read.Count > limit ? PageCursor.Write(read[limit - 1].Folder, read[limit - 1].Name, items[^1].Id.ToString()) : null);
    }

    /// <summary>Null: there is none, or it is somebody else's own.</summary>
    public async Task<Template?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("limit", 1);
        return (await ReadAsync(viewer, command, " and t.id = @id", cancel)).SingleOrDefault().Template;
    }

    static async Task<List<(Template Template, string Folder, string Name)>> ReadAsync(Viewer viewer, NpgsqlCommand command, string conditions, CancellationToken cancel)
    {
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("user", viewer.UserId);
        command.CommandText = $"""
            select t.id, t.name, t.folder, t.purpose, t.shared, t.owner_id, coalesce(u.name, ''), t.updated_at, w.languages, w.bodies, lower(t.folder), lower(t.name)
            from template t left join app_user u on u.id = t.owner_id
            cross join lateral (select array_agg(x.language order by x.language) as languages, array_agg(x.body order by x.language) as bodies
                                from template_words x where x.root_id = t.root_id and x.template_id = t.id) w
            where t.root_id = @root and t.removed_at is null and (t.shared or t.owner_id = @user) and w.languages is not null{conditions}
            order by lower(t.folder), lower(t.name), t.id limit @limit
            """;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAllAsync(row => (Read(viewer, row), row.GetString(10), row.GetString(11)), cancel);
    }

    static Template Read(Viewer viewer, NpgsqlDataReader row)
    {
        var words = row.GetFieldValue<string[]>(8).Zip(row.GetFieldValue<string[]>(9)).ToDictionary(pair => pair.First, pair => pair.Second);
        var (shared, owner) = (row.GetBoolean(4), row.GetGuid(5));
        return new(row.GetGuid(0), row.GetString(1), row.GetString(2), (Purpose)row.GetInt16(3), shared, new(owner, row.GetString(6)), words,
            [.. Template.Languages.Where(language => !words.ContainsKey(language))],
            [.. words.Values.SelectMany(body => MergeText.Parse(body).Fields).Distinct()], Template.MayChangeIt(viewer, shared, owner), row.GetFieldValue<DateTimeOffset>(7));
    }

    static string? Place(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 3) is not [var folder, var name, var text] || !Guid.TryParse(text, out var id)) return null;
        parameters.AddWithValue("afterFolder", folder);
        parameters.AddWithValue("afterName", name);
        parameters.AddWithValue("afterId", id);
        return " and (lower(t.folder), lower(t.name), t.id) > (@afterFolder, @afterName, @afterId)";
    }
}
