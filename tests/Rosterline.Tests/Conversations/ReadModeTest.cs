using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Conversations;

public sealed class ReadModeTest : IAsyncLifetime
{
    TestApp app = null!;
    FakeCarrier carrier = null!;
    TestLine line = null!;
    HttpClient dana = null!, maya = null!;
    int texts;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        line = await TestLine.AddAsync(app, carrier);
        var user = await app.Agency.UserAsync("Maya");
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", app.Agency.RootId, line.Id, user);
        (dana, maya) = (await app.ClientAsync(), await app.ClientAsync(user));
    }

    public async Task DisposeAsync()
    {
        dana.Dispose();
        maya.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    [Trait("Requirement", "AR-15")]
    public async Task On_a_shared_line_one_who_views_clears_it_for_all()
    {
        await ReceiveAsync();
        (await UnreadAsync()).ShouldBe((1, 1));
        await ViewAsync(maya);
        (await UnreadAsync()).ShouldBe((0, 0));
        (await dana.AskAsync("conversations/counts")).GetProperty("needsReply").GetInt32().ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    public async Task On_a_line_that_is_unread_for_each_one_viewing_clears_for_oneself()
    {
        await dana.PatchAsync($"lines/{line.Id}", new { readEach = true });
        await ReceiveAsync();
        await ReceiveAsync();
        await ViewAsync(maya);
        (await UnreadAsync()).ShouldBe((2, 0));
        await ReceiveAsync();
        (await UnreadAsync()).ShouldBe((3, 1));
        await ViewAsync(dana);
        (await UnreadAsync()).ShouldBe((0, 1));

        // Done is for everybody, and what comes after it is new to everybody.
        await maya.PutAsync($"conversations/{await IdAsync()}/attention", new { state = "done" });
        (await UnreadAsync()).ShouldBe((0, 0));
        await ReceiveAsync();
        (await UnreadAsync()).ShouldBe((1, 1));
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    public async Task Becoming_shared_again_keeps_what_nobody_has_seen()
    {
        await dana.PatchAsync($"lines/{line.Id}", new { readEach = true });
        await ReceiveAsync();
        await ViewAsync(maya);
        await ReceiveAsync();
        (await UnreadAsync()).ShouldBe((2, 1));
        await dana.PatchAsync($"lines/{line.Id}", new { readEach = false });
        (await UnreadAsync()).ShouldBe((1, 1));
        await ViewAsync(dana);
        (await UnreadAsync()).ShouldBe((0, 0));
    }

    [Fact]
    [Trait("Requirement", "AR-21")]
    public async Task A_lines_note_is_shown_where_it_is_answered_from()
    {
        await dana.PatchAsync($"lines/{line.Id}", new { note = "  Calls ring at the front desk. " });
        await ReceiveAsync();
        (await maya.AskAsync($"conversations/{await IdAsync()}")).GetProperty("lineNote").GetString().ShouldBe("Calls ring at the front desk.");
        await dana.PatchAsync($"lines/{line.Id}", new { note = "" });
        (await maya.AskAsync($"conversations/{await IdAsync()}")).GetProperty("lineNote").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    async Task ReceiveAsync() =>
        (await FakeCarrier.PostAsync(dana, line.Hook, FakeCarrier.Inbound($"in-{++texts}", 19015550143, line.Number, $"Text {texts}"))).EnsureSuccessStatusCode();

    async Task ViewAsync(HttpClient by) => await by.TellAsync($"conversations/{await IdAsync()}/viewed", new { seq = texts });

    Task<Guid> IdAsync() => app.Agency.ReadAsync<Guid>("select id from conversation where root_id = $1", app.Agency.RootId);

    // The row of the inbox and the badge say the same.
    async Task<(int Dana, int Maya)> UnreadAsync() => (await UnreadAsync(dana), await UnreadAsync(maya));

    static async Task<int> UnreadAsync(HttpClient client)
    {
        var row = (await client.AskAsync("conversations?view=team&state=all")).GetProperty("items")[0].GetProperty("unread").GetInt32();
        var badge = (await client.AskAsync("conversations/counts")).GetProperty("unread").GetInt32();
        badge.ShouldBe(row);
        return row;
    }
}
