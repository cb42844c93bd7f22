using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>
/// A file whose every 256 KB are sealed with AES-256-GCM. Layout: "RLBK", version, kind of key, fingerprint, salt; then chunks of
/// length (4 bytes, the highest bit marks the last), ciphertext and tag (16). The header and the chunk's number and mark are
/// authenticated, so a changed, cut, lengthened or reordered file is noticed.
/// </summary>
static class SealedFile
{
    public const int Chunk = 256 << 10, TagSize = 16;
    const byte Version = 1;
    const int HeaderSize = 6 + BackupKey.FingerprintSize + BackupKey.SaltSize;
    public const uint LastMark = 0x8000_0000;

    /// <summary>Packs and seals what <paramref name="fill"/> writes. The file has its name when all of it is on disk, else there is none.</summary>
    public static async Task WriteAsync(string target, BackupKey key, Func<Stream, Task> fill, CancellationToken cancel)
    {
        var part = target + ".part";
        try
        {
            await WritePartAsync(part, key, fill, cancel);
            File.Move(part, target, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    static async Task WritePartAsync(string part, BackupKey key, Func<Stream, Task> fill, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 18 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(part, options);
        await using var box = (SealingStream)Create(file, key);
        await using (var packed = new GZipStream(box, CompressionLevel.Fastest, leaveOpen: true)) await fill(packed);
        box.End();
        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
    }

    public static Stream Create(Stream file, BackupKey key)
    {
        var salt = RandomNumberGenerator.GetBytes(BackupKey.SaltSize);
        byte[] header = [.. "RLBK"u8, Version, (byte)key.Kind, .. key.Fingerprint, .. salt];
        file.Write(header);
        return new SealingStream(file, new AesGcm(key.For(salt), TagSize), header);
    }

    /// <exception cref="StartupException">Not a backup, or sealed with another key: which one is said.</exception>
    public static Stream Open(Stream file, Func<BackupKeyKind, BackupKey> find)
    {
        var header = new byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || !header.AsSpan(0, 4).SequenceEqual("RLBK"u8))
            throw new StartupException("This is not a backup of Rosterline.");
        if (header[4] != Version) throw new StartupException("This backup was made by a newer version of Rosterline.");
        var kind = (BackupKeyKind)header[5];
        var fingerprint = header[6..(6 + BackupKey.FingerprintSize)];
        var key = find(kind);
        if (key.Kind != kind || !key.Fingerprint.SequenceEqual(fingerprint)) throw new StartupException(Needed(kind, fingerprint));
        return new UnsealingStream(file, new AesGcm(key.For(header[(6 + BackupKey.FingerprintSize)..]), TagSize), header);
    }

    public static string Needed(BackupKeyKind kind, byte[] fingerprint) => kind == BackupKeyKind.Passphrase
        ? "This backup needs its passphrase. Set ROSTERLINE_BACKUP_PASSPHRASE."
        : $"This backup needs the key file with the fingerprint {BackupKey.Words(fingerprint)}. Name it with --key-file.";

    public static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    public static byte[] Facts(byte[] header, uint length) => [.. header, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
}

/// <summary>Seals what is written; <see cref="Stream.Dispose()"/> writes the last chunk.</summary>
sealed class SealingStream(Stream file, AesGcm aes, byte[] header) : Stream
{
    readonly byte[] plain = new byte[SealedFile.Chunk];
    int held;
    long number;
    bool ended;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // The last chunk is marked, so one that is full waits until more comes.
            if (held == plain.Length) Seal(last: false);
            var take = Math.Min(buffer.Length, plain.Length - held);
            buffer[..take].CopyTo(plain.AsSpan(held));
            held += take;
            buffer = buffer[take..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    void Seal(bool last)
    {
        var length = (uint)held | (last ? SealedFile.LastMark : 0);
        var box = new byte[4 + held + SealedFile.TagSize];
        BinaryPrimitives.WriteUInt32BigEndian(box, length);
        aes.Encrypt(SealedFile.Nonce(number++), plain.AsSpan(0, held), box.AsSpan(4, held), box.AsSpan(4 + held), SealedFile.Facts(header, length));
        file.Write(box);
        held = 0;
    }

    /// <summary>Without this the file counts as cut off.</summary>
    public void End()
    {
        Seal(last: true);
        ended = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            if (ended) file.Flush();
        }
        base.Dispose(disposing);
    }

    public override void Flush() { }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Reads what was sealed; a damaged file throws <see cref="StartupException"/>.</summary>
sealed class UnsealingStream(Stream file, AesGcm aes, byte[] header) : Stream
{
    readonly byte[] plain = new byte[SealedFile.Chunk];
    int held, given;
    long number;
    bool last;

    public override int Read(Span<byte> buffer)
    {
        while (given == held)
        {
            if (last) return 0;
            Next();
        }
        var take = Math.Min(buffer.Length, held - given);
        plain.AsSpan(given, take).CopyTo(buffer);
        given += take;
        return take;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    void Next()
    {
        try
        {
            Span<byte> start = stackalloc byte[4];
            file.ReadExactly(start);
            var length = BinaryPrimitives.ReadUInt32BigEndian(start);
            (last, held, given) = ((length & SealedFile.LastMark) != 0, (int)(length & ~SealedFile.LastMark), 0);
            if (held > plain.Length) throw new CryptographicException("A chunk is too long.");
            var box = new byte[held + SealedFile.TagSize];
            file.ReadExactly(box);
            aes.Decrypt(SealedFile.Nonce(number++), box.AsSpan(0, held), box.AsSpan(held), plain.AsSpan(0, held), SealedFile.Facts(header, length));
            if (last && file.ReadByte() >= 0) throw new CryptographicException("Something follows the end.");
        }
        catch (Exception fault) when (fault is CryptographicException or EndOfStreamException)
        {
            throw new StartupException(number <= 1 ? "This backup does not open with this key." : "This backup is damaged or cut off. Take another one.", fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) aes.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush() { }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
