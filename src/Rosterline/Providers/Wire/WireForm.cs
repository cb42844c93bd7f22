using System.Buffers;
using System.Text;

namespace Rosterline.Providers.Wire;

/// <summary>A form as it came: names are case-sensitive, a name may repeat. Bytes that are not UTF-8 become U+FFFD and then fail the signature.</summary>
sealed class WireForm
{
    const int MostFields = 500;

    public static readonly WireForm Empty = new();

    readonly Dictionary<string, List<string>> fields = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<string>> Fields => fields;

    public string? First(string name) => fields.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>The first value that is not empty.</summary>
    public string? Filled(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (First(name) is { Length: > 0 } value)
                return value;
        }

        return null;
    }

    public static WireForm Read(ReadOnlyMemory<byte> body) => Read(Encoding.UTF8.GetString(body.Span));

    /// <summary>Fields beyond the 500th are left out.</summary>
    public static WireForm Read(ReadOnlySpan<char> text)
    {
        var form = new WireForm();
        var count = 0;
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            if (++count > MostFields)
                break;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!form.fields.TryGetValue(name, out var values))
                form.fields[name] = values = [];
            values.Add(equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return form;
    }

    // Percent-decoding to bytes first, so that a broken sequence cannot swallow its neighbours.
    static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0)
            return text.ToString();
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
                {
                    bytes[length++] = Convert.FromHexString(text.Slice(i + 1, 2))[0];
                    i += 2;
                }
                else if (text[i] == '+')
                {
                    bytes[length++] = (byte)' ';
                }
                else
                {
                    var run = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                    length += Encoding.UTF8.GetBytes(text.Slice(i, run), bytes.AsSpan(length));
                    i += run - 1;
                }
            }

            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
