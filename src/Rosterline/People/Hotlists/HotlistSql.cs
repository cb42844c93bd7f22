using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>A list of people somebody keeps: put in by hand, or whoever matches a search.</summary>
/// <param name="Mine">The viewer owns it.</param>
/// <param name="Search">Null: members are put in by hand.</param>
/// <param name="Count">Members put in by hand; null for a search, which is counted when it is opened.</param>
public sealed record Hotlist(Guid Id, string Name, bool Shared, bool Mine, string Owner, FindPeople.Query? Search, int? Count);

/// <summary>Reads hotlists the viewer may see: her own and those that are shared.</summary>
static class HotlistSql
{
    /// <summary>Wants <c>h</c> = hotlist or saved_search; parameters root and me.</summary>
    public const string Visible = "h.root_id = @root and (h.shared or h.owner_id = @me)";

    static readonly JsonSerializerOptions Json = MakeJson();

    public static async Task<Hotlist?> FindAsync(NpgsqlDataSource database, Viewer viewer, Guid id, CancellationToken cancel) =>
        (await ReadAsync(database, viewer, " and h.id = @id", id, cancel)).FirstOrDefault();

    /// <summary>All of them by name.</summary>
    public static Task<List<Hotlist>> AllAsync(NpgsqlDataSource database, Viewer viewer, CancellationToken cancel) =>
        ReadAsync(database, viewer, "", null, cancel);

    static async Task<List<Hotlist>> ReadAsync(NpgsqlDataSource database, Viewer viewer, string condition, Guid? id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select h.id, h.name, h.shared, h.owner_id, coalesce(u.name, 'Former colleague'), h.search::text,
              case when h.search is null then (
                select count(*)::int from hotlist_member m where m.root_id = h.root_id and m.hotlist_id = h.id) end
            from hotlist h left join app_user u on u.id = h.owner_id
            where {Visible} and h.root_id = @root{condition} order by lower(h.name), h.id
            """);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("me", viewer.UserId);
        if (id is { } one) command.Parameters.AddWithValue("id", one);
        return await command.ReadAllAsync(row => new Hotlist(
            row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetGuid(3) == viewer.UserId, row.GetString(4), SearchOf(row.Text(5)), row.Maybe<int>(6)), cancel);
    }

    public static FindPeople.Query? SearchOf(string? json) => json is null ? null : JsonSerializer.Deserialize<FindPeople.Query>(json, Json);

    /// <summary>A search as it is kept: without the place one had come to.</summary>
    public static string? Kept(FindPeople.Query? search) =>
        search is null ? null : JsonSerializer.Serialize(search with { Cursor = null, Limit = null }, Json);

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
        App.ConfigureJson(json);
        return json;
    }
}
