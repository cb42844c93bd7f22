using System.Text;

namespace Rosterline.Platform.Alphabets;

/// <summary>The alphabet of 3GPP 23.038, one septet to an octet, as SMPP carries it; ten characters take an escape before them.</summary>
public static class Gsm7
{
    const byte Escape = 0x1B;

    // The place in the string is the septet.
    const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    static readonly Dictionary<char, byte> Extended = new()
    {
        ['\f'] = 0x0A, ['^'] = 0x14, ['{'] = 0x28, ['}'] = 0x29, ['\\'] = 0x2F, ['['] = 0x3C, ['~'] = 0x3D, [']'] = 0x3E, ['|'] = 0x40, ['€'] = 0x65,
    };

    static readonly Dictionary<char, byte> Septets = Basic.Select((c, i) => (c, i)).Where(p => p.i != Escape).ToDictionary(p => p.c, p => (byte)p.i);

    static readonly Dictionary<byte, char> ExtendedBack = Extended.ToDictionary(p => p.Value, p => p.Key);

    /// <summary>Whether a text travels in this alphabet as a whole.</summary>
    public static bool Holds(string text) => text.All(c => Encode(c) is not null);

    /// <summary>The octets of one character; null when it is not in the alphabet.</summary>
    public static byte[]? Encode(char character) =>
        Septets.TryGetValue(character, out var septet) ? [septet] : Extended.TryGetValue(character, out septet) ? [Escape, septet] : null;

    /// <summary>Null when an octet is none of the alphabet's: then it is something else.</summary>
    public static string? Decode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] > 0x7F) return null;
            if (octets[i] != Escape) text.Append(Basic[octets[i]]);
            else if (i + 1 < octets.Length)
                // An extension nobody defined shows as its basic character, as the standard asks of phones.
                text.Append(ExtendedBack.TryGetValue(octets[++i], out var extended) ? extended : octets[i] <= 0x7F && octets[i] != Escape ? Basic[octets[i]] : ' ');
        }
        return text.ToString();
    }
}
