using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Conversations;
using Rosterline.Conversations.Events;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Conversations.Events;

public sealed class ReadEventsTest : CarriedTest
{
    const long Lucas = 19015550143;

    [Fact]
    public async Task A_thread_tells_opt_outs_locks_and_who_was_given_it_by_whom()
    {
        var person = await app.Agency.PersonAsync("Lucas", "Lindqvist", Lucas);
        var maya = await app.Agency.UserAsync("Maya");
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", app.Agency.RootId, line.Id, maya);
        await ReceiveAsync("in-1", "STOP");
        await ReceiveAsync("in-2", "START");
        var id = await app.Agency.ReadAsync<Guid>("select id from conversation where root_id = $1", app.Agency.RootId);
        foreach (var assignee in new Guid?[] { maya, maya, app.Agency.AdminId, null })
            (await client.PutAsJsonAsync($"/api/v1/conversations/{id}/assignee", new { userId = assignee })).EnsureSuccessStatusCode();
        (await client.PostAsJsonAsync($"/api/v1/people/{person}/lock", new { reason = "Payroll dispute." })).EnsureSuccessStatusCode();

        var events = await EventsAsync(client, id);
        var me = await app.Agency.ReadAsync<string>("select name from app_user where id = $1", app.Agency.AdminId);
        events.Select(e => e.GetProperty("words").GetString()).ShouldBe([
            "Opted out by text: “STOP”. Nobody here can text this number.",
            "Opted in again by text: “START”.",
            $"{me} gave this to Maya.",
            $"{me} took this.",
            $"{me} gave this back to everybody.",
            $"Locked by {me}: Payroll dispute.",
        ]);
        events.Select(e => e.GetProperty("kind").GetString()).ShouldBe(["opt_out", "opt_in", "assigned", "assigned", "unassigned", "lock"]);
        events[2].GetProperty("by").GetProperty("id").GetGuid().ShouldBe(app.Agency.AdminId);
        events.Select(e => e.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder();
    }

    [Fact]
    public async Task Whoever_does_not_see_the_line_sees_none_of_it()
    {
        await ReceiveAsync("in-1", "STOP");
        var id = await app.Agency.ReadAsync<Guid>("select id from conversation where root_id = $1", app.Agency.RootId);
        using var stranger = await app.ClientAsync(await app.Agency.UserAsync("Maya"));
        (await stranger.GetAsync($"/api/v1/conversations/{id}/events")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await EventsAsync(client, id)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("opt_out", "phone", null, "Maya", "Opt-out told by phone, recorded by Maya. Nobody here can text this number.")]
    [InlineData("opt_out", "api", null, "Maya", "Opt-out recorded by Maya. Nobody here can text this number.")]
    [InlineData("opt_out", "provider", null, null, "Opt-out reported by the text provider. Nobody here can text this number.")]
    [InlineData("opt_in", "import", "I agree.", "Maya", "Opt-in brought in from a file, recorded by Maya: “I agree”.")]
    [InlineData("lock", "person", null, null, "Locked.")]
    [InlineData("unlock", "person", null, "Maya", "Unlocked by Maya.")]
    public void Says_how_and_by_whom(string kind, string how, string? said, string? by, string words) => EventWords.Consent(kind, how, said, by).ShouldBe(words);

    [Fact]
    public void A_rule_may_hand_over_too() => EventWords.Assigned(null, new Who(Ids.New(), "Maya")).ShouldBe("A rule gave this to Maya.");

    static async Task<List<JsonElement>> EventsAsync(HttpClient client, Guid id) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/conversations/{id}/events")).GetProperty("items").EnumerateArray()];

    async Task ReceiveAsync(string id, string body) =>
        (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound(id, Lucas, line.Number, body))).EnsureSuccessStatusCode();
}
