using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rosterline.Providers.Http;

/// <summary>Finds a value: in JSON by a path, anywhere by a regular expression between slashes.</summary>
static class Found
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>In an answer. Null: it is not there.</summary>
    public static string? In(byte[] answer, string? where)
    {
        if (string.IsNullOrEmpty(where)) return null;
        if (IsPattern(where)) return Match(Encoding.UTF8.GetString(answer), where[1..^1]) is { Success: true } match ? (match.Groups.Count > 1 ? match.Groups[1] : match).Value : null;
        using var document = Parse(answer);
        return document is null ? null : where.Split('|').Select(path => At(document.RootElement, path.Trim())).FirstOrDefault(value => value is { Length: > 0 });
    }

    public static bool IsPattern(string where) => where.Length > 2 && where[0] == '/' && where[^1] == '/';

    public static Match? Match(string text, string pattern)
    {
        try
        {
            return Regex.Match(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            // What cannot be decided in time is not there.
            return null;
        }
    }

    public static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text, number or yes and no at a path like results[0].status.groupName.</summary>
    public static string? At(JsonElement from, string path) => Element(from, path) switch
    {
        { ValueKind: JsonValueKind.String } text => Readable(text.GetString),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain => plain.GetRawText(),
        _ => null,
    };

    public static JsonElement? Element(JsonElement from, string path)
    {
        var element = from;
        foreach (var step in path.Split('.', '[').Select(s => s.TrimEnd(']')).Where(s => s.Length > 0))
        {
            if (element.ValueKind == JsonValueKind.Object && Readable<JsonElement?>(() => element.TryGetProperty(step, out var inner) ? inner : null) is { } found) element = found;
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index >= 0 && index < element.GetArrayLength()) element = element[index];
            else return null;
        }
        return element;
    }

    // Bytes that are no UTF-8, and half a surrogate pair, are found to be no text only when they are read.
    static T? Readable<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
