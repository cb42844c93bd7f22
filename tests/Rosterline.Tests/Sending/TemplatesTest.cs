using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

[Trait("Requirement", "G-03")]
public class TemplatesTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    public async Task Personal_ones_are_mine_and_sharing_is_a_permission()
    {
        var (maya, manager) = (await App.ClientAsync(await App.Agency.UserAsync("Maya")), await App.ClientAsync(await App.Agency.UserAsync("Ana", role: 1)));
        var own = await MadeAsync(maya, new { name = "Mine", folder = "Calls", purpose = "client", words = new { en = "Call me, {first name|please}." } });
        own.GetProperty("mayChange").GetBoolean().ShouldBeTrue();
        (await NamesAsync(manager)).ShouldNotContain("Mine");
        (await manager.GetAsync($"/api/v1/templates/{Id(own)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CodeAsync(await maya.PostAsJsonAsync("/api/v1/templates", new { name = "All", purpose = "client", shared = true, words = new { en = "Hi" } }))).ShouldBe("may_not_share");
        (await CodeAsync(await maya.PatchAsJsonAsync($"/api/v1/templates/{Id(own)}", new { shared = true }))).ShouldBe("may_not_share");
        var ours = await MadeAsync(manager, new { name = "Ours", purpose = "client", shared = true, words = new { en = "Hi" } });
        (await NamesAsync(maya)).ShouldContain("Ours");
        (await CodeAsync(await maya.PatchAsJsonAsync($"/api/v1/templates/{Id(ours)}", new { name = "Hers" }))).ShouldBe("may_not_share");
        (await CodeAsync(await maya.DeleteAsync($"/api/v1/templates/{Id(ours)}"))).ShouldBe("may_not_share");
        var reader = await App.ClientAsync(await App.Agency.UserAsync("Reader", role: 4));
        (await reader.GetAsync("/api/v1/templates")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "P-21")]
    public async Task Shows_missing_languages_and_falls_back_to_English()
    {
        var client = await App.ClientAsync();
        var (carlos, lucas) = (await App.Agency.PersonAsync("Carlos", "Benitez", null), await App.Agency.PersonAsync("Lucas", "L", null));
        await App.Agency.RunAsync("update person set language = 'es' where root_id = $1 and id = $2", App.Agency.RootId, carlos);
        var template = await MadeAsync(client, new { name = "Hello", purpose = "job_offer", words = new { en = "Hi {first name}, {pay|good pay}" } });
        Strings(template.GetProperty("missingLanguages")).ShouldBe(["es"]);
        Strings(template.GetProperty("fields")).ShouldBe(["first name", "pay"]);
        var used = await UseAsync(client, template, new { personId = carlos });
        (used.GetProperty("text").GetString(), used.GetProperty("fellBack").GetBoolean(), used.GetProperty("fallbacks").GetInt32()).ShouldBe(("Hi Carlos, good pay", true, 1));
        var both = await JsonAsync(await client.PatchAsJsonAsync($"/api/v1/templates/{Id(template)}", new { words = new { es = "Hola {first name}" } }));
        Strings(both.GetProperty("missingLanguages")).ShouldBeEmpty();
        (await UseAsync(client, both, new { personId = carlos })).GetProperty("text").GetString().ShouldBe("Hola Carlos");
        (await UseAsync(client, both, new { personId = lucas })).GetProperty("text").GetString().ShouldBe("Hi Lucas, good pay");
        Strings((await JsonAsync(await client.PatchAsJsonAsync($"/api/v1/templates/{Id(template)}", new { words = new { en = "" } }))).GetProperty("missingLanguages")).ShouldBe(["en"]);
        (await CodeAsync(await client.PatchAsJsonAsync($"/api/v1/templates/{Id(template)}", new { words = new { es = " " } }))).ShouldBe("words_missing");
    }

    [Fact]
    [Trait("Requirement", "P-03")]
    public async Task Is_not_used_for_another_purpose()
    {
        var client = await App.ClientAsync();
        var template = await MadeAsync(client, new { name = "Shift", purpose = "assignment", words = new { en = "See you" } });
        (await UseAsync(client, template, new { purpose = "assignment" })).GetProperty("text").GetString().ShouldBe("See you");
        (await CodeAsync(await client.PostAsJsonAsync($"/api/v1/templates/{Id(template)}/use", new { purpose = "client" }))).ShouldBe("other_purpose");
        (await NamesAsync(client, "?purpose=client")).ShouldNotContain("Shift");
        (await NamesAsync(client, "?purpose=assignment")).ShouldContain("Shift");
    }

    [Theory]
    [InlineData("Hi {frist name}", "unknown_field", "There is no field {frist name}. Did you mean {first name}?")]
    [InlineData("Hi\u2063 there", "invisible", "1 invisible character came along with what was pasted. Take them out, then save again.")]
    [InlineData("SSN 123-45-6789", "social_security_number", "This text contains what looks like a Social Security number. It may not go by text: phones are lost and shared.")]
    public async Task Says_what_is_wrong_with_the_words(string body, string code, string words)
    {
        var answer = await (await App.ClientAsync()).PostAsJsonAsync("/api/v1/templates", new { name = "Bad", purpose = "client", words = new { en = body } });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()).ShouldBe((code, words));
    }

    [Fact]
    public async Task Refuses_what_cannot_be_stored()
    {
        var client = await App.ClientAsync();
        async Task<string?> Code(object body) => await CodeAsync(await client.PostAsJsonAsync("/api/v1/templates", body));
        (await Code(new { purpose = "client", words = new { en = "a" } })).ShouldBe("name_missing");
        (await Code(new { name = "a", words = new { en = "a" } })).ShouldBe("purpose_missing");
        (await Code(new { name = "a", purpose = "client" })).ShouldBe("words_missing");
        (await Code(new { name = "a", purpose = "client", words = new { fr = "salut" } })).ShouldBe("language_unknown");
        (await Code(new { name = "a", purpose = "client", words = new { en = new string('x', 30_000) } })).ShouldBe("too_long");
        (await Code(new { name = new string('n', 101), purpose = "client", words = new { en = "a" } })).ShouldBe("too_long");
    }

    [Fact]
    public async Task A_removed_one_can_be_brought_back()
    {
        var client = await App.ClientAsync();
        var template = await MadeAsync(client, new { name = "Gone", purpose = "client", words = new { en = "Hi" } });
        (await client.DeleteAsync($"/api/v1/templates/{Id(template)}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await NamesAsync(client)).ShouldNotContain("Gone");
        (await client.DeleteAsync($"/api/v1/templates/{Id(template)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await App.ClientAsync(await App.Agency.UserAsync("Other", role: 1))).PostAsync($"/api/v1/templates/{Id(template)}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsync($"/api/v1/templates/{Id(template)}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await NamesAsync(client)).ShouldContain("Gone");
    }

    [Fact]
    public async Task Pages_by_folder_and_name_without_gaps_and_finds_words()
    {
        var client = await App.ClientAsync(await App.Agency.UserAsync("Pager"));
        for (var i = 0; i < 7; i++) await MadeAsync(client, new { name = $"t{i}", folder = i % 2 == 0 ? "zeta" : "Alpha", purpose = "client", words = new { en = $"word{i}" } });
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/templates?q=word&limit=3&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.ShouldBe(["t1", "t3", "t5", "t0", "t2", "t4", "t6"]);
        (await NamesAsync(client, "?q=WORD3")).ShouldBe(["t3"]);
        (await NamesAsync(client, "?folder=alpha")).ShouldBe(["t1", "t3", "t5"]);
        (await CodeAsync(await client.GetAsync("/api/v1/templates?cursor=x"))).ShouldBe("cursor_unknown");
    }

    static Guid Id(JsonElement template) => template.GetProperty("id").GetGuid();

    static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    static async Task<JsonElement> MadeAsync(HttpClient client, object body) => await JsonAsync(await client.PostAsJsonAsync("/api/v1/templates", body));

    static async Task<JsonElement> UseAsync(HttpClient client, JsonElement template, object body) => await JsonAsync(await client.PostAsJsonAsync($"/api/v1/templates/{Id(template)}/use", body));

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    static async Task<string[]> NamesAsync(HttpClient client, string query = "") =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/templates" + query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
