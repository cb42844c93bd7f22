using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Lines.Connections;

public sealed class ConnectingTest : IAsyncLifetime
{
    TestApp app = null!;
    FakeCarrier carrier = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "BY-11")]
    [Trait("Requirement", "BY-19")]
    public async Task The_provider_is_chosen_from_a_list_and_several_stand_side_by_side()
    {
        var offered = (await admin.AskAsync("providers")).EnumerateArray().ToList();
        offered.Count.ShouldBeGreaterThan(1);
        offered.ShouldAllBe(each => each.GetProperty("fields").GetArrayLength() > 0 && each.GetProperty("label").GetString() != "");
        var first = await ConnectAsync("First", new { carrier = carrier.Address.ToString(), token = FakeCarrier.Token });
        var twilio = await admin.TellAsync("connections", new { provider = "twilio", name = "Second", settings = new { accountSid = "AC" + new string('a', 32), authToken = new string('b', 32) } });
        (await admin.AskAsync("connections")).GetProperty("items").Texts("name").ShouldBe(["First", "Second"]);
        first.GetProperty("provider").GetString().ShouldNotBe(twilio.GetProperty("provider").GetString());
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));
        (await recruiter.PostAsJsonAsync("/api/v1/connections", new { provider = "simulated" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "HS-08")]
    public async Task Connecting_brings_in_no_names_and_no_numbers_of_people()
    {
        await ConnectAsync("Main", new { carrier = carrier.Address.ToString(), token = FakeCarrier.Token });
        var line = await admin.TellAsync("lines/simulated", new { name = "Front desk" });
        line.GetProperty("number").GetString().ShouldNotBeNull();
        (await admin.AskAsync("people")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Agency.ReadAsync<long>("select (select count(*) from person where root_id = $1) + (select count(*) from person_number where root_id = $1)", app.Agency.RootId)).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "BY-17")]
    public async Task An_account_disabled_or_reset_over_there_is_told_by_its_test_and_set_right_by_the_new_secret()
    {
        // The carrier of this installation, which knows its tokens.
        var id = (await admin.TellAsync("lines/simulated", new { })).GetProperty("connection").GetProperty("id").GetGuid();
        await app.Agency.RunAsync("update carrier_account set token_hash = sha256('reset') where owner = $1", app.Agency.RootId);
        app.Get<Rosterline.Simulator.Carrier.CarrierAccounts>().Forget();
        var refused = await admin.TellAsync($"connections/{id}/test", new { });
        refused.GetProperty("ok").GetBoolean().ShouldBeFalse();
        refused.GetProperty("words").GetString()!.ShouldStartWith("Refused");
        (await admin.AskAsync("connections")).GetProperty("items")[0].GetProperty("state").GetProperty("ok").GetBoolean().ShouldBeFalse();
        await app.Agency.RunAsync("update carrier_account set token_hash = sha256('sim_new') where owner = $1", app.Agency.RootId);
        app.Get<Rosterline.Simulator.Carrier.CarrierAccounts>().Forget();
        await admin.PatchAsync($"connections/{id}", new { settings = new { token = "sim_new" } });
        (await admin.TellAsync($"connections/{id}/test", new { })).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "GH-10")]
    public async Task Below_the_top_it_is_refused_with_the_reason_and_the_way_there_and_works_for_every_branch()
    {
        var branch = app.Agency.BranchId;
        var refused = await admin.PostAsJsonAsync("/api/v1/connections", new { provider = "simulated", settings = new { token = "x" }, accountId = branch });
        await refused.ShouldRefuseAsync("only_at_top", words: "You are at Northwind › Memphis. Simulated carrier is connected once, at the top: Northwind, and works for every branch below.");
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString().ShouldBe($"/admin/accounts/{app.Agency.RootId}");

        // Who administers a branch alone finds no form there.
        var boss = await app.Agency.UserAsync("Boss", role: 2);
        await app.Agency.RunAsync("update membership set account_id = $2 where root_id = $1 and user_id = $3", app.Agency.RootId, branch, boss);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        using var below = await app.ClientAsync(boss);
        (await below.PostAsJsonAsync("/api/v1/connections", new { provider = "simulated", settings = new { token = "x" } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Agency.ReadAsync<long>("select count(*) from provider_connection where root_id = $1", app.Agency.RootId)).ShouldBe(0);

        // At the top it stands, and a line of a branch below uses it.
        var top = (await ConnectAsync("Main", new { carrier = carrier.Address.ToString(), token = FakeCarrier.Token })).GetProperty("id").GetGuid();
        var line = await admin.TellAsync("lines", new { connectionId = top, number = "+19015550142", accountId = branch });
        line.GetProperty("account").GetProperty("name").GetString().ShouldBe("Memphis");
        line.GetProperty("connection").GetProperty("id").GetGuid().ShouldBe(top);
    }

    [Fact]
    [Trait("Requirement", "EN-28")]
    public async Task One_branchs_own_account_at_a_provider_is_connected_there_on_purpose()
    {
        var made = await admin.TellAsync("connections", new { provider = "simulated", settings = new { token = "x" }, accountId = app.Agency.BranchId, forBranch = true });
        (await app.Agency.ReadAsync<Guid>("select account_id from provider_connection where root_id = $1 and id = $2", app.Agency.RootId, made.GetProperty("id").GetGuid())).ShouldBe(app.Agency.BranchId);
    }

    Task<JsonElement> ConnectAsync(string name, object settings) => admin.TellAsync("connections", new { provider = "simulated", name, settings });
}
