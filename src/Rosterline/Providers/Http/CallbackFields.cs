using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Rosterline.Providers.Http;

/// <summary>The fields of one thing a callback tells, wherever they stand: in its address, its form or its JSON.</summary>
sealed record CallbackFields(Dictionary<string, StringValues> Named, JsonElement? Json)
{
    const int Most = 500, Longest = 1 << 20;

    /// <summary>The first of several places that says something.</summary>
    public string? At(string? places)
    {
        foreach (var place in (places ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (Json is { } json && Found.At(json, place) is { Length: > 0 } inside) return inside;
            else if (Named.TryGetValue(place, out var values) && values.FirstOrDefault(v => !string.IsNullOrEmpty(v)) is { } value) return value;
        return null;
    }

    /// <summary>Whether one of the places is there at all, with or without a value.</summary>
    public bool Has(string? places) => (places ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Any(place => Named.ContainsKey(place) || Json is { } json && Found.Element(json, place) is not null);

    /// <summary>A value of the address whose octets are in another character set than UTF-8; null where it is not there or the set is not known.</summary>
    public static string? InCharset(Uri address, string? places, string charset)
    {
        if (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || Encoding.GetEncodings().FirstOrDefault(e => e.Name.Equals(charset, StringComparison.OrdinalIgnoreCase)) is not { } known) return null;
        var names = (places ?? "").Split('|', StringSplitOptions.TrimEntries);
        var raw = address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair.Length == 2 && names.Contains(pair[0]))?[1];
        return raw is null ? null : known.GetEncoding().GetString(System.Net.WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(raw), 0, Encoding.ASCII.GetByteCount(raw)));
    }

    /// <summary>Null: it cannot be read.</summary>
    public static IReadOnlyList<CallbackFields>? Of(WebhookRequest request, string? itemsAt)
    {
        var query = QueryHelpers.ParseQuery(request.PublicUrl.Query);
        if (request.Body.Length > Longest || query.Count > Most) return null;
        if (request.Body.IsEmpty) return request.Method == "GET" || request.ContentType?.StartsWith("application/", StringComparison.OrdinalIgnoreCase) == true ? [new(query, null)] : null;
        if (Is(request, "application/json")) return Items(request.Body, itemsAt, query);
        if (!Is(request, "application/x-www-form-urlencoded")) return null;
        foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span))) query[name] = values;
        return query.Count > Most ? null : [new(query, null)];
    }

    static List<CallbackFields>? Items(ReadOnlyMemory<byte> body, string? itemsAt, Dictionary<string, StringValues> query)
    {
        using var document = Found.Parse(body);
        if (document is null) return null;
        var all = itemsAt is null ? document.RootElement : Found.Element(document.RootElement, itemsAt);
        return all switch
        {
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > Most ? null : [.. list.EnumerateArray().Select(item => new CallbackFields(query, item.Clone()))],
            { ValueKind: JsonValueKind.Object } one => [new(query, one.Clone())],
            _ => null,
        };
    }

    static bool Is(WebhookRequest request, string type) => request.ContentType?.Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase) == true;
}
