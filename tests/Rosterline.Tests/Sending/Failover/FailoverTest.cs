using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Sending.Failover;

/// <summary>A pool over two providers, each a real server with its own record: what one cannot take goes from the other, and nobody is texted twice (H-14, H-08).</summary>
public sealed class FailoverTest(ITestOutputHelper output) : IAsyncLifetime
{
    const long FirstNumber = 19015550142, SecondNumber = 19015550143;

    TestApp app = null!;
    FakeCarrier one = null!, two = null!;
    TestLine first = null!, second = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        (one, two) = (await FakeCarrier.StartAsync(), await FakeCarrier.StartAsync());
        app = await TestApp.StartAsync();
        first = await TestLine.AddAsync(app, one, FirstNumber, perSecond: 50);
        second = await TestLine.AddAsync(app, two, SecondNumber, perSecond: 50, userId: await app.Agency.UserAsync("Maya Ortiz"));
        client = await app.ClientAsync();
        (await client.PostAsJsonAsync("/api/v1/pools", new { name = "Memphis", lineIds = new[] { first.Id, second.Id } })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task A_conversation_keeps_its_line_and_goes_round_while_its_provider_is_down()
    {
        const string Lucas = "+13035550123";
        await SentAsync(await SendAsync("Are you free?", Lucas, first.Id));
        one.Down = true;
        var round = await SendAsync("On Monday, I mean.", Lucas);
        await SentAsync(round);

        two.Accepted.Single().Reference.ShouldBe(round);
        var message = await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{round}");
        message.GetProperty("via").GetProperty("number").GetString().ShouldBe("+19015550143");
        message.GetProperty("via").GetProperty("words").GetString().ShouldStartWith("Fake has not answered since");

        // She answers the number that wrote last; her answer stands in the same conversation.
        (await FakeCarrier.PostAsync(new HttpClient(), second.Hook, FakeCarrier.Inbound("in-1", 13035550123, SecondNumber, "Yes"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.Agency.ReadAsync<long>("select count(*) from conversation where root_id = $1", app.Agency.RootId)).ShouldBe(1);
        (await app.Agency.ReadAsync<Guid>("select via_line_id from message where root_id = $1 and direction = 0", app.Agency.RootId)).ShouldBe(second.Id);

        one.Down = false;
        // The next look at what is down need not be waited for.
        await app.Agency.RunAsync("update provider_connection set probed_at = null");
        await Eventually.HoldsAsync(async () => !await DownAsync());
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from line_detour") == 0);
        var back = await SendAsync("Great.", Lucas);
        await SentAsync(back);
        one.Accepted.Last().Reference.ShouldBe(back);
    }

    [Fact, Trait("Requirement", "H-14"), Trait("Requirement", "H-08")]
    public async Task A_provider_that_dies_within_a_broadcast_leaves_nobody_out_and_nobody_twice()
    {
        const int People = 120;
        var ids = new List<Guid>();
        for (var n = 0; n < People; n++) ids.Add(await app.Agency.PersonAsync("P", $"{n}", 13035550000 + n));
        // It takes some, then takes without answering, then is gone: each text is in one of three states when it dies.
        one.Behaviour = async (text, context) =>
        {
            if (one.Accepted.Count < 15) return true;
            if (one.Accepted.Count < 20) one.Accept(text);
            one.Down = true;
            context.Abort();
            await Task.CompletedTask;
            return false;
        };
        (await client.PostAsJsonAsync("/api/v1/broadcasts", new { body = "Northwind: shift on Monday? Reply STOP to opt out.", personIds = ids, purpose = "job_offer" })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => one.Down);
        var died = Stopwatch.GetTimestamp();

        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>("select count(*) from outbox where state <> 3"), left => left == 0 && AllWritten(), seconds: 90);
        output.WriteLine($"{one.Accepted.Count} by the first, {two.Accepted.Count} by the second, all within {Stopwatch.GetElapsedTime(died).TotalSeconds:0.0} s of its end");
        one.Down = false;
        one.Behaviour = null;
        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>("select count(*) from outbox"), left => left == 0, seconds: 90);

        var carried = one.Accepted.Concat(two.Accepted).ToList();
        carried.Select(text => text.Reference).ShouldBeUnique();
        carried.Select(text => text.To).ShouldBeUnique();
        carried.Count.ShouldBe(People);
        two.Accepted.Count.ShouldBeGreaterThan(People / 2);
        // What was perhaps handed over never went to the other one.
        (await app.Agency.ReadAsync<long>("select count(*) from message where via_line_id is not null and status not in (4, 5)")).ShouldBe(0);

        bool AllWritten() => app.Agency.ReadAsync<long>("select count(*) from broadcast_recipient where state = 0").GetAwaiter().GetResult() == 0;
    }

    [Fact, Trait("Requirement", "H-08")]
    public async Task A_text_that_was_perhaps_handed_over_is_never_given_to_the_other_provider()
    {
        one.Behaviour = (text, context) =>
        {
            one.Accept(text);
            one.Down = true;
            context.Abort();
            return Task.FromResult(false);
        };
        var unclear = await SendAsync("One", "+13035550123", first.Id);
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<short>("select state from outbox where message_id = $1", unclear) == 3);
        await app.Agency.RunAsync("update provider_connection set down_since = now(), probed_at = now() + interval '1 hour' where id = $1", first.ConnectionId);
        // Behind it, in the same conversation, and in another: the first waits for its turn, the other goes round.
        var behind = await SendAsync("Two", "+13035550123");
        var other = await SendAsync("Three", "+13035550124", first.Id);

        await SentAsync(other);

        two.Accepted.ShouldHaveSingleItem().Reference.ShouldBe(other);
        (await app.Agency.ReadAsync<short>("select state from outbox where message_id = $1", unclear)).ShouldBe((short)3);
        (await app.Agency.ReadAsync<short>("select state from outbox where message_id = $1", behind)).ShouldBe((short)0);

        (one.Down, one.Behaviour) = (false, null);
        await SentAsync(behind, seconds: 90);
        one.Accepted.Concat(two.Accepted).Count(text => text.Reference == unclear).ShouldBe(1);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task A_new_conversation_takes_a_line_that_works_and_keeps_it()
    {
        await app.Agency.RunAsync("update provider_connection set down_since = now(), probed_at = now() + interval '1 hour' where id = $1", first.ConnectionId);
        await SentAsync(await SendAsync("Hello", "+13035550123"));
        (await app.Agency.ReadAsync<Guid>("select line_id from conversation where root_id = $1", app.Agency.RootId)).ShouldBe(second.Id);

        await app.Agency.RunAsync("update provider_connection set down_since = null where id = $1", first.ConnectionId);
        await SentAsync(await SendAsync("Hello again", "+13035550123"));

        two.Accepted.Count.ShouldBe(2);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task New_conversations_spread_over_the_lines_of_a_pool_by_their_pace()
    {
        await app.Agency.RunAsync("update line set per_second = 150 where id = $1", second.Id);
        var lines = new Dictionary<Guid, int>();
        var people = new List<Guid>();
        for (var n = 0; n < 200; n++) people.Add(await app.Agency.PersonAsync("P", $"{n}", 13035550000 + n));
        await using var command = app.Sql.CreateCommand($"select {Rosterline.Lines.Pools.PoolLine.Sql("@line", "p.number")}, count(*) from person_number p where p.root_id = @root group by 1");
        command.Parameters.AddWithValue("root", app.Agency.RootId);
        command.Parameters.AddWithValue("line", first.Id);
        foreach (var (line, n) in await command.ReadAllAsync(row => (row.GetGuid(0), row.GetInt64(1)), CancellationToken.None)) lines[line] = (int)n;

        lines[first.Id].ShouldBeInRange(30, 75);
        lines[second.Id].ShouldBeInRange(125, 170);
    }

    Task<bool> DownAsync() => app.Agency.ReadAsync<bool>("select exists (select 1 from provider_connection where down_since is not null)");

    async Task<Guid> SendAsync(string body, string to, Guid? line = null)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to, body, line });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    Task<string?> SentAsync(Guid id, int seconds = 60) => Eventually.BecomesAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString(), now => now == "sent", seconds);
}
