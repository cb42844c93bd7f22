using Npgsql;
using Rosterline.Consent;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>
/// What a provider lists may have come in before as history of a former product, without the provider's id: the same words from the same number at
/// the same time are one text. A keyword is never passed over, whatever stands there: it counts as soon as it is read.
/// </summary>
static class KnownHistory
{
    const string Sql = """
        with same as (
          select distinct on (m.id) m.id, i.nth, i.provider_id
          from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[]) with ordinality i(provider_id, sender, line, body, at, nth)
          join line l on l.root_id = $1 and l.number = i.line
          join conversation c on c.root_id = $1 and c.line_id = l.id and c.number = i.sender
          join message m on m.root_id = $1 and m.conversation_id = c.id and m.origin = 5 and m.direction = 0 and m.body = i.body
            and m.created_at between i.at - interval '2 minutes' and i.at + interval '2 minutes'
          where not exists (select 1 from inbound_receipt r where r.root_id = $1 and r.connection_id = $2 and r.provider_message_id = i.provider_id)
          order by m.id, i.nth),
        receipt as (
          insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
          select distinct on (provider_id) $1, $2, provider_id, id from same order by provider_id on conflict do nothing)
        select nth from same
        """;

    /// <summary>Those that are new as far as history tells.</summary>
    public static async Task<List<ReceivedText>> WithoutAsync(NpgsqlDataSource database, Connection connection, List<ReceivedText> listed, CancellationToken cancel)
    {
        var plain = listed.FindAll(text => text is { From: not null, ReceivedAt: not null } && Keywords.Read(text.Body).Keyword == Keyword.None);
        if (plain.Count == 0) return [.. listed];
        var known = await database.Command(Sql, connection.RootId, connection.Id, plain.ConvertAll(t => t.ProviderMessageId).ToArray(), plain.ConvertAll(t => t.From!.Value.Digits).ToArray(),
            plain.ConvertAll(t => t.To.Digits).ToArray(), plain.ConvertAll(t => t.Body).ToArray(), plain.ConvertAll(t => t.ReceivedAt!.Value.ToUniversalTime()).ToArray())
            .ReadAllAsync(row => plain[(int)row.GetInt64(0) - 1], cancel);
        return listed.FindAll(text => !known.Contains(text));
    }
}
