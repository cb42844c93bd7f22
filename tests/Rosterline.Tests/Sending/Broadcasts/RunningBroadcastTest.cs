using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Broadcasts;

/// <summary>What can be done while a broadcast runs, on a line slow enough to see it.</summary>
public sealed class RunningBroadcastTest : BroadcastWorld
{
    const string Body = "Northwind: are you free Saturday? Reply STOP to stop.";

    protected override decimal PerSecond => 2;

    [Fact]
    [Trait("Requirement", "G-02")]
    public async Task Paused_it_waits_resumed_it_goes_on_cancelled_it_names_who_was_texted()
    {
        var id = await StartAsync(new { personIds = await PeopleAsync(60), body = Body, windowKey = "w" });
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count >= 2);

        await PostAsync($"/broadcasts/{id}/pause", new { reason = "wrong date" });
        var paused = await ReadAsync(id);
        (paused.GetProperty("state").GetString(), paused.GetProperty("stopped").GetProperty("reason").GetString()).ShouldBe(("paused", "wrong date"));
        var written = await WrittenAsync(id);
        await Task.Delay(2500);
        (await WrittenAsync(id)).ShouldBe(written);

        await PostAsync($"/broadcasts/{id}/resume");
        await Eventually.HoldsAsync(async () => await WrittenAsync(id) > written);
        var stopped = await PostAsync($"/broadcasts/{id}/cancel");
        var (sent, waiting) = (stopped.GetProperty("sent").GetInt32(), stopped.GetProperty("waiting").GetInt32());
        (sent + waiting).ShouldBe(60);
        stopped.GetProperty("words").GetString().ShouldBe($"{sent} of 60 had already gone. {waiting} stopped.");
        await Eventually.HoldsAsync(async () => await App.Agency.ReadAsync<long>("select count(*) from outbox where root_id = $1", App.Agency.RootId) == 0);
        Carrier.Accepted.Count.ShouldBe(sent);
        (await RecipientsAsync(id, "not_texted")).Length.ShouldBe(waiting);
    }

    [Fact]
    [Trait("Requirement", "P-15")]
    public async Task An_answer_goes_before_the_rest_and_belongs_to_the_sender()
    {
        var people = await PeopleAsync(40);
        var id = await StartAsync(new { personIds = people, body = Body, windowKey = "w" });
        await Eventually.HoldsAsync(() => !Carrier.Accepted.IsEmpty);
        var first = Carrier.Accepted.First();
        using var carrier = new HttpClient();
        await FakeCarrier.PostAsync(carrier, Line.Hook, FakeCarrier.Inbound("in-1", long.Parse(first.To[1..], System.Globalization.CultureInfo.InvariantCulture), Line.Number, "Yes, I can"));

        var replied = (await RecipientsAsync(id, "replied")).Single();
        replied.GetProperty("answer").GetProperty("kind").GetString().ShouldBe("yes");
        (await RecipientsAsync(id, "replied", "&answer=no")).ShouldBeEmpty();
        var conversation = replied.GetProperty("conversationId").GetGuid();
        (await App.Agency.ReadAsync<Guid>("select assignee_id from conversation where root_id = $1 and id = $2", App.Agency.RootId, conversation)).ShouldBe(App.Agency.AdminId);

        await PostAsync($"/conversations/{conversation}/messages", new { body = "Great, see you then", seenSeq = 2 });
        await Eventually.HoldsAsync(() => Carrier.Accepted.Any(t => t.Body == "Great, see you then"));
        (await ReadAsync(id)).GetProperty("counts").GetProperty("waiting").GetInt32().ShouldBeGreaterThan(0);
        await PostAsync($"/broadcasts/{id}/cancel");
    }

    [Fact]
    [Trait("Requirement", "G-02")]
    public async Task Started_again_in_the_middle_it_goes_on_and_nobody_is_texted_twice()
    {
        var id = await StartAsync(new { personIds = await PeopleAsync(14), body = Body, windowKey = "w" });
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count >= 3);
        var feeder = App.Get<Rosterline.Sending.Broadcasts.FeedBroadcasts>();
        await feeder.StopAsync(default);
        // As another node or the next life of this one would: both look at the same places at once.
        await Task.WhenAll(feeder.FeedAsync(default), feeder.FeedAsync(default), feeder.FeedAsync(default));
        await feeder.StartAsync(default);

        await BecomesAsync(id, "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count >= 14, 60);
        Carrier.Accepted.Select(t => t.To).ShouldBeUnique();
    }

    [Fact]
    [Trait("Requirement", "P-27")]
    public async Task What_was_due_while_nobody_ran_waits_for_its_author()
    {
        var people = await PeopleAsync(3);
        var id = await StartAsync(new { personIds = people, body = Body, windowKey = "w", sendAt = TimeProvider.System.GetUtcNow().AddHours(2) });
        var agency = App.Agency;
        // Two hours without any node.
        var feeder = App.Get<Rosterline.Sending.Broadcasts.FeedBroadcasts>();
        await feeder.StopAsync(default);
        await agency.RunAsync("update broadcast_recipient set due_at = now() - interval '1 hour' where root_id = $1 and position < 2", agency.RootId);
        await agency.RunAsync("update broadcast_recipient set due_at = now() - interval '10 minutes' where root_id = $1 and position = 2", agency.RootId);
        await agency.RunAsync("update sending_clock set alive_at = now() - interval '2 hours', fed_until = now() - interval '1 minute', fed_by = null");
        await feeder.StartAsync(default);

        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 1);
        await Eventually.HoldsAsync(async () => (await ReadAsync(id)).GetProperty("counts").GetProperty("missed").GetInt32() == 2);
        (await PostAsync($"/broadcasts/{id}/missed", new { send = true })).GetProperty("people").GetInt32().ShouldBe(2);
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 3);
    }

    async Task<long> WrittenAsync(Guid id) => await App.Agency.ReadAsync<long>("select count(*) from broadcast_recipient where root_id = $1 and broadcast_id = $2 and state = 1", App.Agency.RootId, id);
}
