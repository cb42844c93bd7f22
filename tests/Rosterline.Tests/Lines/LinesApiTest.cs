using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines;

public sealed class LinesApiTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact, Trait("Requirement", "P-12")]
    public async Task A_simulated_line_is_one_click_and_may_send_at_once()
    {
        var line = await PostAsync("/api/v1/lines/simulated", new { name = "Front desk" }, HttpStatusCode.Created);
        line.GetProperty("name").GetString().ShouldBe("Front desk");
        line.GetProperty("number").GetString()!.ShouldStartWith("+1901555");
        line.GetProperty("receiving").GetProperty("ok").GetBoolean().ShouldBeTrue();
        line.GetProperty("users")[0].GetProperty("isDefault").GetBoolean().ShouldBeTrue();
        (await app.Agency.ReadAsync<long>("select gap_us from line_send where line_id = $1", line.GetProperty("id").GetGuid())).ShouldBe(100_000);
        (await app.Agency.ReadAsync<string>("select incoming_url from carrier_number where owner = $1", app.Agency.RootId))!.ShouldContain("/hooks/simulated/");
        var second = await PostAsync("/api/v1/lines/simulated", new { }, HttpStatusCode.Created);
        second.GetProperty("connection").GetProperty("id").GetGuid().ShouldBe(line.GetProperty("connection").GetProperty("id").GetGuid());
        second.GetProperty("number").GetString().ShouldNotBe(line.GetProperty("number").GetString());
    }

    [Fact]
    public async Task Changes_pace_and_users_of_a_line()
    {
        var id = (await PostAsync("/api/v1/lines/simulated", new { }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var maya = await app.Agency.UserAsync("Maya");
        (await admin.PatchAsJsonAsync($"/api/v1/lines/{id}", new { perSecond = 4, active = false })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Agency.ReadAsync<long>("select gap_us from line_send where line_id = $1 and not active", id)).ShouldBe(250_000);
        var assigned = await (await admin.PutAsJsonAsync($"/api/v1/lines/{id}/users", new { userIds = new[] { maya } })).Content.ReadFromJsonAsync<JsonElement>();
        assigned.GetProperty("users")[0].GetProperty("name").GetString().ShouldBe("Maya");
        var hers = await (await app.ClientAsync(maya)).GetFromJsonAsync<JsonElement>("/api/v1/lines");
        hers.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact, Trait("Requirement", "P-17")]
    public async Task Everybody_chooses_her_own_default_line()
    {
        var first = (await PostAsync("/api/v1/lines/simulated", new { }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var second = (await PostAsync("/api/v1/lines/simulated", new { }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var others = (await PostAsync("/api/v1/lines/simulated", new { }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var maya = await app.Agency.UserAsync("Maya");
        foreach (var line in new[] { first, second }) await admin.PutAsJsonAsync($"/api/v1/lines/{line}/users", new { userIds = new[] { maya, app.Agency.AdminId } });
        var hers = await app.ClientAsync(maya);
        async Task<Guid?> DefaultAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("lines").EnumerateArray()
            .Where(l => l.GetProperty("isDefault").GetBoolean()).Select(l => (Guid?)l.GetProperty("id").GetGuid()).SingleOrDefault();
        var admins = await DefaultAsync(admin);
        (await DefaultAsync(hers)).ShouldBe(first);

        (await hers.PutAsync($"/api/v1/lines/{second}/default", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await DefaultAsync(hers)).ShouldBe(second);
        (await hers.PutAsync($"/api/v1/lines/{others}/default", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await DefaultAsync(hers)).ShouldBe(second);
        (await DefaultAsync(admin)).ShouldBe(admins);
        (await hers.PostAsJsonAsync("/api/v1/conversations", new { number = "+19015550143" })).EnsureSuccessStatusCode();
        (await app.Agency.ReadAsync<Guid>("select line_id from conversation where root_id = $1", app.Agency.RootId)).ShouldBe(second);
    }

    [Fact]
    public async Task Only_administrators_change_lines()
    {
        var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Maya"));
        (await recruiter.PostAsJsonAsync("/api/v1/lines/simulated", new { })).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
        (await recruiter.GetAsync("/api/v1/connections")).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_number_is_a_line_once()
    {
        var line = await PostAsync("/api/v1/lines/simulated", new { name = "Front desk" }, HttpStatusCode.Created);
        var refused = await PostAsync("/api/v1/lines", new
        {
            connectionId = line.GetProperty("connection").GetProperty("id").GetGuid(), number = line.GetProperty("number").GetString(), name = "Again",
        }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("code").GetString().ShouldBe("number_is_line");
        refused.GetProperty("detail").GetString()!.ShouldContain("“Front desk”");
    }

    [Fact]
    public async Task A_connection_keeps_its_secret_to_itself_and_says_what_a_test_found()
    {
        var made = await PostAsync("/api/v1/connections", new { provider = "simulated", name = "Test", settings = new { token = "not-a-known-token" } }, HttpStatusCode.Created);
        made.GetProperty("secretsSaved")[0].GetString().ShouldBe("token");
        made.ToString().ShouldNotContain("not-a-known-token");
        var id = made.GetProperty("id").GetGuid();
        var test = await PostAsync($"/api/v1/connections/{id}/test", new { }, HttpStatusCode.OK);
        test.GetProperty("ok").GetBoolean().ShouldBeFalse();
        test.GetProperty("words").GetString()!.ShouldStartWith("Refused");
        var listed = await admin.GetFromJsonAsync<JsonElement>("/api/v1/connections");
        listed.GetProperty("items")[0].GetProperty("test").GetProperty("ok").GetBoolean().ShouldBeFalse();
        (await admin.GetAsync($"/api/v1/connections/{id}/numbers")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_missing_secret_is_said_in_words()
    {
        var refused = await PostAsync("/api/v1/connections", new { provider = "simulated", settings = new { } }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("code").GetString().ShouldBe("setting_token");
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/providers")).EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldContain("simulated");
    }

    async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected)
    {
        var answer = await admin.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
