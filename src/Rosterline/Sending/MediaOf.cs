using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending;

/// <summary>The attachments of a text as they are kept with it.</summary>
static class MediaOf
{
    const int Most = 10;

    /// <summary>JSON array of {id, contentType, name, bytes}; null for none.</summary>
    public static async Task<Result<string?>> ReadAsync(NpgsqlDataSource database, Guid rootId, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return Result.Of<string?>(null);
        if (ids.Count > Most) return Refusals.TooManyMedia(Most);
        await using var command = database.Command("""
            select jsonb_agg(jsonb_build_object('id', m.id, 'contentType', m.content_type, 'name', m.name, 'bytes', m.bytes) order by i.ord)::text, count(*)
            from unnest($2::uuid[]) with ordinality i(id, ord) join media m on m.root_id = $1 and m.id = i.id and m.state = 0
            """, rootId, ids.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && row.GetInt64(1) == ids.Count ? Result.Of<string?>(row.GetString(0)) : Refusals.NoSuchMedia;
    }
}
