using System.Net;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Journal;

/// <summary>Notes with an action on records.</summary>
public class LogMessageTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "EN-32")]
    [Trait("Requirement", "EN-07")]
    public async Task Writes_on_many_records_and_the_last_message_shows_the_action()
    {
        var client = await App.ClientAsync();
        var people = new[] { await App.Agency.PersonAsync("Ana", "Logged", null), await App.Agency.PersonAsync("Ben", "Logged", null) };
        var outcome = await client.TellAsync("people/notes", new { search = new { lastName = "Logged" }, action = "order candidate", words = "For Saturday" });
        outcome.GetProperty("logged").GetInt32().ShouldBe(2);
        outcome.GetProperty("action").GetString().ShouldBe("Order Candidate");
        await client.TellAsync("people/notes", new { personIds = new[] { people[1] }, action = "Placed" });
        (await client.AskAsync("people?lastName=Logged")).GetProperty("items").Texts("lastMessage", "action").ShouldBe(["Order Candidate", "Placed"]);
        var journal = (await client.AskAsync($"people/{people[1]}/journal?limit=1"));
        journal.GetProperty("items").Texts("action").ShouldBe(["Placed"]);
        var older = await client.AskAsync($"people/{people[1]}/journal?cursor={journal.GetProperty("next").GetString()}");
        older.GetProperty("items").Texts("words").ShouldBe(["For Saturday"]);
        older.GetProperty("items")[0].GetProperty("by").GetProperty("name").GetString().ShouldBe("Dana Reyes");
        (await App.Agency.ReadAsync<long>("select count(*) from outbox where root_id = $1", App.Agency.RootId)).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "EN-32")]
    public async Task The_organisation_has_its_own_actions()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        var person = await app.Agency.PersonAsync("Ana", "Own", null);
        (await client.AskAsync("action-codes")).GetProperty("items").EnumerateArray().Select(item => item.GetString()).ShouldBe(["Order Candidate", "Placed", "Available", "Called", "Left message"]);
        await client.PutAsJsonAsync("/api/v1/action-codes", new { items = new[] { "Interviewed", " Called " } }).AnswerAsync();
        await client.TellAsync("people/notes", new { personIds = new[] { person }, action = "Interviewed" });
        (await client.PostAsJsonAsync("/api/v1/people/notes", new { personIds = new[] { person }, action = "Placed" }).RefusalAsync()).ShouldBe("“Placed” is not on the list of actions. An administrator may add it.");
        (await client.PutAsJsonAsync("/api/v1/action-codes", new { items = new[] { "A", "a" } }).RefusalAsync()).ShouldContain("twice");
        (await client.PutAsJsonAsync("/api/v1/action-codes", new { items = Array.Empty<string>() }).RefusalAsync()).ShouldContain("at least one");
        var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Rita Recruiter"));
        ((int)(await recruiter.PutAsJsonAsync("/api/v1/action-codes", new { items = new[] { "X" } })).StatusCode).ShouldBeOneOf(403, 404);
    }

    [Fact]
    [Trait("Requirement", "EN-32")]
    public async Task Says_what_is_missing_and_writes_nothing_then()
    {
        var client = await App.ClientAsync();
        var person = await App.Agency.PersonAsync("Ana", "Missing", null);
        (await client.PostAsJsonAsync("/api/v1/people/notes", new { personIds = new[] { person } }).RefusalAsync()).ShouldBe("Choose what happened.");
        (await client.PostAsJsonAsync("/api/v1/people/notes", new { personIds = new[] { Ids.New() }, action = "Called" }).RefusalAsync()).ShouldContain("Nobody is chosen");
        (await client.PostAsJsonAsync("/api/v1/people/notes", new { hotlistId = Ids.New(), action = "Called" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsJsonAsync("/api/v1/people/notes", new { personIds = new[] { person }, action = "Called", words = new string('x', 4_001) }).RefusalAsync()).ShouldContain("4,000");
        (await client.AskAsync($"people/{person}/journal")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetAsync($"/api/v1/people/{person}/journal?cursor=nonsense")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
