using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Users;

public sealed class HandOverTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;
    Guid maya, ben, line;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
        (maya, ben) = (await app.Agency.UserAsync("Maya"), await app.Agency.UserAsync("Ben"));
        line = (await (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { name = "Desk" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await admin.PutAsJsonAsync($"/api/v1/lines/{line}/users", new { userIds = new[] { maya }, defaultFor = new[] { maya } })).EnsureSuccessStatusCode();
        await app.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, last_at, preview, assignee_id) values ($1, $2, $3, 13035550111, now(), 'Hello', $4)", app.Agency.RootId, Ids.New(), line, maya);
        using var hers = await app.ClientAsync(maya);
        (await hers.PostAsJsonAsync("/api/v1/messages", new { to = "+13035550112", body = "Later", sendAt = TimeProvider.System.GetUtcNow().AddDays(1) })).EnsureSuccessStatusCode();
        (await hers.PostAsJsonAsync("/api/v1/hotlists", new { name = "Saturday" })).EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "H-18")]
    [Trait("Requirement", "P-30")]
    public async Task What_a_leaver_has_is_counted_and_then_moves_together()
    {
        foreach (var preview in new[] { true, false })
        {
            var moved = await (await GiveAsync(preview, stays: false)).Content.ReadFromJsonAsync<JsonElement>();
            new[] { "numbers", "conversations", "scheduled", "hotlists", "broadcasts" }.Select(name => moved.GetProperty(name).GetInt32()).ShouldBe([1, 1, 1, 1, 0]);
            (await HasAsync(maya)).ShouldBe(preview ? (1, 1, 1, 1) : (0, 0, 0, 0));
        }
        (await HasAsync(ben)).ShouldBe((1, 1, 1, 1));
        (await app.Agency.ReadAsync<bool>("select is_default from line_user where root_id = $1 and user_id = $2", app.Agency.RootId, ben)).ShouldBeTrue();
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'user.handed_over'", app.Agency.RootId)).ShouldBe(1);
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{maya}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await HasAsync(ben)).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    [Trait("Requirement", "H-18")]
    public async Task For_a_holiday_only_what_is_open_moves()
    {
        (await GiveAsync(preview: false, stays: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await HasAsync(maya)).ShouldBe((1, 0, 0, 1));
        (await HasAsync(ben)).ShouldBe((1, 1, 1, 0));
    }

    [Fact]
    public async Task Somebody_who_may_not_text_cannot_take_over()
    {
        var reader = await app.Agency.UserAsync("Rita", role: 4);
        await (await admin.PostAsJsonAsync($"/api/v1/users/{maya}/hand-over", new { to = reader })).ShouldRefuseAsync("successor_cannot_text");
        await (await admin.PostAsJsonAsync($"/api/v1/users/{maya}/hand-over", new { to = maya })).ShouldRefuseAsync("successor_unknown");
        (await admin.PostAsJsonAsync($"/api/v1/users/{Ids.New()}/hand-over", new { to = ben })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_hand_over_a_leavers_conversations_are_everybodys()
    {
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{maya}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.Agency.ReadAsync<long>("select count(*) from conversation where root_id = $1 and assignee_id is not null", app.Agency.RootId)).ShouldBe(0);
    }

    Task<HttpResponseMessage> GiveAsync(bool preview, bool stays) => admin.PostAsJsonAsync($"/api/v1/users/{maya}/hand-over", new { to = ben, preview, stays });

    async Task<(long Lines, long Conversations, long Later, long Hotlists)> HasAsync(Guid user) => (
        await app.Agency.ReadAsync<long>("select count(*) from line_user where root_id = $1 and user_id = $2", app.Agency.RootId, user),
        await app.Agency.ReadAsync<long>("select count(*) from conversation where root_id = $1 and assignee_id = $2", app.Agency.RootId, user),
        await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and author_id = $2 and later", app.Agency.RootId, user),
        await app.Agency.ReadAsync<long>("select count(*) from hotlist where root_id = $1 and owner_id = $2", app.Agency.RootId, user));
}
