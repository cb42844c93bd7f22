using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>The last look at the numbers of claimed texts, immediately before the first byte (design, I3).</summary>
public sealed class RecheckNumbers(NpgsqlDataSource database)
{
    /// <summary>Those of the claims whose number was closed since they were claimed.</summary>
    /// <exception cref="NpgsqlException">Nobody knows: nothing may be sent.</exception>
    public async Task<IReadOnlySet<Guid>> ClosedAsync(IReadOnlyList<Claim> claims, CancellationToken cancel)
    {
        var closed = await database.Command("""
            select i.message_id from unnest($1::uuid[], $2::bigint[], $3::uuid[]) i(root_id, number, message_id)
            join number_state n on n.root_id = i.root_id and n.number = i.number where n.blocked <> 0
            """, claims.Select(c => c.RootId).ToArray(), claims.Select(c => c.To.Digits).ToArray(), claims.Select(c => c.MessageId).ToArray())
            .ReadAllAsync(row => row.GetGuid(0), cancel);
        return closed.ToHashSet();
    }
}
