using System.IO.Compression;
using System.Security.Cryptography;

namespace Rosterline.Moving.Out;

/// <summary>A file of the archive that is being written: counted and digested on its way.</summary>
sealed class DigestedEntry : IDisposable
{
    readonly Stream to;
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public DigestedEntry(ZipArchive archive, string name, DateTimeOffset at, CompressionLevel level = CompressionLevel.Fastest)
    {
        var entry = archive.CreateEntry(name, level);
        // The archive's own format knows no earlier and no finer time.
        entry.LastWriteTime = at.ToUniversalTime();
        to = entry.Open();
    }

    public long Bytes { get; private set; }

    public long Rows { get; private set; }

    public async Task WriteAsync(ReadOnlyMemory<byte> part, CancellationToken cancel)
    {
        hash.AppendData(part.Span);
        await to.WriteAsync(part, cancel);
        Bytes += part.Length;
    }

    public async Task WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancel)
    {
        await WriteAsync(line, cancel);
        await WriteAsync("\n"u8.ToArray(), cancel);
        Rows++;
    }

    /// <summary>Ends the file.</summary>
    public string Digest()
    {
        to.Dispose();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        to.Dispose();
        hash.Dispose();
    }
}
