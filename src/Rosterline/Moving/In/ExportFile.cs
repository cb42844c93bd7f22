using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Moving.In;

/// <summary>An export that is being read. Nothing of it is believed before <see cref="CheckAsync"/>.</summary>
sealed class ExportFile : IDisposable
{
    const int LongestManifest = 8 << 20, LongestAttachment = 64 << 20;

    readonly ZipArchive archive;
    readonly Dictionary<string, ZipArchiveEntry> entries;

    ExportFile(ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, Manifest manifest) => (this.archive, this.entries, Manifest) = (archive, entries, manifest);

    public Manifest Manifest { get; }

    public static Result<ExportFile> Open(Stream from)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(from, ZipArchiveMode.Read);
            var inside = zip.Entries.GroupBy(entry => entry.FullName).ToDictionary(same => same.Key, same => same.First());
            var manifest = Read(inside);
            if (manifest.Value is { } found) return new ExportFile(zip, inside, found);
            zip.Dispose();
            return manifest.Refusal!;
        }
        catch (InvalidDataException)
        {
            // No table of contents at the end: not a zip, or cut off.
            zip?.Dispose();
            return Refusals.NotAnExport;
        }
    }

    static Result<Manifest> Read(Dictionary<string, ZipArchiveEntry> inside)
    {
        if (inside.GetValueOrDefault(Manifest.Name) is not { Length: < LongestManifest } entry) return Refusals.NotOurs;
        try
        {
            using var stream = entry.Open();
            using var json = JsonDocument.Parse(stream);
            if (!json.RootElement.TryGetProperty("format", out var format) || format.GetString() != Manifest.FormatName) return Refusals.NotOurs;
            if (json.RootElement.GetProperty("version").GetInt32() > Manifest.Newest) return Refusals.Newer(json.RootElement.GetProperty("product").GetString() ?? "");
            return json.RootElement.Deserialize<Manifest>(Manifest.Json) is { Files: not null, Organisation: not null, Attachments: not null } manifest ? manifest : Refusals.NotOurs;
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Refusals.Damaged(Manifest.Name, "it cannot be read.");
        }
    }

    /// <summary>Reads all of it once and compares it with the manifest: each file there, whole, unchanged, and nothing beside them.</summary>
    public async Task<Refusal?> CheckAsync(Func<string, Task> tell, CancellationToken cancel)
    {
        var known = new HashSet<string> { Manifest.Name };
        foreach (var file in Manifest.Files)
        {
            await tell(file.Name);
            known.Add(file.Name);
            if (await CheckAsync(file.Name, file.Bytes, file.Sha256, file.Rows, cancel) is { } refusal) return refusal;
        }
        if (Manifest.Find(Manifest.AttachmentList) is not { } list) return Refusals.Damaged(Manifest.AttachmentList, "the manifest does not name it.");
        if (list.Rows != Manifest.Attachments.Files) return Refusals.Damaged(Manifest.Name, $"it counts {Manifest.Attachments.Files} attachments, the list {list.Rows}.");
        await foreach (var (attachment, line) in AttachmentsAsync(cancel))
        {
            if (attachment is null || !attachment.File.StartsWith(Manifest.AttachmentFolder, StringComparison.Ordinal)) return Refusals.Damaged(Manifest.AttachmentList, $"line {line} is not an attachment.");
            known.Add(attachment.File);
            if (attachment.Bytes > LongestAttachment) return Refusals.Damaged(attachment.File, "it is larger than an attachment can be.");
            if (await CheckAsync(attachment.File, attachment.Bytes, attachment.Sha256, null, cancel) is { } refusal) return refusal;
        }
        return entries.Keys.FirstOrDefault(name => !known.Contains(name)) is { } foreign ? Refusals.Damaged(foreign, "the manifest does not know this file.") : null;
    }

    async Task<Refusal?> CheckAsync(string name, long bytes, string sha256, long? rows, CancellationToken cancel)
    {
        if (!entries.TryGetValue(name, out var entry)) return Refusals.Damaged(name, "it is missing.");
        if (entry.Length != bytes) return Refusals.Damaged(name, $"it has {entry.Length:n0} bytes, the manifest says {bytes:n0}.");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var stream = entry.Open();
            var (part, lines) = (new byte[1 << 17], 0L);
            for (int read; (read = await stream.ReadAsync(part, cancel)) > 0;)
            {
                hash.AppendData(part, 0, read);
                lines += part.AsSpan(0, read).Count((byte)'\n');
            }
            if (!string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), sha256, StringComparison.OrdinalIgnoreCase))
                return Refusals.Damaged(name, "its checksum differs from the manifest's, so it was changed or damaged on its way.");
            return rows is { } expected && lines != expected ? Refusals.Damaged(name, $"it has {lines:n0} lines, the manifest says {expected:n0}.") : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            return Refusals.Damaged(name, "it is damaged and cannot be unpacked.");
        }
    }

    /// <summary>Lines of a file, some at a time.</summary>
    public async IAsyncEnumerable<string[]> LinesAsync(string name, int atOnce, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(await entries[name].OpenAsync(cancel), Encoding.UTF8);
        var some = new List<string>(atOnce);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            some.Add(line);
            if (some.Count < atOnce) continue;
            yield return [.. some];
            some.Clear();
        }
        if (some.Count > 0) yield return [.. some];
    }

    /// <summary>The list of attachments; null for a line that is none.</summary>
    public async IAsyncEnumerable<(Manifest.Attachment? Attachment, long Line)> AttachmentsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var line = 0L;
        await foreach (var lines in LinesAsync(Manifest.AttachmentList, 1000, cancel))
            foreach (var one in lines)
            {
                Manifest.Attachment? attachment = null;
                try
                {
                    attachment = JsonSerializer.Deserialize<Manifest.Attachment>(one, Manifest.Json);
                }
                catch (JsonException)
                {
                    // Told by its line.
                }
                yield return (attachment, ++line);
            }
    }

    /// <summary>The bytes of an attachment that was checked.</summary>
    public async Task<byte[]> BytesAsync(Manifest.Attachment attachment, CancellationToken cancel)
    {
        var bytes = new byte[attachment.Bytes];
        await using var stream = await entries[attachment.File].OpenAsync(cancel);
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    public void Dispose() => archive.Dispose();
}
