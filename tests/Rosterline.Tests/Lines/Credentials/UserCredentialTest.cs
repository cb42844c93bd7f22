using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Lines.Credentials;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines.Credentials;

public sealed class UserCredentialTest : IAsyncLifetime
{
    const long Number = 19015550143;

    FakeCarrier carrier = null!;
    TestApp app = null!;
    HttpClient maya = null!, admin = null!;
    Guid mayaId;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        mayaId = await app.Agency.UserAsync("Maya Chen");
        (maya, admin) = (await app.ClientAsync(mayaId), await app.ClientAsync());
    }

    public async Task DisposeAsync()
    {
        maya.Dispose();
        admin.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "BY-09")]
    [Trait("Requirement", "BY-10")]
    public async Task The_organisations_own_comes_first_and_only_for_those_who_may_text()
    {
        var before = await maya.GetFromJsonAsync<JsonElement>("/api/v1/session/credentials");
        before.GetProperty("choices").GetArrayLength().ShouldBe(0);
        before.GetProperty("whyNone").GetString()!.ShouldContain("Admin › Text providers first");
        (await RefusalAsync(await SaveAsync(maya, Ids.New(), "maya", "x"))).ShouldBe("system_first");

        var line = await TestLine.AddAsync(app, carrier);
        var choice = (await maya.GetFromJsonAsync<JsonElement>("/api/v1/session/credentials")).GetProperty("choices")[0];
        choice.GetProperty("connectionId").GetGuid().ShouldBe(line.ConnectionId);
        choice.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["username", "phoneNumber", "password"]);

        using var reader = await app.ClientAsync(await app.Agency.UserAsync("Ron", role: 4));
        (await reader.GetAsync("/api/v1/session/credentials")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("maya@chen", "“@” (an at sign)")]
    [InlineData("maya(1)", "“(” (a parenthesis)")]
    [InlineData("maya-chen", "“-” (a dash)")]
    [InlineData("maya chen", "“ ” (a space)")]
    [InlineData("mayá", "“á”")]
    [Trait("Requirement", "BY-13")]
    public async Task A_character_that_cannot_stand_in_a_username_is_named(string username, string named)
    {
        var line = await TestLine.AddAsync(app, carrier);
        var answer = await (await SaveAsync(maya, line.ConnectionId, username, "x")).Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("detail").GetString().ShouldBe($"{named} cannot stand in a username: use letters and digits only.");
    }

    [Fact]
    [Trait("Requirement", "EN-28")]
    public void Where_a_provider_wants_digits_only_a_letter_is_named() =>
        Username.Mistake("901555o143", UsernameRule.DigitsOnly).ShouldBe("“o” cannot stand in a username: use digits only.");

    [Fact]
    [Trait("Requirement", "BY-12")]
    [Trait("Requirement", "BY-14")]
    [Trait("Requirement", "BY-15")]
    [Trait("Requirement", "BY-16")]
    public async Task A_name_is_hers_alone_a_password_never_comes_back_and_a_test_texts_nobody()
    {
        var line = await TestLine.AddAsync(app, carrier);
        var builtIn = await (await admin.PostAsJsonAsync("/api/v1/connections", new { provider = "simulated", name = "Built in", settings = new { token = "x" } })).Content.ReadFromJsonAsync<JsonElement>();
        (await SaveAsync(maya, builtIn.GetProperty("id").GetGuid(), "mayachen", "wrong-password")).EnsureSuccessStatusCode();
        var ben = await app.Agency.UserAsync("Ben Ortiz");
        (await RefusalAsync(await admin.PutAsJsonAsync($"/api/v1/users/{ben}/credentials", new { connectionId = line.ConnectionId, settings = new { username = "MayaChen", password = "x" } }))).ShouldBe("username_taken");

        var shown = await maya.GetStringAsync("/api/v1/session/credentials");
        shown.ShouldNotContain("wrong-password");
        shown.ShouldContain("mayachen");
        var refused = await TestAsync(maya);
        refused.GetProperty("ok").GetBoolean().ShouldBeFalse();
        refused.GetProperty("words").GetString()!.ShouldStartWith("Refused");

        (await SaveAsync(maya, line.ConnectionId, "mayachen", FakeCarrier.Token)).EnsureSuccessStatusCode();
        (await TestAsync(maya)).GetProperty("ok").GetBoolean().ShouldBeTrue();
        // An empty password keeps the saved one.
        (await SaveAsync(maya, line.ConnectionId, "mayac", "")).EnsureSuccessStatusCode();
        (await TestAsync(maya)).GetProperty("ok").GetBoolean().ShouldBeTrue();
        var test = (await maya.GetFromJsonAsync<JsonElement>("/api/v1/session/credentials")).GetProperty("own").GetProperty("test");
        test.GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-5));
        carrier.Accepted.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "BY-20")]
    public async Task A_text_is_handed_over_as_its_author_and_not_at_all_once_she_may_not()
    {
        var line = await TestLine.AddAsync(app, carrier, userId: mayaId);
        (await SaveAsync(maya, line.ConnectionId, "mayachen", FakeCarrier.Token)).EnsureSuccessStatusCode();
        var sent = await maya.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Number}", body = "Monday?", line = line.Id });
        sent.EnsureSuccessStatusCode();
        var message = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        var (reader, found) = (app.Get<CredentialReader>(), (await app.Get<ConnectionReader>().FindAsync(app.Agency.RootId, line.ConnectionId, default))!);

        (await reader.ForAsync(found, message, default)).Value!.UserSettings!.ToString().ShouldBe("SimulatedUserSettings mayachen");

        await app.Agency.RunAsync("update membership set role = 4 where user_id = $1", mayaId);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        (await reader.ForAsync(found, message, default)).Refusal!.Code.ShouldBe("may_not_text");

        (await admin.DeleteAsync($"/api/v1/users/{mayaId}/credentials")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await reader.ForAsync(found, message, default)).Value!.UserSettings.ShouldBeNull();
        (await app.Agency.ReadAsync<long>("select count(*) from message where id = $1", message)).ShouldBe(1);
    }

    static Task<HttpResponseMessage> SaveAsync(HttpClient client, Guid connection, string username, string password) =>
        client.PutAsJsonAsync("/api/v1/session/credentials", new { connectionId = connection, settings = new { username, password } });

    static async Task<JsonElement> TestAsync(HttpClient client) => await (await client.PostAsync("/api/v1/session/credentials/test", null)).Content.ReadFromJsonAsync<JsonElement>();

    static async Task<string?> RefusalAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
