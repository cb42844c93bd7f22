using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Rosterline.People.Records;

/// <summary>The place in a list after which the next page begins.</summary>
static class PageCursor
{
    public static string Write(params string[] keys) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(keys));

    /// <summary>Null when the text is not one of ours.</summary>
    public static string[]? Read(string cursor, int keys)
    {
        try
        {
            var read = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor));
            return read is not null && read.Length == keys && read.All(key => key?.Contains('\0', StringComparison.Ordinal) == false) ? read : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or DecoderFallbackException or ArgumentException)
        {
            // What programs send as a cursor is not ours to trust; the caller answers in words.
            return null;
        }
    }
}
