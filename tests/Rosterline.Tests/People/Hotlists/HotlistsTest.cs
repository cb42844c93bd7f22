using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Hotlists;

/// <summary>Hotlists by hand and by search, personal and shared.</summary>
public class HotlistsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "EN-31")]
    [Trait("Requirement", "EN-06")]
    public async Task Holds_people_with_the_day_they_joined_and_a_note_written_in_place()
    {
        var client = await App.ClientAsync();
        var (ana, ben) = (await App.Agency.PersonAsync("Ana", "Hot", 19015550210), await App.Agency.PersonAsync("Ben", "Hot", 19015550211));
        var id = (await client.TellAsync("hotlists", new { name = "Saturday shift" })).GetProperty("id").GetGuid();
        var first = await client.TellAsync($"hotlists/{id}/members", new { personIds = new[] { ana, ben } });
        (first.GetProperty("added").GetInt32(), first.GetProperty("already").GetInt32()).ShouldBe((2, 0));
        var again = await client.TellAsync($"hotlists/{id}/members", new { personIds = new[] { ben } });
        (again.GetProperty("added").GetInt32(), again.GetProperty("already").GetInt32()).ShouldBe((0, 1));
        (await client.PutAsJsonAsync($"/api/v1/hotlists/{id}/members/{ana}/note", new { words = "Has a car" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.PutAsJsonAsync($"/api/v1/hotlists/{id}/members/{ana}/note", new { words = new string('x', 501) }).RefusalAsync()).ShouldBe("Note: write at most 500 characters.");
        (await client.PutAsJsonAsync($"/api/v1/hotlists/{id}/members/{Ids.New()}/note", new { words = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var page = await client.AskAsync($"hotlists/{id}/members?limit=1");
        var member = page.GetProperty("items")[0];
        member.GetProperty("person").GetProperty("name").GetString().ShouldBe("Ana Hot");
        member.GetProperty("person").GetProperty("cellPhone").GetString().ShouldBe("(901) 555-0210");
        member.GetProperty("note").GetString().ShouldBe("Has a car");
        member.GetProperty("joinedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        var second = await client.AskAsync($"hotlists/{id}/members?limit=1&cursor={page.GetProperty("next").GetString()}");
        second.GetProperty("items").Texts("person", "name").ShouldBe(["Ben Hot"]);
        (await client.AskAsync("hotlists")).GetProperty("items").EnumerateArray().Single(list => list.GetProperty("id").GetGuid() == id).GetProperty("count").GetInt32().ShouldBe(2);
        await client.TellAsync($"hotlists/{id}/members/remove", new { personIds = new[] { ana } });
        (await client.AskAsync($"hotlists/{id}/members")).GetProperty("items").Texts("person", "name").ShouldBe(["Ben Hot"]);
    }

    [Fact]
    [Trait("Requirement", "EN-31")]
    public async Task By_search_holds_whoever_matches_now()
    {
        var client = await App.ClientAsync();
        var id = (await client.TellAsync("hotlists", new { name = "Lees", search = new { kind = "candidate", lastName = "Leesearch" } })).GetProperty("id").GetGuid();
        (await client.AskAsync($"hotlists/{id}/members")).GetProperty("items").GetArrayLength().ShouldBe(0);
        var person = await App.Agency.PersonAsync("Ana", "Leesearch", null);
        (await client.AskAsync($"hotlists/{id}/members")).GetProperty("items").Texts("person", "name").ShouldBe(["Ana Leesearch"]);
        (await client.PostAsJsonAsync($"/api/v1/hotlists/{id}/members", new { personIds = new[] { person } }).RefusalAsync()).ShouldContain("whoever matches its search");
        (await client.PutAsJsonAsync($"/api/v1/hotlists/{id}/members/{person}/note", new { words = "Call at noon" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.AskAsync($"hotlists/{id}/members")).GetProperty("items")[0].GetProperty("note").GetString().ShouldBe("Call at noon");
        (await client.PostAsJsonAsync("/api/v1/hotlists", new { name = "No", search = new { ssn = "1234" } }).RefusalAsync()).ShouldContain("Social Security");
    }

    [Fact]
    public async Task Is_mine_until_it_is_shared_and_says_its_limits()
    {
        var client = await App.ClientAsync();
        var colleague = await App.ClientAsync(await App.Agency.UserAsync("Ben Colleague"));
        var id = (await client.TellAsync("hotlists", new { name = "Mine" })).GetProperty("id").GetGuid();
        (await colleague.GetAsync($"/api/v1/hotlists/{id}/members")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.AskAsync("hotlists")).GetProperty("items").Texts("name").ShouldNotContain("Mine");
        await client.PatchAsJsonAsync($"/api/v1/hotlists/{id}", new { shared = true, name = "Ours" }).AnswerAsync();
        (await colleague.AskAsync("hotlists")).GetProperty("items").Texts("name").ShouldContain("Ours");
        (await colleague.DeleteAsync(new Uri($"/api/v1/hotlists/{id}", UriKind.Relative)).RefusalAsync()).ShouldContain("Dana Reyes keeps this list");
        var many = Enumerable.Range(0, 40_000).Select(_ => Ids.New()).ToArray();
        (await client.PostAsJsonAsync($"/api/v1/hotlists/{id}/members", new { personIds = many }).RefusalAsync()).ShouldBe("40,000 people are too many at once. Take 20,000 at most, in several goes.");
        (await client.PostAsJsonAsync("/api/v1/hotlists", new { name = " " }).RefusalAsync()).ShouldBe("Write a name for it.");
        (await client.DeleteAsync(new Uri($"/api/v1/hotlists/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var foreign = await TestAgency.CreateAsync(App.Sql);
        (await (await App.ClientAsync()).GetAsync($"/api/v1/hotlists/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreign.RootId.ShouldNotBe(App.Agency.RootId);
    }

    [Fact]
    public async Task Searches_are_kept_under_a_name()
    {
        var client = await App.ClientAsync();
        var saved = await client.TellAsync("saved-searches", new { name = "Memphis temps", shared = true, search = new { kind = "employee", status = "Ready", cursor = "x" } });
        saved.GetProperty("search").GetProperty("status").GetString().ShouldBe("Ready");
        saved.GetProperty("search").GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        var reader = await App.ClientAsync(await App.Agency.UserAsync("Rita Reader", role: 4));
        (await reader.AskAsync("saved-searches")).GetProperty("items").Texts("name").ShouldContain("Memphis temps");
        (await client.PostAsJsonAsync("/api/v1/saved-searches", new { name = "Nothing" }).RefusalAsync()).ShouldBe("Say what to search for.");
        (await client.DeleteAsync(new Uri($"/api/v1/saved-searches/{saved.GetProperty("id").GetGuid()}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.AskAsync("saved-searches")).GetProperty("items").Texts("name").ShouldNotContain("Memphis temps");
    }
}
