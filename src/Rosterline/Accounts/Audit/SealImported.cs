using System.Security.Cryptography;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.Audit;

/// <summary>
/// Takes over a log that was sealed elsewhere. Its seals fit a key that stays where they were made: they are kept as evidence beside the log, what
/// can be told without the key is checked, and every entry is sealed here in its place, so that the chain goes on.
/// </summary>
public sealed class SealImported(DataKeys keys, AuditHeads heads)
{
    const int Piece = 2000;

    /// <summary>Where the caller puts the seals as they came.</summary>
    public const string Arrived = "create temp table arrived_seal (like audit_seal) on commit drop";

    // Within the organisation that arrives alone: the table is this transaction's own.
    const string Read = """
        select s.position, s.entry_id, s.salt, s.detail_digest, s.mac, s.sealed_at, s.erased_at, s.erased_mac, e.id, e.at, e.actor_id, e.action, e.subject_kind, e.subject_id, e.detail::text
        from arrived_seal s left join audit_entry e on e.root_id = s.root_id and e.id = s.entry_id
        where s.root_id = $1 and s.position > $2 order by s.position limit $3
        """;

    const string Insert = """
        with sealed as (
          insert into audit_seal (root_id, position, entry_id, salt, detail_digest, mac, sealed_at, erased_at, erased_mac)
          select s.root_id, s.position, s.entry_id, s.salt, s.detail_digest, i.mac, s.sealed_at, s.erased_at, i.erased_mac
          from unnest($2::bigint[], $3::bytea[], $4::bytea[]) i(position, mac, erased_mac) join arrived_seal s on s.root_id = $1 and s.position = i.position)
        insert into imported_seal (root_id, position, mac, erased_mac)
        select s.root_id, s.position, s.mac, s.erased_mac from arrived_seal s where s.root_id = $1 and s.position = any($2::bigint[])
        """;

    const string Head = "insert into audit_head (root_id, position, mac, head_mac, sealed_at) values ($1, $2, $3, $4, $5)";

    /// <summary>Within the transaction that brings entries and seals. What does not fit is answered in words, else null.</summary>
    public async Task<(AuditHead? Head, string? Fault)> ExecuteAsync(NpgsqlTransaction transaction, Guid rootId, DateTimeOffset now, CancellationToken cancel)
    {
        var key = keys.Current(rootId, KeyUse.Audit).Bytes;
        var (position, mac) = (0L, AuditChain.Start);
        await transaction.Command("create index on arrived_seal (root_id, position); analyze arrived_seal").RunAsync(cancel);
        while (true)
        {
            var links = await transaction.Command(Read, rootId, position, Piece).ReadAllAsync(row => ReadChain.Read(rootId, row), cancel);
            var seals = new List<(byte[] Mac, byte[]? Erased)>(links.Count);
            foreach (var link in links)
            {
                if (Fault(link, position + 1) is { } words) return (null, words);
                mac = AuditChain.Mac(key, mac, ++position, link.SealedAt, link.Entry!, link.DetailDigest);
                seals.Add((mac, link.ErasedMac is null ? null : AuditChain.ErasedMac(key, rootId, link.EntryId, link.ErasedAt!.Value)));
            }
            if (links.Count > 0)
                await transaction.Command(Insert, rootId, links.Select(link => link.Position).ToArray(), seals.Select(s => s.Mac).ToArray(), seals.Select(s => s.Erased).ToArray()).RunAsync(cancel);
            if (links.Count < Piece) break;
        }
        if (position == 0) return (null, null);
        var at = SealAudit.ToMicros(now);
        await transaction.Command(Head, rootId, position, mac, AuditChain.HeadMac(key, rootId, position, mac, at), at).RunAsync(cancel);
        return (new AuditHead(rootId, position, Convert.ToHexStringLower(mac), at), null);
    }

    /// <summary>Notes in the data folder how far the log goes; once it is committed.</summary>
    public void Keep(AuditHead head) => heads.Keep([head], _ => true);

    static string? Fault(ChainLink link, long place)
    {
        if (link.Position != place) return $"the seal of entry {AuditPlace.Number(place)} is missing.";
        if (link.Entry is not { } entry) return $"entry {AuditPlace.Number(place)} is sealed, but it is not in the log.";
        if (link.ErasedMac is not null) return entry.Detail is null && link.Salt is null && link.ErasedAt is not null ? null : $"entry {AuditPlace.Number(place)} is said to be erased, but it is not.";
        var digest = AuditChain.DetailDigest(link.Salt, entry.Detail);
        return CryptographicOperations.FixedTimeEquals(digest ?? [], link.DetailDigest ?? []) ? null : $"entry {AuditPlace.Number(place)} says something else than was sealed.";
    }
}
