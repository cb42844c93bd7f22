using System.Text.Json;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Consent;

/// <summary>
/// Takes back every text to a number that no provider has been given yet: waiting ones out of the outbox, scheduled and held
/// ones where they lie. Runs in the transaction that closes the number, after its row was locked (design, I3).
/// </summary>
public static class RefuseWaiting
{
    const string Waiting = """
        with gone as (
          delete from outbox o using (select distinct * from unnest($1::uuid[], $2::bigint[])) i(root_id, number)
          where o.root_id = i.root_id and o.number = i.number and o.state in (0, 1) and not o.exempt returning o.root_id, o.message_id)
        update message m set status = 10, gate = $3::jsonb from gone where m.root_id = gone.root_id and m.id = gone.message_id
        """;

    const string Later = """
        update message m set status = 9, gate = $3::jsonb
        from (select distinct * from unnest($1::uuid[], $2::bigint[])) i(root_id, number)
        where m.later and m.root_id = i.root_id and m.number = i.number
        """;

    public static void Add(NpgsqlBatch batch, Guid[] roots, long[] numbers, string code, string words)
    {
        var gate = JsonSerializer.Serialize(new { v = SendGate.Version, by = code, code, words });
        batch.Add(Waiting, roots, numbers, gate);
        batch.Add(Later, roots, numbers, gate);
    }
}
