using System.Security.Cryptography;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.Audit;

/// <summary>
/// Gives committed entries their place in the chain of their organisation, within seconds and by one node at a time: whoever holds the
/// organisation's head. An entry that is committed late is chained late, never skipped.
/// </summary>
sealed class SealAudit(NpgsqlDataSource database, DataKeys keys, AuditHeads heads, TimeProvider clock, ILogger<SealAudit> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), LookBackEvery = TimeSpan.FromMinutes(10), LookBack = TimeSpan.FromHours(1);

    const int AtOnce = 2000;

    // Whoever has not written yet has made the id of its entry no longer than this ago.
    const string Oldest = """
        select least(now() - interval '10 seconds', min(xact_start)) from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and backend_xid is not null
        """;

    // every organisation: one sealer for all; "organisation" may be gone already
    const string Due = """
        select o.root_id from organisation o left join audit_head h on h.root_id = o.root_id
        where exists (
          select 1 from audit_entry e
          where e.root_id = o.root_id and e.id >= least(coalesce(h.scanned_from, '00000000-0000-0000-0000-000000000000'), $1)
            and not exists (select 1 from audit_seal s where s.root_id = e.root_id and s.entry_id = e.id))
        """;

    const string Unsealed = """
        select e.id, e.at, e.actor_id, e.action, e.subject_kind, e.subject_id, e.detail::text from audit_entry e
        where e.root_id = $1 and e.id >= $2 and not exists (select 1 from audit_seal s where s.root_id = e.root_id and s.entry_id = e.id)
        order by e.id limit $3
        """;

    const string Insert = """
        insert into audit_seal (root_id, position, entry_id, salt, detail_digest, mac, sealed_at)
        select $1, i.position, i.entry_id, i.salt, i.detail_digest, i.mac, $7
        from unnest($2::bigint[], $3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[]) i(position, entry_id, salt, detail_digest, mac)
        """;

    const string Advance = """
        update audit_head set position = $2, mac = $3, head_mac = $4, sealed_at = $5, scanned_from = greatest(scanned_from, coalesce($6, scanned_from)) where root_id = $1
        """;

    sealed record Head(long Position, byte[] Mac, Guid ScannedFrom);

    long lookedBack;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var begun = clock.GetTimestamp();
            try
            {
                await SealAllAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault) || fault is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // What is not sealed waits for the next round; the health report says when it waits too long.
                log.LogWarning("Sealing the audit log failed: {Fault}", fault.Message);
            }
            // However much there is, it takes a small part of the machine.
            var rest = clock.GetElapsedTime(begun) * 20;
            await Task.Delay(rest > Pause ? rest : Pause, stoppingToken);
        }
    }

    /// <summary>Seals what is committed in every organisation.</summary>
    internal async Task SealAllAsync(CancellationToken cancel)
    {
        var oldest = (await database.Command(Oldest).ReadAllAsync(row => row.GetFieldValue<DateTimeOffset>(0), cancel))[0];
        var safe = Ids.FirstOf(oldest);
        var from = Ids.FirstOf(DateTimeOffset.MaxValue);
        if (lookedBack == 0 || clock.GetElapsedTime(lookedBack) > LookBackEvery)
        {
            // For a node whose clock made ids of the past, and whatever else nobody thought of.
            from = Ids.Ago(LookBack);
            lookedBack = clock.GetTimestamp();
        }
        foreach (var rootId in await database.Command(Due, from).ReadAllAsync(row => row.GetGuid(0), cancel))
            while (await SealAsync(rootId, from, safe, cancel) == AtOnce) cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Seals a chunk of one organisation and answers how many entries that were; none while another node is at it.</summary>
    async Task<int> SealAsync(Guid rootId, Guid from, Guid safe, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await LockHeadAsync(transaction, rootId, cancel) is not { } head) return 0;
        var entries = await transaction.Command(Unsealed, rootId, head.ScannedFrom.CompareTo(from) < 0 ? head.ScannedFrom : from, AtOnce).ReadAllAsync(row => Read(rootId, row), cancel);
        if (entries.Count == 0) return 0;
        var next = await WriteAsync(transaction, rootId, head, entries, entries.Count < AtOnce ? safe : null, cancel);
        var before = heads.Of(rootId);
        var still = await StillAsync(transaction, before, cancel);
        await transaction.CommitAsync(cancel);
        heads.Keep([next], old => still.Contains(old));
        return entries.Count;
    }

    async Task<Head?> LockHeadAsync(NpgsqlTransaction transaction, Guid rootId, CancellationToken cancel)
    {
        await transaction.Command("insert into audit_head (root_id) values ($1) on conflict do nothing", rootId).RunAsync(cancel);
        var found = await transaction.Command("select position, mac, head_mac, sealed_at, scanned_from from audit_head where root_id = $1 for update skip locked", rootId)
            .ReadAllAsync(row => (Head: new Head(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetGuid(4)), Mac: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), At: row.Maybe<DateTimeOffset>(3)), cancel);
        if (found is not [var (head, mac, at)]) return null;
        var last = await LastAsync(transaction, rootId, cancel);
        if (last is null && head.Position == 0) return head with { Mac = AuditChain.Start };
        var key = keys.FindCurrent(rootId, KeyUse.Audit) ?? throw new CryptographicException("The key that seals an audit log is gone.");
        var real = mac is not null && at is { } when && CryptographicOperations.FixedTimeEquals(mac, AuditChain.HeadMac(key.Bytes, rootId, head.Position, head.Mac, when));
        // A head behind its chain or not of ours is no place to go on from; what was lost then shows as a gap, or in the copy of the data folder.
        return real && head.Position >= (last?.Position ?? 0) ? head : new Head(last?.Position ?? 0, last?.Mac ?? AuditChain.Start, Guid.Empty);
    }

    static async Task<(long Position, byte[] Mac)?> LastAsync(NpgsqlTransaction transaction, Guid rootId, CancellationToken cancel) =>
        (await transaction.Command("select position, mac from audit_seal where root_id = $1 order by position desc limit 1", rootId)
            .ReadAllAsync(row => ((long, byte[])?)(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancel)).FirstOrDefault();

    async Task<AuditHead> WriteAsync(NpgsqlTransaction transaction, Guid rootId, Head head, List<SealedContent> entries, Guid? scannedFrom, CancellationToken cancel)
    {
        var key = keys.Current(rootId, KeyUse.Audit).Bytes;
        var (mac, at) = (head.Mac, ToMicros(clock.GetUtcNow()));
        var seals = new List<(byte[]? Salt, byte[]? Digest, byte[] Mac)>(entries.Count);
        foreach (var entry in entries)
        {
            var salt = entry.Detail is null ? null : RandomNumberGenerator.GetBytes(AuditChain.SaltSize);
            var digest = AuditChain.DetailDigest(salt, entry.Detail);
            mac = AuditChain.Mac(key, mac, head.Position + seals.Count + 1, at, entry, digest);
            seals.Add((salt, digest, mac));
        }
        var last = head.Position + entries.Count;
        await transaction.Command(Insert, rootId, seals.Select((_, i) => head.Position + 1 + i).ToArray(), entries.Select(e => e.Id).ToArray(),
            seals.Select(s => s.Salt).ToArray(), seals.Select(s => s.Digest).ToArray(), seals.Select(s => s.Mac).ToArray(), at).RunAsync(cancel);
        await transaction.Command(Advance, rootId, last, mac, AuditChain.HeadMac(key, rootId, last, mac, at), at, scannedFrom).RunAsync(cancel);
        return new AuditHead(rootId, last, Convert.ToHexStringLower(mac), at);
    }

    /// <summary>Those of earlier heads that their chain still holds.</summary>
    static async Task<HashSet<AuditHead>> StillAsync(NpgsqlTransaction transaction, IReadOnlyList<AuditHead> before, CancellationToken cancel)
    {
        var still = new HashSet<AuditHead>();
        foreach (var head in before)
        {
            var mac = await transaction.Command("select mac from audit_seal where root_id = $1 and position = $2", head.RootId, head.Position)
                .ReadAllAsync(row => Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)), cancel);
            if (mac is [var found] && found == head.Mac) still.Add(head);
        }
        return still;
    }

    static SealedContent Read(Guid rootId, NpgsqlDataReader row) => new(
        rootId, row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.Maybe<Guid>(2), row.GetString(3), row.Text(4), row.Maybe<Guid>(5), row.Text(6));

    internal static DateTimeOffset ToMicros(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
