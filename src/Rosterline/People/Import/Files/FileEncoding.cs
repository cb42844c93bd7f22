using System.Text;

namespace Rosterline.People.Import.Files;

/// <summary>How the bytes of a file are read as text: by its mark, by the zeros of UTF-16, by whether it is UTF-8, else as Windows-1252.</summary>
static class FileEncoding
{
    public const string Utf8 = "utf-8", Utf16Little = "utf-16le", Utf16Big = "utf-16be", Windows = "windows-1252";

    const int Sample = 4096;

    public static string Detect(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((byte[])[0xEF, 0xBB, 0xBF])) return Utf8;
        if (content.StartsWith((byte[])[0xFF, 0xFE])) return Utf16Little;
        if (content.StartsWith((byte[])[0xFE, 0xFF])) return Utf16Big;
        return ByZeros(content[..Math.Min(content.Length, Sample)]) ?? (IsUtf8(content) ? Utf8 : Windows);
    }

    public static bool Knows(string name) => name is Utf8 or Utf16Little or Utf16Big or Windows;

    /// <summary>Reads on through bytes that do not fit: they become U+FFFD. A mark at the beginning is left out.</summary>
    public static StreamReader Open(byte[] content, string name) =>
        new(new MemoryStream(content, writable: false), Named(name), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);

    /// <summary>"Windows-1252" as people read it.</summary>
    public static string Label(string name) => name switch
    {
        Utf8 => "UTF-8", Utf16Little or Utf16Big => "UTF-16", _ => "Windows-1252",
    };

    static Encoding Named(string name) => name switch
    {
        Utf8 => new UTF8Encoding(false), Utf16Little => new UnicodeEncoding(false, false), Utf16Big => new UnicodeEncoding(true, false),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };

    // Western text in UTF-16 has a zero in every second byte; stray zeros in a broken export are far fewer and on both sides.
    static string? ByZeros(ReadOnlySpan<byte> sample)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
            if (sample[i] == 0) _ = (i & 1) == 0 ? even++ : odd++;
        var half = sample.Length / 2;
        if (half < 2) return null;
        if (odd > half * 0.4 && even < half * 0.1) return Utf16Little;
        return even > half * 0.4 && odd < half * 0.1 ? Utf16Big : null;
    }

    static bool IsUtf8(ReadOnlySpan<byte> content) => System.Text.Unicode.Utf8.IsValid(content);
}
