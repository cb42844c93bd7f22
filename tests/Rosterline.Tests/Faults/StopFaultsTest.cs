using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Faults;

/// <summary>A STOP that meets a text under way: the text may be out already, but it never waits for the number to open again (design, I3).</summary>
public sealed class StopFaultsTest : CarriedTest
{
    const long Person = 13035550123;

    [Fact]
    [Trait("Requirement", "H-04")]
    public async Task A_text_that_a_busy_carrier_gives_back_after_a_stop_is_refused_and_does_not_go_after_start()
    {
        carrier.Behaviour = async (text, context) =>
        {
            if (text.Body != "Are you free on Monday?") return true;
            (await SayAsync("s1", "STOP")).EnsureSuccessStatusCode();
            context.Response.StatusCode = 503;
            return false;
        };

        var id = await SendAsync("Are you free on Monday?");

        await BecomesAsync(id, "refused");
        (await app.Agency.ReadAsync<long>("select count(*) from outbox where not exempt")).ShouldBe(0);
        (await SayAsync("s2", "START")).EnsureSuccessStatusCode();
        await BecomesAsync(await SendAsync("Welcome back"), "sent");
        carrier.Accepted.ShouldNotContain(text => text.Reference == id);
    }

    [Fact]
    [Trait("Requirement", "H-04")]
    public async Task What_waits_for_a_number_that_opted_out_at_the_carrier_is_taken_back()
    {
        var release = new TaskCompletionSource();
        carrier.Behaviour = async (_, context) =>
        {
            await release.Task;
            context.Response.StatusCode = 422;
            await context.Response.WriteAsJsonAsync(new { code = "opted_out", message = "This person opted out." });
            return false;
        };

        var first = await SendAsync("First");
        var second = await SendAsync("Second");
        release.SetResult();

        await BecomesAsync(first, "failed");
        await BecomesAsync(second, "refused");
        (await app.Agency.ReadAsync<long>("select count(*) from outbox")).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "H-04")]
    public async Task A_stop_reaches_a_text_that_waits_for_a_free_connection_to_its_carrier()
    {
        const int Connections = 256;
        var (release, arrived) = (new TaskCompletionSource(), new ConcurrentDictionary<Guid, bool>());
        carrier.Behaviour = async (text, _) =>
        {
            arrived[text.Reference] = true;
            await release.Task;
            return true;
        };
        // Handed over in one go: no request may end, twenty seconds after it began, while others are still being accepted.
        await app.Agency.RunAsync("update organisation set paused_at = now() where root_id = $1", app.Agency.RootId);
        await Parallel.ForEachAsync(Enumerable.Range(0, Connections + 40), async (n, _) => await SendAsync("Are you free?", 13035560000 + n));
        await app.Agency.RunAsync("update organisation set paused_at = null where root_id = $1", app.Agency.RootId);
        await Eventually.HoldsAsync(() => arrived.Count >= Connections, seconds: 30);
        // What is on its way at this moment arrives within it, also on a machine that is busy.
        for (var before = 0; before != arrived.Count;)
        {
            before = arrived.Count;
            await Task.Delay(1500);
        }
        var claimed = await Eventually.BecomesAsync(
            async () => (await app.Agency.ReadAsync<Guid[]>("select coalesce(array_agg(message_id), '{}') from outbox where state = 2"))!.Except(arrived.Keys).ToArray(), waiting => waiting.Length > 0);

        var number = await app.Agency.ReadAsync<long>("select number from outbox where message_id = $1", claimed[0]);
        (await SayAsync("s1", "STOP", number)).EnsureSuccessStatusCode();
        release.SetResult();

        await BecomesAsync(claimed[0], "refused");
        arrived.Keys.ShouldNotContain(claimed[0]);
    }

    [Fact]
    public async Task A_text_left_behind_at_a_closed_number_is_swept_up()
    {
        await app.Agency.RunAsync("update organisation set paused_at = now() where root_id = $1", app.Agency.RootId);
        var id = await SendAsync("Left behind");
        // As an earlier version could leave it.
        await app.Agency.RunAsync("update number_state set blocked = 1 where root_id = $1 and number = $2", app.Agency.RootId, Person);

        await app.Get<Rosterline.Sending.Dispatch.SweepOutbox>().SweepAsync(CancellationToken.None);

        await BecomesAsync(id, "refused");
        (await app.Agency.ReadAsync<long>("select count(*) from outbox")).ShouldBe(0);
    }

    Task<HttpResponseMessage> SayAsync(string id, string body, long from = Person) => FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound(id, from, line.Number, body));

    async Task<Guid> SendAsync(string body, long number = Person)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{number}", body });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    Task<string?> BecomesAsync(Guid id, string status) => Eventually.BecomesAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString(), now => now == status, seconds: 45);
}
