using System.Security.Cryptography;

namespace Rosterline.Accounts.Audit;

/// <summary>Goes along a chain and says where it does not fit. A link is compared with what stands before it, so one fault is told once.</summary>
sealed class ChainWalk(Guid rootId, byte[] key, IReadOnlyList<AuditHead> heads)
{
    const string Changed = "was changed, or is not the one that was sealed here.";

    readonly Dictionary<long, List<AuditHead>> expected = heads.GroupBy(head => head.Position).ToDictionary(group => group.Key, group => group.ToList());
    readonly HashSet<AuditHead> met = [];
    ChainLink? last;

    // What the next link may stand on: the mac that is there and, where that is not the right one, the right one.
    List<byte[]> before = [AuditChain.Start];

    public IEnumerable<AuditFault> Next(ChainLink link)
    {
        var place = (last?.Position ?? 0) + 1;
        if (link.Position < place)
        {
            yield return new(link.Position, link.EntryId, $"{AuditPlace.Of(link)} stands in the place of another one.");
            yield break;
        }
        var gap = link.Position > place;
        if (gap) yield return Missing(place, link.Position - 1, link);
        if (Fault(link, gap) is { } words) yield return new(link.Position, link.EntryId, $"{AuditPlace.Of(link)} {words}");
        if (expected.TryGetValue(link.Position, out var known))
            foreach (var head in known.Where(head => met.Add(head) && head.Mac != Convert.ToHexStringLower(link.Mac)))
                yield return new(link.Position, link.EntryId, $"{AuditPlace.Of(link)} is not what was sealed there on {AuditPlace.Time(head.SealedAt)}, says the data folder: the log was cut off before it and written anew.");
        last = link;
    }

    /// <summary>Compares where the chain ends with where it is known to have ended.</summary>
    public IEnumerable<AuditFault> End(CheckAudit.HeadRow? head)
    {
        var end = last?.Position ?? 0;
        if (head is null) yield return new(end, null, $"The note of how far the log goes is missing after entry {AuditPlace.Number(end)}.");
        else if (head.HeadMac is null || head.SealedAt is not { } at || !Same(head.HeadMac, AuditChain.HeadMac(key, rootId, head.Position, head.Mac, at)))
            yield return new(head.Position, null, $"The note of how far the log goes was changed; it names entry {AuditPlace.Number(head.Position)}, the log ends at {AuditPlace.Number(end)}.");
        else if (head.Position > end)
            yield return new(end + 1, null, $"{Entries(end + 1, head.Position)} missing at the end: the log had been sealed up to there on {AuditPlace.Time(at)}.");
        foreach (var copy in heads.Where(copy => !met.Contains(copy) && copy.Position > Math.Max(end, head?.Position ?? 0)))
            yield return new(end + 1, null, $"{Entries(end + 1, copy.Position)} missing at the end: the log had been sealed up to there on {AuditPlace.Time(copy.SealedAt)}, says the data folder.");
    }

    string? Fault(ChainLink link, bool afterGap)
    {
        var (digest, words) = Detail(link);
        if (link.Entry is not { } entry)
        {
            before = [link.Mac];
            return "is missing: its seal is there, the entry is not.";
        }
        // After a gap nobody knows what stood before; the gap is told.
        var macs = before.Select(mac => AuditChain.Mac(key, mac, link.Position, link.SealedAt, entry, digest)).ToList();
        before = [link.Mac, .. macs];
        if (words is not null) return words;
        return afterGap || macs.Any(mac => Same(mac, link.Mac)) ? null : Changed;
    }

    (byte[]? Digest, string? Words) Detail(ChainLink link)
    {
        if (link.Entry is not { } entry) return (null, null);
        if (link.ErasedMac is not { } mac)
        {
            var digest = AuditChain.DetailDigest(link.Salt, entry.Detail);
            var whole = (digest ?? []).AsSpan().SequenceEqual(link.DetailDigest ?? []) && (link.Salt is null) == (entry.Detail is null) && link.ErasedAt is null;
            return (digest, whole ? null : Changed);
        }
        var real = link.ErasedAt is { } at && Same(mac, AuditChain.ErasedMac(key, rootId, link.EntryId, at)) && entry.Detail is null && link.Salt is null;
        return (link.DetailDigest, real ? null : "has lost what it said, and not by an erasure.");
    }

    static AuditFault Missing(long from, long to, ChainLink next) =>
        new(from, null, $"{Entries(from, to)} missing before {AuditPlace.Time(next.SealedAt)}.");

    static string Entries(long from, long to) =>
        from == to ? $"Entry {AuditPlace.Number(from)} is" : $"Entries {AuditPlace.Number(from)} to {AuditPlace.Number(to)} are";

    static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
