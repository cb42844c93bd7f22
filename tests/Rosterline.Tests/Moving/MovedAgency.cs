using Rosterline.Accounts.Audit;
using Rosterline.Demo;
using Rosterline.Media;
using Rosterline.Moving.In;
using Rosterline.Moving.Out;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

/// <summary>An agency that uses everything, and its export; made once for all tests of moving.</summary>
public sealed class MovedAgency : IAsyncLifetime
{
    public TestApp Old { get; private set; } = null!;

    public Guid RootId { get; private set; }

    public byte[] Export { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Old = await TestApp.StartAsync();
        RootId = (await Old.Get<DemoAgency>().ExecuteAsync(default))!.RootId;
        var agency = Old.Agency with { RootId = RootId, AccountId = RootId };
        foreach (var sql in More) await agency.RunAsync(sql, RootId);
        await Old.Get<IMediaStore>().WriteAsync(RootId, (await agency.ReadAsync<Guid?>("select id from media where root_id = $1 and name = 'shift.png'", RootId))!.Value, [137, 80, 78, 71, 0, 255], default);
        await Old.Get<SealAudit>().SealAllAsync(default);
        Export = await ExportAsync(Old, RootId);
    }

    public Task DisposeAsync() => Old.DisposeAsync().AsTask();

    public static async Task<byte[]> ExportAsync(TestApp app, Guid rootId)
    {
        using var to = new MemoryStream();
        await app.Get<WriteExport>().ExecuteAsync(rootId, to, _ => Task.CompletedTask, default);
        return to.ToArray();
    }

    internal static async Task<Result<ImportOrganisation.Outcome>> BringAsync(TestApp app, byte[] export, Guid? instead = null)
    {
        using var from = new MemoryStream(export);
        return await app.Get<ImportOrganisation>().ExecuteAsync(from, instead, _ => Task.CompletedTask, default);
    }

    // What the demo has not: one of each, with the letters, times and bytes that are easily lost. It is no demo, so that nothing moves by itself.
    static readonly string[] More =
    [
        "update organisation set is_demo = false, support = '{\"name\": \"Ána \\\"IT\\\"\\\\\"}' where root_id = $1",
        "update provider_connection set active = false where root_id = $1",
        "insert into security_group (root_id, id, kind, name, permissions) values ($1, gen_random_uuid(), 0, 'Night shift', '{text,reports}'), ($1, gen_random_uuid(), 1, 'Everyone', '{}')",
        "insert into group_member (root_id, group_id, user_id) select g.root_id, g.id, m.user_id from security_group g join membership m using (root_id) where g.root_id = $1 and g.kind = 1",
        "insert into sign_in_rule (root_id, require_two_step, require_single_sign_on) values ($1, false, true)",
        "insert into single_sign_on (root_id, name, issuer, client_id, client_secret, changed_at) values ($1, 'N', 'https://id.example', 'c', '\\x01', now())",
        "insert into single_sign_on_user (root_id, issuer, subject, user_id) select root_id, 'https://id.example', 's', user_id from membership where root_id = $1 limit 1",
        "insert into test_number (root_id, number) values ($1, 19015550199)",
        "insert into set_up_answer (root_id, step, answer, at) values ($1, 'hours', 'seen', '2026-03-08 02:30:00.123456+00')",
        "insert into person_merge (root_id, former_id, person_id, at) select root_id, gen_random_uuid(), id, now() from person where root_id = $1 limit 1",
        "insert into person_brought_row (root_id, row_print, person_id) select root_id, gen_random_uuid(), id from person where root_id = $1 limit 1",
        "insert into custom_field (root_id, key, name, position) values ($1, 'shirt size', 'Talla de camiseta ✓', 9)",
        "update person set custom = '{\"shirt size\": \"XL\"}', notes = E'línea 1\\nline 2\\t\"quoted\" \\\\ back \\u2028 end', ssn_hash = '\\x0102' where root_id = $1 and id = (select id from person where root_id = $1 limit 1)",
        "insert into action_code (root_id, position, name) values ($1, 1, 'Left voicemail')",
        "insert into saved_search (root_id, id, owner_id, name, search, created_at) values ($1, gen_random_uuid(), gen_random_uuid(), 'Forklift', '{\"q\": \"forklift\", \"n\": 1.50}', now())",
        "insert into hotlist (root_id, id, owner_id, name, created_at) values ($1, gen_random_uuid(), gen_random_uuid(), 'Saturday', now())",
        "insert into hotlist_member (root_id, hotlist_id, person_id, joined_at) select h.root_id, h.id, p.id, now() from hotlist h join (select root_id, id from person where root_id = $1 limit 3) p using (root_id) where h.name = 'Saturday'",
        "insert into hotlist_note (root_id, hotlist_id, person_id, words, at) select root_id, hotlist_id, person_id, 'can drive', now() from hotlist_member where root_id = $1",
        "insert into person_import (root_id, id, user_id, account_id, file_name, content, state, created_at) values ($1, gen_random_uuid(), gen_random_uuid(), $1, 'people.csv', '\\x01', 1, now())",
        "insert into person_import_problem (root_id, import_id, row, position, reason, words, kept, original) select root_id, id, 2, 0, 'no_name', 'Row 2', true, 'a,b' from person_import where root_id = $1",
        "insert into history_row (root_id, print, message_id) values ($1, gen_random_uuid(), gen_random_uuid())",
        "insert into history_stop (root_id, import_id, number, at, words) select root_id, id, 19015550123, now(), 'STOP' from person_import where root_id = $1",
        "insert into user_credential (root_id, user_id, connection_id, username, settings, secrets) select c.root_id, m.user_id, c.id, 'dana', '{}', '\\x01' from provider_connection c join membership m using (root_id) where c.root_id = $1 limit 1",
        "insert into line_pool (root_id, id, account_id, name) values ($1, gen_random_uuid(), $1, 'Memphis')",
        "insert into connection_send (root_id, connection_id, gap_us) select root_id, id, 20000 from provider_connection where root_id = $1 limit 1",
        "insert into number_lookup (root_id, number, kind, gets_texts, carrier, connection_id, at) select root_id, 19015550123, 1, true, 'Bell', id, now() from provider_connection where root_id = $1 limit 1",
        "insert into lookup_use (root_id, month, asked) values ($1, '2026-11-01', 3)",
        "insert into line_usage (root_id, line_id, month, sent) select root_id, id, '2026-11-01', 7 from line where root_id = $1 limit 1",
        "insert into conversation_view (root_id, conversation_id, user_id, seen, viewed_at) select c.root_id, c.id, m.user_id, 1, now() from conversation c join membership m using (root_id) where c.root_id = $1 limit 1",
        "update line l set pool_id = p.id from line_pool p where p.root_id = l.root_id and l.root_id = $1",
        "insert into inbound_part (root_id, connection_id, provider_message_id, line_number, address, number, reference, count, position, body, answers_keyword, arrived_at) select root_id, id, 'p1', 19015550142, '+13035550123', 13035550123, '7', 2, 1, 'Half', false, now() from provider_connection where root_id = $1 limit 1",
        "insert into usage_cursor (root_id, month, counted_until) values ($1, '2026-11-01', gen_random_uuid())",
        "insert into draft (root_id, conversation_id, user_id, body) select root_id, id, gen_random_uuid(), 'hal' from conversation where root_id = $1 limit 1",
        "insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id) select $1, id, 'SM1', gen_random_uuid() from provider_connection where root_id = $1 on conflict do nothing",
        "insert into media (root_id, id, message_id, content_type, name, bytes) select root_id, gen_random_uuid(), id, 'image/png', 'shift.png', 6 from message where root_id = $1 limit 1",
        "insert into send_refusal (root_id, id, number, at, code, gate) values ($1, gen_random_uuid(), 19015550123, now(), 'opted_out', '[{\"check\": \"stop\"}]')",
        "insert into broadcast (root_id, id, account_id, author_id, title, state, purpose, body, lines, starts_at) select $1, gen_random_uuid(), $1, gen_random_uuid(), 'Shift', 4, 2, 'Hi {first name|there}', array_agg(id), now() from line where root_id = $1",
        "insert into broadcast_recipient (root_id, broadcast_id, position, person_id, also, state, message_id, due_at) select b.root_id, b.id, 0, gen_random_uuid(), '{}', 2, gen_random_uuid(), now() from broadcast b where b.root_id = $1 and b.title = 'Shift'",
        "insert into send_schedule (root_id, id, account_id, author_id, name, repeat, days, at_time, time_zone, audience, purpose, body) values ($1, gen_random_uuid(), $1, gen_random_uuid(), 'Eve', 'W', 'MF', '18:30', 'America/Chicago', '{}', 2, 'x')",
        "insert into idempotency_key (root_id, account_id, key, body_hash, message_id) values ($1, $1, 'k', '\\xff00', gen_random_uuid())",
        "insert into message (root_id, id, conversation_id, line_id, number, direction, status, body, created_at, due_at) select root_id, gen_random_uuid(), id, line_id, number, 1, 0, 'See you', now(), now() + interval '9 days' from conversation where root_id = $1 limit 1",
        "insert into gate_seal (root_id, position) values ($1, 3)",
        "insert into gate_open (root_id, message_id) values ($1, gen_random_uuid())",
        "insert into audit_entry (root_id, id, at, action, detail) values ($1, first_id_of(now()), now(), 'user.created', '{\"after\": {\"name\": \"Ána\", \"n\": 1.0}}')",
    ];
}
