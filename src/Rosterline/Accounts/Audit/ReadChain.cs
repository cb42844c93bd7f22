using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>A seal with the entry it belongs to; no entry: it is gone.</summary>
sealed record ChainLink(
    long Position, Guid EntryId, byte[]? Salt, byte[]? DetailDigest, byte[] Mac, DateTimeOffset SealedAt, DateTimeOffset? ErasedAt, byte[]? ErasedMac, SealedContent? Entry);

/// <summary>Reads a chain from its beginning, a piece at a time.</summary>
static class ReadChain
{
    const int Piece = 5000;

    const string Sql = """
        select s.position, s.entry_id, s.salt, s.detail_digest, s.mac, s.sealed_at, s.erased_at, s.erased_mac, e.id, e.at, e.actor_id, e.action, e.subject_kind, e.subject_id, e.detail::text
        from audit_seal s left join audit_entry e on e.root_id = s.root_id and e.id = s.entry_id
        where s.root_id = $1 and s.position > $2 and s.position <= $3 order by s.position limit $4
        """;

    public static async IAsyncEnumerable<ChainLink> AllAsync(NpgsqlDataSource database, Guid rootId, long last, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = long.MinValue;
        while (true)
        {
            var links = await database.Command(Sql, rootId, after, last, Piece).ReadAllAsync(row => Read(rootId, row), cancel);
            foreach (var link in links) yield return link;
            if (links.Count < Piece) yield break;
            after = links[^1].Position;
        }
    }

    internal static ChainLink Read(Guid rootId, NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), Bytes(row, 2), Bytes(row, 3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<DateTimeOffset>(5), row.Maybe<DateTimeOffset>(6), Bytes(row, 7),
        row.IsDBNull(8) ? null
            : new SealedContent(rootId, row.GetGuid(8), row.GetFieldValue<DateTimeOffset>(9), row.Maybe<Guid>(10), row.GetString(11), row.Text(12), row.Maybe<Guid>(13), row.Text(14)));

    static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}

/// <summary>Names a place in the log.</summary>
static class AuditPlace
{
    public static string Of(ChainLink link) => link.Entry is { } entry
        ? $"Entry {Number(link.Position)} (“{entry.Action}”, {Time(entry.At)})" : $"Entry {Number(link.Position)} (sealed {Time(link.SealedAt)})";

    public static string Number(long position) => position.ToString("n0", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("MMM d yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
