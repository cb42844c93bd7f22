using System.Buffers.Binary;
using System.IO.Compression;

namespace Rosterline.Simulator.Carrier;

/// <summary>Pictures that virtual phones can send; drawn on demand, a plain gradient each.</summary>
static class SamplePicture
{
    const int Width = 240, Height = 160;

    public static bool Knows(string name) => ColourOf(name) is not null;

    /// <summary>A PNG, or null for a name we do not have.</summary>
    public static byte[]? Draw(string name)
    {
        if (ColourOf(name) is not { } colour) return null;
        using var picture = new MemoryStream();
        picture.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        Write(picture, "IHDR"u8, header);
        Write(picture, "IDAT"u8, Pixels(colour));
        Write(picture, "IEND"u8, []);
        return picture.ToArray();
    }

    static (int R, int G, int B)? ColourOf(string name) => name switch
    {
        "badge.png" => (40, 90, 200), "forklift-licence.png" => (210, 150, 20), "timesheet.png" => (60, 150, 90), _ => null,
    };

    static byte[] Pixels((int R, int G, int B) colour)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest))
            for (var y = 0; y < Height; y++)
            {
                zip.WriteByte(0);
                for (var x = 0; x < Width; x++)
                    zip.Write([Shade(colour.R, x, y), Shade(colour.G, x, y), Shade(colour.B, x, y)]);
            }
        return packed.ToArray();
    }

    static byte Shade(int colour, int x, int y) => (byte)Math.Min(255, colour + (x + y) / 8);

    static void Write(MemoryStream picture, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, content.Length);
        picture.Write(four);
        picture.Write(kind);
        picture.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(four, Crc([.. kind, .. content]));
        picture.Write(four);
    }

    // CRC-32 as PNG wants it.
    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
