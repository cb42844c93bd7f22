using System.Runtime.CompilerServices;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.Audit;

/// <summary>Something about the audit log that is not as it was sealed.</summary>
/// <param name="Position">Place in the chain; null: not in it.</param>
/// <param name="Words">What and where, for the person who must look.</param>
public sealed record AuditFault(long? Position, Guid? EntryId, string Words);

/// <param name="Entries">Entries in the chain.</param>
/// <param name="Waiting">Entries written in the last minute, not sealed yet.</param>
public sealed record AuditChecked(long Entries, DateTimeOffset? SealedUpTo, int Waiting, IReadOnlyList<AuditFault> Faults, bool More);

/// <summary>Another record whose digests are sealed in the log.</summary>
public interface ISealedElsewhere
{
    IAsyncEnumerable<AuditFault> CheckAsync(Guid rootId, CancellationToken cancel);
}

/// <summary>Reads the whole chain of an organisation and names every place where it does not fit: changed, missing, moved, added, cut off.</summary>
public sealed class CheckAudit(NpgsqlDataSource database, DataKeys keys, AuditHeads heads, IEnumerable<ISealedElsewhere> elsewhere, TimeProvider clock)
{
    const int Most = 1000, Told = 50_000;

    /// <param name="progress">Told now and then how many entries were read, of how many; null: nobody asks.</param>
    public async Task<AuditChecked> ExecuteAsync(Guid rootId, CancellationToken cancel, Action<long, long>? progress = null)
    {
        var faults = new List<AuditFault>();
        // In the reverse of the order they are written in: the chain may grow meanwhile.
        var copies = heads.Of(rootId);
        var end = await EndAsync(rootId, cancel);
        if (end.Last is not null || end.Head is not null || copies.Count > 0)
        {
            if (KeyOf(rootId) is not { } key) faults.Add(new(null, null, "The key that seals this log is gone or cannot be opened, so nothing in it can be checked."));
            else
                await foreach (var fault in ChainAsync(rootId, key, copies, end, progress, cancel))
                    if (faults.Count <= Most) faults.Add(fault);
        }
        var waiting = await LooseAsync(rootId, faults, cancel);
        foreach (var record in elsewhere)
            await foreach (var fault in record.CheckAsync(rootId, cancel))
                if (faults.Count <= Most) faults.Add(fault);
        var more = faults.Count > Most;
        if (more) faults.RemoveAt(Most);
        var done = new AuditChecked(end.Count, end.SealedAt, waiting, faults, more);
        await database.Command("update audit_head set checked_at = $2, faults = $3, first_fault = $4 where root_id = $1",
            rootId, clock.GetUtcNow(), faults.Count, faults is [var first, ..] ? first.Words : null).RunAsync(cancel);
        return done;
    }

    sealed record End(long? Last, long Count, HeadRow? Head, DateTimeOffset? SealedAt);

    internal sealed record HeadRow(long Position, byte[] Mac, byte[]? HeadMac, DateTimeOffset? SealedAt);

    byte[]? KeyOf(Guid rootId)
    {
        try
        {
            return keys.FindCurrent(rootId, KeyUse.Audit)?.Bytes;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Told as a fault of its own.
            return null;
        }
    }

    async Task<End> EndAsync(Guid rootId, CancellationToken cancel)
    {
        var head = (await database.Command("select position, mac, head_mac, sealed_at from audit_head where root_id = $1 and position > 0", rootId)
            .ReadAllAsync(row => new HeadRow(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.Maybe<DateTimeOffset>(3)), cancel)).FirstOrDefault();
        var (last, count, at) = (await database.Command("select max(position), count(*), max(sealed_at) from audit_seal where root_id = $1", rootId)
            .ReadAllAsync(row => (row.Maybe<long>(0), row.GetInt64(1), row.Maybe<DateTimeOffset>(2)), cancel))[0];
        return new(last, count, head, at);
    }

    async IAsyncEnumerable<AuditFault> ChainAsync(Guid rootId, byte[] key, IReadOnlyList<AuditHead> copies, End end, Action<long, long>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        var walk = new ChainWalk(rootId, key, copies);
        // The chain grows while it is read; what comes after its end of now is the next check's.
        var read = 0L;
        await foreach (var link in ReadChain.AllAsync(database, rootId, end.Last ?? 0, cancel))
        {
            foreach (var fault in walk.Next(link)) yield return fault;
            if (++read % Told == 0) progress?.Invoke(read, end.Count);
        }

        foreach (var fault in walk.End(end.Head)) yield return fault;
    }

    // Entries that are in the log but not in the chain, although they have had time.
    async Task<int> LooseAsync(Guid rootId, List<AuditFault> faults, CancellationToken cancel)
    {
        var loose = await database.Command("""
            select e.id, e.at, e.action, e.id < $2 from audit_entry e
            where e.root_id = $1 and not exists (select 1 from audit_seal s where s.root_id = e.root_id and s.entry_id = e.id)
            order by e.id limit $3
            """, rootId, Ids.Ago(TimeSpan.FromMinutes(1)), Most).ReadAllAsync(row => (Id: row.GetGuid(0), At: row.GetFieldValue<DateTimeOffset>(1), Action: row.GetString(2), Old: row.GetBoolean(3)), cancel);
        faults.AddRange(loose.Where(entry => entry.Old)
            .Select(entry => new AuditFault(null, entry.Id, $"Entry “{entry.Action}” of {AuditPlace.Time(entry.At)} is not in the chain. Entries are sealed within seconds while Rosterline runs.")));
        return loose.Count(entry => !entry.Old);
    }
}
