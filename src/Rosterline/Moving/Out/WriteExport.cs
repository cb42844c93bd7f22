using System.Data;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Rosterline.Media;
using Rosterline.Platform;

namespace Rosterline.Moving.Out;

/// <summary>How far an export is.</summary>
/// <param name="Step">The file it is at.</param>
public sealed record ExportProgress(string Step, int Files, int OfFiles, long Rows);

/// <summary>
/// Writes everything of one organisation, as it is at one moment, into one archive: a file of JSON lines for each table, the attachments, and a
/// manifest with what each must come to (H-14). A row at a time passes through memory, however large the organisation is.
/// </summary>
sealed class WriteExport(NpgsqlDataSource database, IMediaStore media, TimeProvider clock)
{
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    /// <param name="tell">Is told about once a second; what it throws ends the export.</param>
    public async Task<Manifest> ExecuteAsync(Guid rootId, Stream to, Func<ExportProgress, Task> tell, CancellationToken cancel)
    {
        var shapes = await TableShape.AllAsync(database, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        // One moment for all files: no text without its conversation.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await moment.Command("set transaction read only; set local timezone = 'UTC'").RunAsync(cancel);
        var (name, taken) = (await moment.Command("select name, now() from organisation where root_id = $1", rootId)
            .ReadAllAsync(row => (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), cancel))[0];
        var tables = MovedTables.All.Where(table => shapes.ContainsKey(table.Name)).ToList();
        var telling = new Telling(tell, clock, tables.Count + 1);
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var files = new List<Manifest.File>(tables.Count + 1);
        foreach (var table in tables)
        {
            await telling.AtAsync(table.FileName);
            files.Add(await TableAsync(archive, moment, shapes[table.Name], table, rootId, taken, telling, cancel));
        }
        await telling.AtAsync(Manifest.AttachmentList);
        var (kept, list) = await AttachmentsAsync(archive, moment, rootId, taken, telling, cancel);
        files.Add(list);
        var manifest = new Manifest(Manifest.FormatName, Manifest.Newest, Manifest.ThisProduct, taken, new(rootId, name), files, kept, LeftOut());
        using var last = new DigestedEntry(archive, Manifest.Name, taken, CompressionLevel.NoCompression);
        await last.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(manifest, Manifest.Json), cancel);
        return manifest;
    }

    static async Task<Manifest.File> TableAsync(
        ZipArchive archive, NpgsqlTransaction moment, TableShape shape, MovedTable table, Guid rootId, DateTimeOffset taken, Telling telling, CancellationToken cancel)
    {
        using var file = new DigestedEntry(archive, table.FileName, taken);
        await using var command = moment.Command(shape.Select(table), rootId);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        while (await reader.ReadAsync(cancel))
        {
            await file.WriteLineAsync(reader.GetFieldValue<byte[]>(0), cancel);
            await telling.RowAsync();
        }
        return new(table.FileName, file.Rows, file.Bytes, file.Digest(), [.. shape.Moved(table)]);
    }

    // An archive is written one file after the other, so the list of the attachments waits beside it.
    async Task<(Manifest.Kept Kept, Manifest.File List)> AttachmentsAsync(
        ZipArchive archive, NpgsqlTransaction moment, Guid rootId, DateTimeOffset taken, Telling telling, CancellationToken cancel)
    {
        await using var waiting = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        var kept = new Manifest.Kept(0, 0, 0);
        await using (var command = moment.Command("select d.id from media d where d.root_id = $1 and d.state = 0 order by d.id", rootId))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel))
            {
                var id = reader.GetGuid(0);
                if (await media.ReadAsync(rootId, id, cancel) is { } bytes)
                {
                    var attachment = new Manifest.Attachment($"{Manifest.AttachmentFolder}{id}", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
                    using (var file = new DigestedEntry(archive, attachment.File, taken, CompressionLevel.NoCompression)) await file.WriteAsync(bytes, cancel);
                    await waiting.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(attachment, Lines), cancel);
                    waiting.WriteByte((byte)'\n');
                    kept = kept with { Files = kept.Files + 1, Bytes = kept.Bytes + bytes.Length };
                }
                else kept = kept with { Missing = kept.Missing + 1 };
                await telling.RowAsync();
            }
        waiting.Position = 0;
        using var list = new DigestedEntry(archive, Manifest.AttachmentList, taken);
        var part = new byte[1 << 16];
        for (var read = 1; read > 0;) await list.WriteAsync(part.AsMemory(0, read = await waiting.ReadAsync(part, cancel)), cancel);
        return (kept, new(Manifest.AttachmentList, kept.Files, list.Bytes, list.Digest(), ["file", "bytes", "sha256"]));
    }

    static readonly JsonSerializerOptions Lines = new(Manifest.Json) { WriteIndented = false };

    static SortedDictionary<string, string> LeftOut() => new(MovedTables.LeftOut.Concat(
        from table in MovedTables.All
        from column in table.Without.Keys.Concat(table.Anew.Keys)
        select KeyValuePair.Create($"{table.Name}.{column}", MovedTables.ReasonOf(table, column))).ToDictionary(), StringComparer.Ordinal);

    sealed class Telling(Func<ExportProgress, Task> tell, TimeProvider clock, int of)
    {
        ExportProgress now = new("", -1, of, 0);
        long told;

        public Task AtAsync(string step)
        {
            now = now with { Step = step, Files = now.Files + 1 };
            return TellAsync();
        }

        public Task RowAsync()
        {
            now = now with { Rows = now.Rows + 1 };
            return now.Rows % 500 == 0 && clock.GetElapsedTime(told) > TellEvery ? TellAsync() : Task.CompletedTask;
        }

        Task TellAsync()
        {
            told = clock.GetTimestamp();
            return tell(now);
        }
    }
}
