using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending;

namespace Rosterline.Demo;

/// <summary>Text rows as they are stored, with the conversation they stand in.</summary>
sealed record DemoMessage(
    Guid Id, Guid ConversationId, Guid LineId, Guid AccountId, PhoneNumber Line, PhoneNumber Phone, int? Seq, DemoText Text, Guid? AuthorId,
    DateTimeOffset At, DateTimeOffset? DueAt, Guid CarrierId)
{
    public bool WasHandedOver => !Text.FromPerson && Text.HasPlace;

    public DateTimeOffset? SentAt => WasHandedOver && Text.Status is not (DeliveryStatus.Unknown or DeliveryStatus.Failed) ? At.AddSeconds(1) : null;
}

/// <summary>Writes the demo's conversations, set-based, in the shape ingest and dispatch leave them in.</summary>
static class DemoRows
{
    public static void AddMessages(NpgsqlBatch batch, Guid rootId, Guid connectionId, IReadOnlyList<DemoMessage> all)
    {
        batch.Add("""
            insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, origin, author_id, segments, connection_id,
                                 provider_message_id, error_code, gate, created_at, due_at, handed_at, sent_at, delivered_at)
            select $1, m.id, m.conversation_id, m.line_id, m.number, m.seq, m.direction, m.status, m.body, m.origin, m.author_id, m.segments, $2,
                   m.provider_message_id, m.error_code, m.gate::jsonb, m.created_at, m.due_at, m.handed_at, m.sent_at, m.delivered_at
            from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::int[], $8::smallint[], $9::smallint[], $10::text[], $11::smallint[], $12::uuid[], $13::smallint[],
                        $14::text[], $15::text[], $16::text[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[])
              m(id, conversation_id, line_id, number, seq, direction, status, body, origin, author_id, segments, provider_message_id, error_code, gate,
                created_at, due_at, handed_at, sent_at, delivered_at)
            """, rootId, connectionId, Of(all, m => m.Id), Of(all, m => m.ConversationId), Of(all, m => m.LineId), Of(all, m => m.Phone.Digits), Of(all, m => m.Seq),
            Of(all, m => (short)(m.Text.FromPerson ? 0 : 1)), Of(all, m => (short)m.Text.Status), Of(all, m => m.Text.Body), Of(all, m => (short)(m.Text.Automatic ? 2 : 0)),
            Of(all, m => m.AuthorId), Of(all, m => SegmentsOf.Text(m.Text.Body)), Of(all, m => m.Text.FromPerson || m.SentAt is not null ? m.CarrierId.ToString() : null),
            Of(all, m => m.Text.Problem), Of(all, GateOf), Of(all, m => m.At), Of(all, m => m.DueAt),
            Of(all, m => m.WasHandedOver ? m.At : (DateTimeOffset?)null), Of(all, m => m.SentAt),
            Of(all, m => m.Text.Status == DeliveryStatus.Delivered ? m.At.AddSeconds(2) : (DateTimeOffset?)null));
        batch.Add("""
            insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
            select m.root_id, m.connection_id, m.provider_message_id, m.id from message m where m.root_id = $1 and m.direction = 0
            """, rootId);
        batch.Add("""
            insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at)
            select m.root_id, gen_random_uuid(), c.person_id, m.author_id, m.id, m.direction, m.created_at
            from message m join conversation c on c.root_id = m.root_id and c.id = m.conversation_id where m.root_id = $1 and m.seq is not null
            """, rootId);
    }

    /// <summary>The same texts as the carrier and the phones know them.</summary>
    public static void AddCarried(NpgsqlBatch batch, Guid rootId, Guid carrierAccountId, IReadOnlyList<DemoMessage> all)
    {
        var carried = all.Where(m => m.Text.FromPerson || m.WasHandedOver).ToList();
        batch.Add("""
            insert into carrier_message (owner, id, account_id, direction, reference, line, phone, body, status, arrives, at)
            select $1, m.id, $2, m.direction, m.reference, m.line, m.phone, m.body, m.status, m.arrives, m.at
            from unnest($3::uuid[], $4::smallint[], $5::uuid[], $6::bigint[], $7::bigint[], $8::text[], $9::smallint[], $10::bool[], $11::timestamptz[])
              m(id, direction, reference, line, phone, body, status, arrives, at)
            """, rootId, carrierAccountId, Of(carried, m => m.CarrierId), Of(carried, m => (short)(m.Text.FromPerson ? 0 : 1)), Of(carried, m => m.Text.FromPerson ? null : (Guid?)m.Id),
            Of(carried, m => m.Line.Digits), Of(carried, m => m.Phone.Digits), Of(carried, m => m.Text.Body), Of(carried, CarrierStatus),
            Of(carried, m => !m.Text.FromPerson && m.Text.Problem is null), Of(carried, m => m.At));
        batch.Add("""
            insert into carrier_phone (owner, number, last_id) select distinct on (phone) owner, phone, id from carrier_message where owner = $1 order by phone, id desc
            """, rootId);
    }

    static short CarrierStatus(DemoMessage m) => m.Text.Status switch { DeliveryStatus.Delivered => 2, DeliveryStatus.Undelivered => 3, DeliveryStatus.Failed => 4, _ => 1 };

    static string? GateOf(DemoMessage m) => m.Text.FromPerson ? null
        : m.Text.Gate is { } words ? System.Text.Json.JsonSerializer.Serialize(new { v = 1, by = "hours", until = m.DueAt, words }) : """{"v":1}""";

    static TValue[] Of<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
