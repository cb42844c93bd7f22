using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Conversations.History;

public sealed class FindTextedTest : IAsyncLifetime
{
    TestApp app = null!;
    FakeCarrier carrier = null!;
    HttpClient dana = null!, ben = null!;
    Guid lucas;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        await TestLine.AddAsync(app, carrier);
        var user = await app.Agency.UserAsync("Ben Carter");
        await TestLine.AddAsync(app, carrier, 18335550142, userId: user);
        (dana, ben) = (await app.ClientAsync(), await app.ClientAsync(user));
        lucas = await app.Agency.PersonAsync("Lucas", "Hale", 19015550143);
        await dana.TellAsync("messages", new { to = "+19015550143", line = "+19015550142", body = "Forklift, Eagan, Monday?" });
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
    }

    public async Task DisposeAsync()
    {
        dana.Dispose();
        ben.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "P-09")]
    public async Task Who_may_not_read_learns_that_and_when_and_nothing_else()
    {
        var opened = await ben.TellAsync("conversations", new { personId = lucas });
        var texted = opened.GetProperty("texted");
        texted.GetProperty("words").GetString().ShouldBe("Someone at Northwind texted Lucas a minute ago.");
        texted.GetProperty("conversationId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        foreach (var secret in new[] { "Dana", "Forklift", "9015550142", (await DanasAsync()).ToString() }) opened.GetRawText().ShouldNotContain(secret);
        // She who wrote it is not told about herself.
        (await dana.TellAsync("conversations", new { personId = lucas })).GetProperty("texted").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    [Trait("Requirement", "P-09")]
    public async Task Who_may_read_it_learns_who_and_is_led_there()
    {
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) select root_id, id, $2 from line where root_id = $1 and number = 19015550142", app.Agency.RootId, await BenAsync());
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        var texted = (await ben.TellAsync("conversations", new { personId = lucas, lineId = await app.Agency.ReadAsync<Guid>("select id from line where root_id = $1 and number = 18335550142", app.Agency.RootId) })).GetProperty("texted");
        texted.GetProperty("words").GetString().ShouldBe("Dana Reyes texted Lucas a minute ago.");
        texted.GetProperty("conversationId").GetGuid().ShouldBe(await DanasAsync());
    }

    [Fact]
    [Trait("Requirement", "P-09")]
    public async Task Switched_off_nobody_is_told()
    {
        await dana.PutAsync("organisation/sending-rules", new { fallThrough = false, scheduleInWindow = true, callingHours = false, broadcastUndoSeconds = 0, tellTexted = false });
        (await ben.TellAsync("conversations", new { personId = lucas })).GetProperty("texted").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await app.Agency.ReadAsync<bool>("select detail::text like '%tellTexted%' from audit_entry where root_id = $1 and action = 'sending_rules.changed'", app.Agency.RootId)).ShouldBeTrue();
    }

    Task<Guid> DanasAsync() => app.Agency.ReadAsync<Guid>("select c.id from conversation c join line l on l.id = c.line_id where c.root_id = $1 and l.number = 19015550142", app.Agency.RootId);

    Task<Guid> BenAsync() => app.Agency.ReadAsync<Guid>("select id from app_user where name = 'Ben Carter' and $1::uuid is not null", app.Agency.RootId);
}
