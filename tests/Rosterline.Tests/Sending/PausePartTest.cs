using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Sending;

public sealed class PausePartTest : IAsyncLifetime
{
    TestApp app = null!;
    FakeCarrier carrier = null!;
    TestLine line = null!, other = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        line = await TestLine.AddAsync(app, carrier);
        other = await TestLine.AddAsync(app, carrier, 18335550142);
        client = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "P-11")]
    public async Task A_paused_line_keeps_its_texts_while_others_go_and_says_by_whom()
    {
        await client.TellAsync($"lines/{line.Id}/pause", new { reason = "wrong number on the flyer" });
        var held = await SendAsync(line, "+19015550143");
        await SendAsync(other, "+19015550144");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        carrier.Accepted.Single().To.ShouldBe("+19015550144");
        (await client.AskAsync($"messages/{held}")).GetProperty("status").GetString().ShouldBe("queued");
        (await ComposerAsync(held)).ShouldBe("This line is paused by Dana Reyes: “wrong number on the flyer”. You can write; texts wait.");
        (await LineAsync()).GetProperty("paused").GetProperty("by").GetString().ShouldBe("Dana Reyes");

        await client.TellAsync($"lines/{line.Id}/resume", new { });
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 2);
        (await LineAsync()).GetProperty("paused").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var action in new[] { "sending.line_paused", "sending.line_resumed" })
            (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = $2 and subject_id = $3", app.Agency.RootId, action, line.Id)).ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "P-11")]
    public async Task A_paused_account_keeps_the_texts_of_every_line_below_it()
    {
        var elsewhere = Rosterline.Platform.Ids.New();
        await app.Agency.RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $2, $1, 1, 'South')", app.Agency.RootId, elsewhere);
        await app.Agency.RunAsync("update account set parent_id = $2 where root_id = $1 and id = $3", app.Agency.RootId, elsewhere, app.Agency.BranchId);
        await app.Agency.RunAsync("update line set account_id = $1 where root_id = $1 and id = $2", app.Agency.RootId, other.Id);
        await client.TellAsync($"accounts/{elsewhere}/pause", new { reason = "storm" });
        var held = await SendAsync(line, "+19015550143");
        var later = await client.TellAsync("messages", new { to = "+19015550145", line = "+19015550142", body = "Later", sendAt = TimeProvider.System.GetUtcNow().AddMilliseconds(300) });
        await SendAsync(other, "+19015550144");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        (await ComposerAsync(held)).ShouldStartWith("South is paused by Dana Reyes");
        await client.TellAsync($"accounts/{elsewhere}/resume", new { });
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 3);
        carrier.Accepted.Select(text => text.To).ShouldBe(["+19015550144", "+19015550143", "+19015550145"], ignoreOrder: true);
        later.GetProperty("id").GetGuid().ShouldNotBe(held);
    }

    [Fact]
    [Trait("Requirement", "P-11")]
    public async Task Pausing_asks_for_a_reason_and_for_the_permission_there()
    {
        await (await client.PostAsJsonAsync($"/api/v1/lines/{line.Id}/pause", new { reason = " " })).ShouldRefuseAsync("reason_missing");
        await (await client.PostAsJsonAsync($"/api/v1/accounts/{app.Agency.RootId}/pause", new { reason = "all" })).ShouldRefuseAsync("pause_all");
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));
        (await recruiter.PostAsJsonAsync($"/api/v1/lines/{line.Id}/pause", new { reason = "mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await recruiter.PostAsJsonAsync($"/api/v1/accounts/{app.Agency.BranchId}/resume", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsJsonAsync($"/api/v1/lines/{Rosterline.Platform.Ids.New()}/pause", new { reason = "none" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<Guid> SendAsync(TestLine from, string to) => (await client.TellAsync("messages", new { to, line = $"+{from.Number}", body = "Hello" })).GetProperty("id").GetGuid();

    async Task<string?> ComposerAsync(Guid message)
    {
        var conversation = await app.Agency.ReadAsync<Guid>("select conversation_id from message where root_id = $1 and id = $2", app.Agency.RootId, message);
        return (await client.AskAsync($"conversations/{conversation}")).GetProperty("composer").GetProperty("words").GetString();
    }

    async Task<JsonElement> LineAsync() => (await client.AskAsync("lines")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("id").GetGuid() == line.Id);
}
