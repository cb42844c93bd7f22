using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Audit;
using Rosterline.Accounts.Sessions;
using Rosterline.Admin;
using Rosterline.Admin.Backup;
using Rosterline.Media;
using Rosterline.Platform;

namespace Rosterline.Moving.In;

/// <summary>
/// Brings in an export: all of it or, when anything does not fit, nothing. Ids stay. The organisation arrives paused, and texts that were waiting
/// when it was exported are looked up at their providers before anything else happens to them, as after a restore (P-05, I2).
/// </summary>
sealed class ImportOrganisation(NpgsqlDataSource database, SealImported seals, IMediaStore media, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Unclear">Texts that may have gone out since; they are looked up.</param>
    /// <param name="Administrator">Whom <paramref name="StartPath"/> signs in, once; null when nobody may administer.</param>
    public sealed record Outcome(Guid RootId, string Name, long People, long Messages, int Unclear, long Waiting, string? Administrator, string? StartPath);

    sealed record Arrived(AuditHead? Head, int Unclear, long Waiting, (string Name, string Path)? Link);

    /// <param name="from">Seekable.</param>
    /// <param name="instead">An agency in which nothing was done yet; it gives way.</param>
    /// <param name="tell">Is told what is being done; what it throws ends the import.</param>
    public async Task<Result<Outcome>> ExecuteAsync(Stream from, Guid? instead, Func<string, Task> tell, CancellationToken cancel)
    {
        var opened = ExportFile.Open(from);
        using var export = opened.Value;
        if (export is null) return opened.Refusal!;
        var shapes = await TableShape.AllAsync(database, cancel);
        if (Unknown(export.Manifest, shapes) is { } unknown) return unknown;
        if (await export.CheckAsync(name => tell($"Checking {name}"), cancel) is { } damaged) return damaged;
        var rootId = export.Manifest.Organisation.Id;
        if (await IsHereAsync(rootId, cancel)) return Refusals.AlreadyThere;
        var done = Result.Of<Arrived?>(null);
        try
        {
            done = await BringAsync(export, shapes, instead, tell, cancel);
        }
        finally
        {
            if (done.Value is null) await media.ForgetAsync(rootId);
        }
        if (done.Value is not { } arrived) return done.Refusal!;
        if (arrived.Head is { } head) seals.Keep(head);
        viewers.Forget(rootId);
        if (instead is { } gone) viewers.Forget(gone);
        return new Outcome(rootId, export.Manifest.Organisation.Name, RowsOf(export, "person"), RowsOf(export, "message"), arrived.Unclear, arrived.Waiting, arrived.Link?.Name, arrived.Link?.Path);
    }

    // Tables and fields that a later version added.
    static Refusal? Unknown(Manifest manifest, Dictionary<string, TableShape> shapes)
    {
        foreach (var file in manifest.Files.Where(file => file.Name != Manifest.AttachmentList))
        {
            if (MovedTables.All.FirstOrDefault(table => table.FileName == file.Name) is not { } table || !shapes.TryGetValue(table.Name, out var shape)) return Refusals.Unknown(file.Name, manifest.Product);
            if (file.Columns.Except(shape.Moved(table)).FirstOrDefault() is { } column) return Refusals.Unknown($"{file.Name}, field {column},", manifest.Product);
        }
        return null;
    }

    async Task<bool> IsHereAsync(Guid rootId, CancellationToken cancel) =>
        (await database.Command("select exists (select 1 from organisation where root_id = $1)", rootId).ReadAllAsync(row => row.GetBoolean(0), cancel))[0];

    async Task<Result<Arrived?>> BringAsync(ExportFile export, Dictionary<string, TableShape> shapes, Guid? instead, Func<string, Task> tell, CancellationToken cancel)
    {
        var (manifest, rootId) = (export.Manifest, export.Manifest.Organisation.Id);
        var tables = instead is null ? [] : await RemoveDemo.TablesAsync(database, cancel);
        await MakeMonthsAsync(export, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command($"set local timezone = 'UTC'; {SealImported.Arrived}").RunAsync(cancel);
        var signIns = instead is { } place ? await PlaceFor.MakeAsync(transaction, tables, place, cancel) : [];
        if (await BringUsers.CheckAsync(transaction, export, cancel) is { } taken) return taken;
        foreach (var table in MovedTables.All)
            if (manifest.Find(table.FileName) is { } file && await BringAsync(transaction, export, shapes[table.Name], table, file, tell, cancel) is { } unfit) return unfit;
        if (await AttachmentsAsync(transaction, export, tell, cancel) is { } lost) return lost;
        await tell("Sealing the audit log");
        var now = clock.GetUtcNow();
        var (head, fault) = await seals.ExecuteAsync(transaction, rootId, now, cancel);
        if (fault is not null) return Refusals.Damaged("audit_seal.ndjson", fault);
        var unclear = await QuietRestore.QuietAsync(transaction, [rootId], manifest.TakenAt, now, $"Brought in from the export of {QuietRestore.Moment(manifest.TakenAt)}", cancel);
        var waiting = (await transaction.Command("select count(*) from message where root_id = $1 and later", rootId).ReadAllAsync(row => row.GetInt64(0), cancel))[0];
        await PlaceFor.KeepSignInAsync(transaction, signIns, rootId, cancel);
        await NoteAsync(transaction, manifest, cancel);
        var link = await LinkAsync(transaction, rootId, cancel);
        await transaction.CommitAsync(cancel);
        return new Arrived(head, unclear, waiting, link);
    }

    static async Task<Refusal?> BringAsync(
        NpgsqlTransaction transaction, ExportFile export, TableShape shape, MovedTable table, Manifest.File file, Func<string, Task> tell, CancellationToken cancel)
    {
        var sql = shape.Insert(table, file.Columns, table.Name == "audit_seal" ? "arrived_seal" : table.Name);
        // Whoever signs in here already stays as she is.
        if (table.Name == "app_user") sql += " on conflict (id) do nothing";
        var rows = 0L;
        await tell($"Bringing in {file.Name}");
        return await BringRows.ExecuteAsync(transaction, export, file, sql, export.Manifest.Organisation.Id,
            added => tell($"Bringing in {file.Name}: {rows += added:n0} of {file.Rows:n0}"), cancel);
    }

    // The months its texts are of, so that they lie where they are looked for. Ahead of the transaction: it takes a lock that texts wait for.
    async Task MakeMonthsAsync(ExportFile export, CancellationToken cancel)
    {
        var (now, since) = (clock.GetUtcNow(), clock.GetUtcNow());
        if (export.Manifest.Find("message.ndjson") is not null)
            await foreach (var lines in export.LinesAsync("message.ndjson", 1, cancel))
            {
                since = FirstId(lines[0]) is { } id ? Ids.TimeOf(id) : now;
                break;
            }
        if (since < now.AddYears(-15) || since > now) since = now;
        await database.Command("select make_message_partitions($1::date, $2::date)", DateOnly.FromDateTime(since.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime)).RunAsync(cancel);
    }

    // As the export begins a line; one written by hand says nothing here.
    static Guid? FirstId(string line) => line.Length > 43 && line.StartsWith("{\"id\":\"", StringComparison.Ordinal) && Guid.TryParse(line.AsSpan(7, 36), out var id) ? id : null;

    async Task<Refusal?> AttachmentsAsync(NpgsqlTransaction transaction, ExportFile export, Func<string, Task> tell, CancellationToken cancel)
    {
        var done = 0L;
        await foreach (var (attachment, line) in export.AttachmentsAsync(cancel))
        {
            if (!Guid.TryParse(attachment!.File[Manifest.AttachmentFolder.Length..], out var id)) return Refusals.Damaged(Manifest.AttachmentList, $"line {line} names no attachment.");
            var bytes = await export.BytesAsync(attachment, cancel);
            await media.WriteAsync(transaction, export.Manifest.Organisation.Id, id, bytes, cancel);
            if (++done % 100 == 0) await tell($"Bringing in attachments: {done:n0} of {export.Manifest.Attachments.Files:n0}");
        }
        return null;
    }

    async Task NoteAsync(NpgsqlTransaction transaction, Manifest manifest, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        AuditLog.Add(batch, new AuditedAct(manifest.Organisation.Id, null, "organisation.imported", "organisation", manifest.Organisation.Id, new
        {
            manifest.TakenAt, manifest.Product, rows = manifest.Files.Sum(file => file.Rows), attachments = manifest.Attachments.Files,
            log = DigestOf(manifest, "audit_entry"), seals = DigestOf(manifest, "audit_seal"),
        }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    // Passwords stay behind, so somebody must be let in.
    async Task<(string Name, string Path)?> LinkAsync(NpgsqlTransaction transaction, Guid rootId, CancellationToken cancel)
    {
        var found = await transaction.Command("""
            select u.id, u.name from membership m join app_user u on u.id = m.user_id
            where m.root_id = $1 and m.role = $2 and m.group_id is null and m.account_id = $1 and u.is_active order by u.created_at, u.id limit 1
            """, rootId, (short)Role.Administrator).ReadAllAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancel);
        return found is [var (id, name)] ? (name, await OneTimeLinks.AddAsync(transaction, rootId, id, clock.GetUtcNow(), cancel)) : null;
    }

    static string? DigestOf(Manifest manifest, string table) => manifest.Find($"{table}.ndjson")?.Sha256;

    static long RowsOf(ExportFile export, string table) => export.Manifest.Find($"{table}.ndjson")?.Rows ?? 0;
}
