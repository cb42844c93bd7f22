using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Accounts.Audit;
using Rosterline.Sending.Gate;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

/// <summary>What the gate answered stays with the text; its digest is in the audit log.</summary>
[Trait("Requirement", "G-08")]
public sealed class GateAnswersTest
{
    const long Number = 19015550143, Other = 19015550144, Waiting = 19015550145;

    [Fact]
    public async Task An_answer_that_was_changed_or_removed_is_found_also_of_texts_that_were_refused_or_waited()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        var sent = await SendAsync(client, Number);
        await app.Agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how) values ($1, $2, 1, now(), 'phone')", app.Agency.RootId, Other);
        (await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Other}", body = "Monday?" })).IsSuccessStatusCode.ShouldBeFalse();
        var waiting = await SendAsync(client, Waiting, TimeProvider.System.GetUtcNow().AddHours(1));
        await Eventually.HoldsAsync(() => app.Agency.ReadAsync<bool>("select not exists (select 1 from outbox)"));

        await SealAsync(app);
        (await CheckAsync(app)).ShouldBeEmpty();
        (await app.Agency.ReadAsync<long>("select count(*) from gate_open")).ShouldBe(1);
        // Cancelled it is settled, and its answer sealed with those that come later.
        (await client.PostAsync($"/api/v1/messages/{waiting}/cancel", null)).EnsureSuccessStatusCode();
        await SealAsync(app);
        (await app.Agency.ReadAsync<long>("select count(*) from gate_open")).ShouldBe(0);
        (await CheckAsync(app)).ShouldBeEmpty();

        foreach (var change in new[]
        {
            $"update message set gate = coalesce(gate, '{{}}') || '{{\"by\": \"nobody\"}}' where id = '{sent}'",
            $"update message set gate = coalesce(gate, '{{}}') || '{{\"by\": \"nobody\"}}' where id = '{waiting}'",
            "update send_refusal set gate = gate || '{\"words\": \"other\"}'",
            "delete from send_refusal",
        })
        {
            await app.Agency.RunAsync("drop table if exists texts_before, refusals_before; create table texts_before as select id, gate from message; create table refusals_before as select * from send_refusal");
            await app.Agency.RunAsync(change);
            (await CheckAsync(app)).Count.ShouldBe(1, change);
            await app.Agency.RunAsync("update message m set gate = b.gate from texts_before b where b.id = m.id; delete from send_refusal; insert into send_refusal select * from refusals_before");
        }
    }

    [Fact]
    public async Task The_answer_for_an_automatic_confirmation_is_sealed_like_any_other()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        var line = await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound("in-1", Number, line.Number, "STOP"))).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        await Eventually.HoldsAsync(() => app.Agency.ReadAsync<bool>("select not exists (select 1 from outbox)"));
        await SealAsync(app);
        (await CheckAsync(app)).ShouldBeEmpty();
        (await app.Agency.ReadAsync<long>("select sum((detail ->> 'answers')::bigint)::bigint from audit_entry where action = 'gate.answers'")).ShouldBe(1);
        await app.Agency.RunAsync("update message set gate = coalesce(gate, '{}') || '{\"by\": \"nobody\"}' where direction = 1");
        (await CheckAsync(app)).Count.ShouldBe(1);
    }

    static async Task<Guid> SendAsync(HttpClient client, long number, DateTimeOffset? at = null)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{number}", body = "Monday?", sendAt = at });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task SealAsync(TestApp app)
    {
        await app.Get<SealAudit>().SealAllAsync(CancellationToken.None);
        await app.Get<SealGateAnswers>().SealAllAsync(TimeSpan.Zero, CancellationToken.None);
        await app.Get<SealAudit>().SealAllAsync(CancellationToken.None);
    }

    static async Task<IReadOnlyList<AuditFault>> CheckAsync(TestApp app) => (await app.Get<CheckAudit>().ExecuteAsync(app.Agency.RootId, CancellationToken.None)).Faults;
}
