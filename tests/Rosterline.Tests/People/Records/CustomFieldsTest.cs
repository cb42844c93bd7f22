using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Records;

/// <summary>Fields an agency adds for itself: kept as a list, written on records, found in grids, filled into texts.</summary>
public class CustomFieldsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "G-03")]
    [Trait("Requirement", "EN-08")]
    public async Task A_field_is_added_written_found_renamed_and_hidden_and_texts_with_its_former_name_go_on()
    {
        var client = await App.ClientAsync();
        await ReplaceAsync(client, new { name = "Shirt size" }, new { name = "Car" });
        var ana = (await client.TellAsync("people", new { firstName = "Ana", isEmployee = true, custom = new Dictionary<string, string> { ["Shirt Size"] = "Größe XL", ["car"] = "yes" } })).GetProperty("id").GetGuid();
        await client.TellAsync("people", new { firstName = "Ben", isEmployee = true, custom = new Dictionary<string, string> { ["shirt size"] = "M" } });
        (await client.PatchAsJsonAsync($"/api/v1/people/{ana}", new { custom = new Dictionary<string, string> { ["hat"] = "7" } }).RefusalAsync()).ShouldContain("There is no field “hat”");

        (await Names(client, "custom=shirt%20size:xl")).ShouldBe(["Ana"]);
        (await Names(client, "custom=shirt%20size:GROSSE")).ShouldBeEmpty();
        (await Names(client, "custom=shirt%20size:größe&custom=car:yes")).ShouldBe(["Ana"]);
        (await Names(client, "custom=shirt%20size:m&custom=car:yes")).ShouldBeEmpty();
        (await client.AskAsync("people/count?custom=shirt%20size:m")).GetProperty("count").GetInt32().ShouldBe(1);

        var renamed = await ReplaceAsync(client, new { key = (string?)"car", name = "Vehicle", hidden = false }, new { key = (string?)"shirt size", name = "Shirt", hidden = true });
        renamed.ShouldBe(["car=Vehicle", "shirt size=Shirt hidden"]);
        (await FilledAsync(client, ana, "{custom.vehicle} {custom.CAR} {custom.shirt size} {custom.shirt}")).ShouldBe("yes yes Größe XL Größe XL");
        var offered = (await client.AskAsync("merge-fields")).GetProperty("items").Texts("name");
        offered.ShouldContain("custom.vehicle");
        offered.ShouldNotContain("custom.shirt");

        await client.PatchAsJsonAsync($"/api/v1/people/{ana}", new { custom = new Dictionary<string, string> { ["vehicle"] = "" } }).AnswerAsync();
        (await client.AskAsync($"people/{ana}")).GetProperty("custom").Deserialize<Dictionary<string, string>>().ShouldBe(new Dictionary<string, string> { ["shirt size"] = "Größe XL" });
    }

    [Fact]
    public async Task Nothing_is_lost_from_the_list_and_no_two_fields_go_by_one_name()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        await ReplaceAsync(client, new { name = "Car" }, new { name = "Badge" });
        (await ReplaceAsync(client, new { key = (string?)"badge", name = "Badge number", hidden = false })).ShouldBe(["badge=Badge number", "car=Car hidden"]);
        foreach (var (items, words) in new (object[] Items, string Words)[]
        {
            ([new { name = "car" }, new { key = "car", name = "Vehicle" }], "called"), ([new { name = "A" }, new { name = "a" }], "called"), ([new { name = " " }], "needs a name"),
            ([new { name = "a{b" }], "stand for something else"), ([new { key = "gone", name = "Gone" }], "no field"), ([.. Enumerable.Range(0, 60).Select(i => (object)new { name = $"F{i}" })], "At most 50"),
        })
            (await client.PutAsJsonAsync("/api/v1/custom-fields", new { items }).RefusalAsync()).ShouldContain(words);
        var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Rita"));
        (await recruiter.PutAsJsonAsync("/api/v1/custom-fields", new { items = Array.Empty<object>() })).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await recruiter.AskAsync("custom-fields")).GetProperty("items").Texts("name").ShouldBe(["Badge number", "Car"]);
    }

    static async Task<string> FilledAsync(HttpClient client, Guid person, string body) =>
        (await client.TellAsync("texts/merge", new { body, personIds = new[] { person } })).GetProperty("items")[0].GetProperty("text").GetString()!;

    static async Task<string[]> ReplaceAsync(HttpClient client, params object[] items) =>
        [.. (await client.PutAsJsonAsync("/api/v1/custom-fields", new { items }).AnswerAsync()).GetProperty("items").EnumerateArray()
            .Select(field => $"{field.GetProperty("key")}={field.GetProperty("name")}{(field.GetProperty("hidden").GetBoolean() ? " hidden" : "")}")];

    static async Task<List<string>> Names(HttpClient client, string query) => (await client.AskAsync("people?" + query)).GetProperty("items").Texts("name");
}
