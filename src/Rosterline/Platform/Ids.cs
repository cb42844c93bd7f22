using System.Buffers.Binary;

namespace Rosterline.Platform;

/// <summary>New identifiers: UUID v7, roughly ordered by time so that indexes grow at one end. Never used for order within a conversation or as a secret.</summary>
public static class Ids
{
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>The smallest id that something of this moment can have. What is kept by month is read from there on.</summary>
    public static Guid FirstOf(DateTimeOffset at) => FirstOf(at.ToUnixTimeMilliseconds());

    /// <summary>The smallest id that can have been made this long ago, on the clock that makes ids.</summary>
    public static Guid Ago(TimeSpan span)
    {
        Span<byte> now = stackalloc byte[16];
        New().TryWriteBytes(now, bigEndian: true, out _);
        return FirstOf((BinaryPrimitives.ReadInt64BigEndian(now) >>> 16) - (long)span.TotalMilliseconds);
    }

    /// <summary>The moment an id was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    static Guid FirstOf(long milliseconds)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, milliseconds) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
