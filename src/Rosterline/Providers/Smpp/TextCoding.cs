using System.Text;
using Rosterline.Platform.Alphabets;

namespace Rosterline.Providers.Smpp;

/// <summary>A text as octets, apart by character, so that no piece ends within one.</summary>
/// <param name="Alone">Octets a text in one piece may have; <paramref name="Each"/>: those of each of several.</param>
sealed record CodedText(byte DataCoding, IReadOnlyList<byte[]> Characters, int Alone, int Each)
{
    public byte[] Whole => [.. Characters.SelectMany(c => c)];

    public IReadOnlyList<byte[]> Pieces()
    {
        if (Characters.Sum(c => c.Length) <= Alone) return [Whole];
        var pieces = new List<List<byte>> { new(Each) };
        foreach (var character in Characters)
        {
            if (pieces[^1].Count + character.Length > Each) pieces.Add(new(Each));
            pieces[^1].AddRange(character);
        }
        return [.. pieces.Select(p => p.ToArray())];
    }
}

/// <summary>Characters to octets and back, by data_coding.</summary>
static class TextCoding
{
    public const byte Default = 0x00, Ascii = 0x01, Latin1 = 0x03, Binary = 0x04, Cyrillic = 0x06, Hebrew = 0x07, Ucs2 = 0x08;

    /// <summary>In the alphabet that takes the least room among those the gateway knows.</summary>
    public static CodedText Encode(string text, SmppSettings settings)
    {
        var plain = settings.IsLatin1ByDefault ? InLatin1(text, Default) : InGsm7(text);
        return plain ?? (settings.UseLatin1 ? InLatin1(text, Latin1) : null) ?? new(Ucs2, [.. text.EnumerateRunes().Select(r => Encoding.BigEndianUnicode.GetBytes(r.ToString()))], 140, 134);
    }

    static CodedText? InGsm7(string text)
    {
        var characters = new byte[text.Length][];
        for (var i = 0; i < text.Length; i++)
        {
            if (Gsm7.Encode(text[i]) is not { } octets) return null;
            characters[i] = octets;
        }
        return new(Default, characters, 160, 153);
    }

    static CodedText? InLatin1(string text, byte coding) =>
        text.All(c => c is <= '\xff' and not (>= '\x80' and < '\xa0')) ? new(coding, [.. text.Select(c => new[] { (byte)c })], 140, 134) : null;

    /// <summary>Whatever the octets are, something readable: nothing that arrived is thrown away.</summary>
    public static string Decode(byte coding, ReadOnlySpan<byte> octets, bool latin1ByDefault) => AlphabetOf(coding) switch
    {
        Default => (latin1ByDefault ? null : Gsm7.Decode(octets)) ?? Encoding.Latin1.GetString(octets),
        // An escape is no character of ASCII: whoever sends one means GSM 7 bit.
        Ascii => (octets.Contains((byte)0x1B) ? Gsm7.Decode(octets) : null) ?? Encoding.Latin1.GetString(octets),
        Latin1 => Encoding.Latin1.GetString(octets),
        Ucs2 => Encoding.BigEndianUnicode.GetString(octets[..(octets.Length & ~1)]),
        Cyrillic => CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-5")!.GetString(octets),
        Hebrew => CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-8")!.GetString(octets),
        _ => Encoding.UTF8.GetString(octets),
    };

    // Besides SMPP's own values, gateways pass on those of 3GPP 23.038, which say the alphabet in two bits and a class in two others.
    static byte AlphabetOf(byte coding) => coding switch
    {
        < 0x10 => coding,
        < 0x40 => InBits(coding >> 2),
        >= 0xF0 => InBits((coding >> 2) & 1),
        >= 0xE0 => Ucs2,
        >= 0xC0 => Default,
        _ => Binary,
    };

    static byte InBits(int bits) => (bits & 3) switch { 0 => Default, 2 => Ucs2, _ => Binary };
}
