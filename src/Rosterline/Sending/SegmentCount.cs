using System.Runtime.InteropServices;

namespace Rosterline.Sending;

/// <summary>How a text travels: seven bits per character where all of its characters allow that, otherwise sixteen.</summary>
public enum SegmentEncoding
{
    Gsm7,
    Ucs2,
}

/// <summary>
/// What a text costs. <paramref name="Units"/> are septets (GSM-7, two for a character of the extension table) or UTF-16 units (UCS-2);
/// <paramref name="Remaining"/> of them still fit before one more segment begins.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SegmentCount(SegmentEncoding Encoding, int Segments, int Units, int Remaining);
