using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Media;

/// <summary>Attachments on their way to a provider: as addresses it can fetch, and as files for those that take the bytes.</summary>
public sealed class OutgoingMedia(MediaLinks links, NpgsqlDataSource database, IMediaStore store)
{
    public IReadOnlyList<Uri> LinksTo(Guid rootId, IReadOnlyList<Guid> mediaIds) => links.For(rootId, mediaIds);

    /// <summary>In the order asked for; one that is gone is left out.</summary>
    public async Task<IReadOnlyList<Attachment>> ReadAsync(Guid rootId, IReadOnlyList<Guid> mediaIds, CancellationToken cancel)
    {
        var known = (await database.Command("select d.id, d.content_type, d.name from media d where d.root_id = $1 and d.id = any($2)", rootId, mediaIds.ToArray())
            .ReadAllAsync(row => (Id: row.GetGuid(0), Kind: row.GetString(1), Name: row.Text(2)), cancel)).ToDictionary(row => row.Id);
        var files = new List<Attachment>(mediaIds.Count);
        foreach (var id in mediaIds)
            if (known.TryGetValue(id, out var file) && await store.ReadAsync(rootId, id, cancel) is { } content) files.Add(new Attachment(file.Kind, file.Name, content));
        return files;
    }
}
