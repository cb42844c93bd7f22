using System.Threading.Channels;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Moving.Out;

/// <summary>Writes the exports that were asked for, one after the other; one that a stopped node left behind begins anew. Files go after a week.</summary>
sealed class ExportWorker(NpgsqlDataSource database, WriteExport write, Exports exports, Settings settings, TimeProvider clock, ILogger<ExportWorker> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    sealed class CancelledException : Exception;

    /// <summary>Something was asked for: look now.</summary>
    public void Call() => calls.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                // every organisation: whoever runs takes up what waits, for all of them
                foreach (var (root, id) in await database.Command("select root_id, id from organisation_export where state in (0, 1) order by created_at").ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), stoppingToken))
                    await RunAsync(root, id, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault) || fault is IOException)
            {
                // What was asked for waits for the next round.
                log.LogWarning("Exports wait: {Fault}", fault.Message);
            }
            await WaitAsync(stoppingToken);
        }
    }

    async Task WaitAsync(CancellationToken stopping)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        look.CancelAfter(Look);
        try
        {
            await calls.Reader.ReadAsync(look.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nobody called; look anyway, a node may have died.
        }
    }

    async Task RunAsync(Guid rootId, Guid id, CancellationToken cancel)
    {
        await using var turn = await database.OpenConnectionAsync(cancel);
        await using var mine = await turn.BeginTransactionAsync(cancel);
        // Held while it is written; another node passes over it.
        if (!(await mine.Command("select pg_try_advisory_xact_lock(hashtextextended('writing export ' || $1::text, 0))", id).ReadAllAsync(row => row.GetBoolean(0), cancel))[0]) return;
        var path = exports.PathOf(id);
        Directory.CreateDirectory(Exports.FolderOf(settings));
        try
        {
            await WriteAsync(rootId, id, path + ".part", cancel);
            File.Move(path + ".part", path, overwrite: true);
            await EndAsync(rootId, id, ExportState.Done, null, new FileInfo(path).Length);
        }
        catch (CancelledException)
        {
            File.Delete(path + ".part");
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseFault.Passes(fault))
        {
            // Runs unattended: the page is where its user looks, so that is where the end must be told.
            log.LogError(fault, "Export {Export} stopped", id);
            File.Delete(path + ".part");
            await EndAsync(rootId, id, ExportState.Failed, fault is IOException ? $"The file could not be written: {fault.Message}" : "Something went wrong on our side. It is in the log.", null);
        }
    }

    async Task WriteAsync(Guid rootId, Guid id, string path, CancellationToken cancel)
    {
        // Everything of the agency stands in it: for the account the application runs as alone.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 17 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await write.ExecuteAsync(rootId, file, async now =>
        {
            if (await database.Command("""
                update organisation_export set state = 1, step = $3, files = $4, of_files = $5, rows = $6, host = $7 where root_id = $1 and id = $2 and state in (0, 1)
                """, rootId, id, now.Step, now.Files, now.OfFiles, now.Rows, Environment.MachineName).RunAsync(cancel) == 0) throw new CancelledException();
        }, cancel);
    }

    Task<int> EndAsync(Guid rootId, Guid id, ExportState state, string? failure, long? bytes) => database.Command("""
        update organisation_export set state = $3, failure = $4, bytes = $5, files = case when $3 = 2 then of_files else files end, finished_at = $6 where root_id = $1 and id = $2 and state = 1
        """, rootId, id, (short)state, failure, bytes, clock.GetUtcNow()).RunAsync(CancellationToken.None);

    /// <summary>Removes what is older than a week, and what no longer belongs to an export.</summary>
    internal async Task SweepAsync(CancellationToken cancel)
    {
        // every organisation: housekeeping
        await database.Command("update organisation_export set state = 5 where state = 2 and finished_at < $1", clock.GetUtcNow().AddDays(-Exports.Days)).RunAsync(cancel);
        if (!Directory.Exists(Exports.FolderOf(settings))) return;
        // every organisation: housekeeping
        var kept = (await database.Command("select id from organisation_export where state in (0, 1, 2)").ReadAllAsync(row => exports.PathOf(row.GetGuid(0)), cancel)).ToHashSet();
        foreach (var path in Directory.EnumerateFiles(Exports.FolderOf(settings), "*.zip*"))
            if (!kept.Contains(path.EndsWith(".part", StringComparison.Ordinal) ? path[..^5] : path)) File.Delete(path);
    }
}
