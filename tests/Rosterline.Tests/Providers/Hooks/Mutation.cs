using System.IO.Compression;
using System.Text;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers.Hooks;

/// <summary>A genuine request, spoilt in one way.</summary>
/// <param name="Unsigned">Its signature or sign-in was taken away: it must be refused.</param>
/// <param name="Encoding">What it claims to be compressed with.</param>
public sealed record Mutation(string Name, WebhookRequest Request, bool Unsigned = false, string? Encoding = null)
{
    static readonly string[] Types = ["application/xml", "multipart/form-data; boundary=x", "text/plain", "application/json", "application/x-www-form-urlencoded", "application/json; charset=\"", "x"];
    static readonly string[] Charsets = ["utf-16", "shift_jis", "no-such-charset", "utf-8, utf-7", "\""];
    static readonly string[] Oddities = ["\\ud800", "\\u0000", "%00%ff%ED%A0%80[[{\""];
    static readonly string[] Methods = ["PUT", "DELETE", "PATCH", "GET", "POST", "OPTIONS", "QUERY"];

    public static Mutation Of(WebhookRequest genuine, Random random) => random.Next(16) switch
    {
        0 => Bytes("truncated", genuine, b => b[..random.Next(b.Length)]),
        1 => Bytes("bits flipped", genuine, b => Flip(b, random)),
        2 => Bytes("null bytes", genuine, b => Insert(b, random, "\0\0\0")),
        3 => Bytes("duplicated keys", genuine, b => Duplicated(b, random)),
        4 => Bytes("nested", genuine, b => Nested(b, random)),
        5 => Bytes("huge", genuine, b => [.. b, .. Enumerable.Repeat((byte)'x', random.Next(40) == 0 ? 1_200_000 : 200_000)]),
        6 => Bytes("another encoding", genuine, b => (random.Next(2) == 0 ? Recoded(b, System.Text.Encoding.Unicode) : Recoded(b, System.Text.Encoding.Latin1))),
        7 => new("headers spoilt", genuine with { Headers = genuine.Headers.ToDictionary(h => h.Key, h => Spoilt(h.Value, random)) }),
        8 => new("headers missing", WithoutSignature(genuine), Unsigned: true),
        9 => new("another content type", genuine with { ContentType = Types[random.Next(Types.Length)] }),
        10 => new("a lying charset", genuine with { ContentType = $"{(genuine.ContentType ?? "text/plain").Split(';')[0]}; charset={Charsets[random.Next(Charsets.Length)]}" }),
        11 => new("a lying encoding", genuine, Encoding: random.Next(2) == 0 ? "gzip" : "br, deflate, nonsense"),
        12 => new("compressed", genuine with { Body = Compressed(genuine.Body) }, Encoding: "gzip"),
        13 => new("another method", genuine with { Method = Methods[random.Next(Methods.Length)] }),
        14 => Bytes("noise", genuine, _ => Noise(random)),
        _ => Bytes("surrogates and brackets", genuine, b => Insert(b, random, Oddities[random.Next(Oddities.Length)])),
    };

    // What has no body says everything in its address.
    static Mutation Bytes(string name, WebhookRequest genuine, Func<byte[], byte[]> change)
    {
        if (genuine.Body.Length > 0) return new(name, genuine with { Body = change(genuine.Body.ToArray()) });
        var parts = genuine.PublicUrl.OriginalString.Split('?', 2);
        var query = change(System.Text.Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : "x"));
        return new(name, genuine with { PublicUrl = new Uri($"{parts[0]}?{Escaped(query.AsSpan(0, Math.Min(query.Length, 2000)))}") });
    }

    static WebhookRequest WithoutSignature(WebhookRequest genuine)
    {
        var bare = genuine with { Headers = new Dictionary<string, string>() };
        if (genuine.Headers.Count > 0) return bare;
        var url = genuine.PublicUrl.OriginalString.Replace("&sig=", "&gis=", StringComparison.Ordinal);
        return bare with { PublicUrl = new Uri(url), Body = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(genuine.Body.Span).Replace("sig", "gis", StringComparison.Ordinal)) };
    }

    static byte[] Flip(byte[] bytes, Random random)
    {
        for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    static byte[] Insert(byte[] bytes, Random random, string text)
    {
        var at = random.Next(bytes.Length);
        return [.. bytes[..at], .. System.Text.Encoding.UTF8.GetBytes(text), .. bytes[at..]];
    }

    static byte[] Duplicated(byte[] bytes, Random random)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        string[] keys = ["id", "text", "From", "To", "MessageUUID", "messageId", "to", "from", "data", "message", "type"];
        var key = keys[random.Next(keys.Length)];
        return System.Text.Encoding.UTF8.GetBytes(brace >= 0 ? text.Insert(brace + 1, $"\"{key}\":[{{}}],\"{key}\":null,") : $"{text}&{key}=a&{key}=b");
    }

    static byte[] Nested(byte[] bytes, Random random)
    {
        var depth = random.Next(10, 20_000);
        return random.Next(3) switch
        {
            0 => System.Text.Encoding.UTF8.GetBytes(new string('[', depth)),
            1 => System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"data\":", depth))),
            _ => [.. "{\"data\":"u8, .. bytes, .. "}"u8],
        };
    }

    static byte[] Recoded(byte[] bytes, Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(System.Text.Encoding.UTF8.GetString(bytes))];

    static string Spoilt(string value, Random random)
    {
        if (value.Length == 0) return "x";
        var at = random.Next(value.Length);
        return random.Next(4) switch
        {
            0 => value[..at],
            1 => value.Insert(at, "A"),
            2 => new string('9', random.Next(1, 3000)),
            _ => value[..at] + (char)(value[at] == 'A' ? 'B' : 'A') + value[(at + 1)..],
        };
    }

    static byte[] Compressed(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body.Span);
        return packed.ToArray();
    }

    static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 600)];
        random.NextBytes(bytes);
        return bytes;
    }

    static string Escaped(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'&' or (byte)'=' or (byte)'%' or (byte)'-' or (byte)'+' or (byte)'_' or (byte)'.' or (byte)':') text.Append((char)b);
            else text.Append('%').Append(b.ToString("X2"));
        }

        return text.ToString();
    }
}
