using Npgsql;
using NpgsqlTypes;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Seals what the embedded database writes beside its newest backup, finished files of its log at once and the unfinished one every
/// minute, so that a restore goes on to a minute ago (P-06). What came of it is written down for Admin › Health.
/// </summary>
sealed class ArchiveLog(NpgsqlDataSource database, Settings settings, TimeProvider clock, ILogger<ArchiveLog> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Look = TimeSpan.FromSeconds(10), AtTheEnd = TimeSpan.FromSeconds(3);

    /// <summary>A log that nobody takes must not fill the disk: beyond this it is given up until the next backup.</summary>
    const long MostHeld = 2L << 30;

    readonly SemaphoreSlim one = new(1);
    string? working;
    (string Slot, ulong To) begunTo;
    DateTimeOffset sealedAt;

    sealed record Slot(string Name, ulong From, ulong Flushed, long Size, long Timeline)
    {
        public bool HoldsTooMuch => Flushed - From > MostHeld;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An external database is archived by its operator.
        if (settings.Database is not null) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, clock, stoppingToken);
            await TryAsync(clock.GetUtcNow() - sealedAt >= Every, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (working is null) return;
        using var patience = new CancellationTokenSource(AtTheEnd);
        try
        {
            await TryAsync(true, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The next start takes it from the slot.
        }
    }

    async Task TryAsync(bool begunToo, CancellationToken cancel)
    {
        try
        {
            var fault = await SealOrFaultAsync(begunToo, cancel);
            if (begunToo || fault is not null) await RecordAsync(fault, cancel);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // The slot keeps what is not sealed yet.
            log.LogWarning("The database's log could not be archived: {Fault}", fault.Message);
        }
    }

    async Task<string?> SealOrFaultAsync(bool begunToo, CancellationToken cancel)
    {
        try
        {
            await SealAsync(begunToo, cancel);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StartupException or BadSettingException)
        {
            return fault.Message;
        }
    }

    /// <param name="begunToo">Also what the unfinished file of the log holds so far.</param>
    internal async Task SealAsync(bool begunToo, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (await ChooseAsync(await SlotsAsync(cancel), cancel) is not { } slot) return;
            var (folder, key) = (BackupLog.FolderOf(BackupLog.BackupOf(BackupFolder.Of(settings), slot.Name)), BackupKey.Of(settings));
            for (var nth = (long)slot.From / slot.Size; nth < (long)slot.Flushed / slot.Size; nth++)
            {
                await BackupLog.SealAsync(folder, FileOf(slot, nth), slot.Size, true, key, clock.GetUtcNow(), cancel);
                await AdvanceAsync(slot.Name, (ulong)((nth + 1) * slot.Size), cancel);
            }
            if (begunToo) await SealBegunAsync(slot, folder, key, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    async Task SealBegunAsync(Slot slot, string folder, BackupKey key, CancellationToken cancel)
    {
        var (now, begun) = (clock.GetUtcNow(), (long)slot.Flushed % slot.Size);
        if (begun > 0 && begunTo != (slot.Name, slot.Flushed)) await BackupLog.SealAsync(folder, FileOf(slot, (long)slot.Flushed / slot.Size), begun, false, key, now, cancel);
        (begunTo, sealedAt) = ((slot.Name, slot.Flushed), now);
    }

    string FileOf(Slot slot, long nth) => Path.Combine(ClusterCopy.Of(settings), "pg_wal", BackupLog.NameOf(slot.Timeline, nth, slot.Size));

    // The newest whose backup is there; a slot is made shortly before its backup is complete.
    async Task<Slot?> ChooseAsync(List<Slot> slots, CancellationToken cancel)
    {
        var folder = BackupFolder.Of(settings);
        var chosen = settings.BackupsOff ? null : slots.Find(slot => !slot.HoldsTooMuch && File.Exists(BackupLog.BackupOf(folder, slot.Name)));
        working = chosen?.Name;
        foreach (var slot in slots.Where(slot => settings.BackupsOff || slot.HoldsTooMuch || (chosen is not null && string.CompareOrdinal(slot.Name, chosen.Name) < 0)))
        {
            await database.Command("select pg_drop_replication_slot($1)", slot.Name).RunAsync(cancel);
            if (slot.HoldsTooMuch) log.LogError("The database's log since the backup could not be archived for too long and is given up until the next backup");
        }
        return chosen;
    }

    Task<List<Slot>> SlotsAsync(CancellationToken cancel) => database.Command("""
        select slot_name, restart_lsn, pg_current_wal_flush_lsn(), pg_size_bytes(current_setting('wal_segment_size')), (select timeline_id from pg_control_checkpoint())
        from pg_replication_slots where starts_with(slot_name, $1) and restart_lsn is not null order by slot_name desc
        """, BackupLog.Slots).ReadAllAsync(row => new Slot(row.GetString(0), (ulong)row.GetFieldValue<NpgsqlLogSequenceNumber>(1), (ulong)row.GetFieldValue<NpgsqlLogSequenceNumber>(2),
            row.GetInt64(3), row.GetInt32(4)), cancel);

    Task<int> AdvanceAsync(string slot, ulong to, CancellationToken cancel) =>
        database.Command("select pg_replication_slot_advance($1, $2::text::pg_lsn)", slot, new NpgsqlLogSequenceNumber(to).ToString()).RunAsync(cancel);

    // Only what is new: the same every minute is one row.
    async Task RecordAsync(string? fault, CancellationToken cancel)
    {
        if (working is null && fault is null) return;
        var written = await database.Command("""
            insert into backup_run (kind, at, ok, words) select 'log', $1, $2, $3
            where (select ok from backup_run where kind = 'log' order by at desc limit 1) is distinct from $2
            """, clock.GetUtcNow(), fault is null, fault ?? "").RunAsync(cancel);
        if (fault is not null && written > 0) log.LogError("The database's log cannot be archived: {Fault}", fault);
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }
}
