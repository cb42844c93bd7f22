using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rosterline.Accounts.Audit;

/// <summary>An entry as it is sealed.</summary>
/// <param name="Detail">As PostgreSQL writes it.</param>
public sealed record SealedContent(Guid RootId, Guid Id, DateTimeOffset At, Guid? ActorId, string Action, string? SubjectKind, Guid? SubjectId, string? Detail);

/// <summary>
/// The arithmetic of the chain (design, I11). Each entry's mac covers the entry, its position and the mac before it, under a key that does not
/// lie open in the database: whoever changes the database cannot make another one that fits.
/// </summary>
static class AuditChain
{
    public const int SaltSize = 16;

    /// <summary>What stands before the first entry.</summary>
    public static readonly byte[] Start = new byte[32];

    /// <summary>Of salt and detail together: without the salt nobody can try out what an erased detail said. Null: there is no detail.</summary>
    public static byte[]? DetailDigest(byte[]? salt, string? detail) =>
        detail is null ? null : SHA256.HashData([.. salt ?? [], .. Encoding.UTF8.GetBytes(detail)]);

    public static byte[] Mac(byte[] key, byte[] before, long position, DateTimeOffset sealedAt, SealedContent entry, byte[]? detailDigest)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write("rosterline audit entry 1"u8);
        bytes.Write(before);
        Number(bytes, position);
        Number(bytes, Micros(sealedAt));
        Id(bytes, entry.RootId);
        Id(bytes, entry.Id);
        Number(bytes, Micros(entry.At));
        Id(bytes, entry.ActorId);
        Words(bytes, entry.Action);
        Words(bytes, entry.SubjectKind);
        Id(bytes, entry.SubjectId);
        bytes.Write(detailDigest ?? []);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    /// <summary>Of how far the chain goes.</summary>
    public static byte[] HeadMac(byte[] key, Guid rootId, long position, byte[] mac, DateTimeOffset sealedAt)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        bytes.Write("rosterline audit head 1"u8);
        Id(bytes, rootId);
        Number(bytes, position);
        bytes.Write(mac);
        Number(bytes, Micros(sealedAt));
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    /// <summary>Of an erasure, so that a lost detail cannot be passed off as one.</summary>
    public static byte[] ErasedMac(byte[] key, Guid rootId, Guid entryId, DateTimeOffset erasedAt)
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        bytes.Write("rosterline audit erasure 1"u8);
        Id(bytes, rootId);
        Id(bytes, entryId);
        Number(bytes, Micros(erasedAt));
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    // What PostgreSQL keeps of a time.
    static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    static void Number(ArrayBufferWriter<byte> to, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), number);
        to.Advance(8);
    }

    static void Id(ArrayBufferWriter<byte> to, Guid? id)
    {
        to.Write(id is null ? [0] : [1]);
        if (id is not { } present) return;
        present.TryWriteBytes(to.GetSpan(16), bigEndian: true, out _);
        to.Advance(16);
    }

    // With its length, so that no two entries are written alike.
    static void Words(ArrayBufferWriter<byte> to, string? words)
    {
        if (words is null)
        {
            Number(to, -1);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(words);
        Number(to, bytes.Length);
        to.Write(bytes);
    }
}
