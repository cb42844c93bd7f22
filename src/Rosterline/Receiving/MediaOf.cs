using System.Text.Json;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Receiving;

/// <summary>Attachments of received texts: noted with the text, fetched afterwards.</summary>
static class MediaOf
{
    const string Insert = """
        insert into media (root_id, id, message_id, position, content_type, name, source, state, created_at)
        select i.root_id, i.id, i.message_id, i.position, i.content_type, i.name, i.source, 1, $8
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[]) i(root_id, id, message_id, position, content_type, name, source)
        """;

    /// <summary>What the thread shows of the attachments; null without any.</summary>
    public static string? Json(InboundText text) => text.Text.Media.Count == 0 ? null : JsonSerializer.Serialize(
        text.Text.Media.Select((media, i) => new { id = IdOf(text, i), contentType = media.ContentType, name = media.Name }));

    public static async Task StoreAsync(NpgsqlTransaction transaction, List<FreshText> fresh, DateTimeOffset now, CancellationToken cancel)
    {
        var all = fresh.SelectMany(f => f.Text.Text.Media.Select((media, i) => (f.Text, Media: media, Position: i))).ToList();
        if (all.Count == 0) return;
        await transaction.Command(Insert, all.Select(m => m.Text.RootId).ToArray(), all.Select(m => IdOf(m.Text, m.Position)).ToArray(),
            all.Select(m => m.Text.MessageId).ToArray(), all.Select(m => (short)m.Position).ToArray(), all.Select(m => m.Media.ContentType).ToArray(),
            all.Select(m => m.Media.Name).ToArray(), all.Select(m => m.Media.Source.ToString()).ToArray(), now).RunAsync(cancel);
    }

    // Made from the message's id and the place, so that the thread and the media row agree without a second pass.
    static Guid IdOf(InboundText text, int position)
    {
        var bytes = text.MessageId.ToByteArray();
        bytes[15] ^= (byte)(position + 1);
        return new Guid(bytes);
    }
}
