using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Lines;
using Rosterline.Lines.Verification;
using Rosterline.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines.Verification;

/// <summary>A line that its carriers do not know yet answers only; one they refused sends nothing (GH-01, P-14).</summary>
public sealed class StandingTest : CarriedTest
{
    [Fact, Trait("Requirement", "GH-01"), Trait("Requirement", "P-14")]
    public async Task An_unconfirmed_line_answers_texts_the_test_list_and_nobody_else()
    {
        await SaveAsync(new { verification = "not_confirmed" });
        (await RefusalAsync("+13035550123")).ShouldBe("line_not_confirmed");

        await app.Agency.RunAsync("insert into test_number (root_id, number) values ($1, 13035550124)", app.Agency.RootId);
        app.Get<Rosterline.Accounts.OrganisationReader>().Forget(app.Agency.RootId);
        (await RefusalAsync("+13035550124")).ShouldBeNull();
        using var outside = new HttpClient();
        (await FakeCarrier.PostAsync(outside, line.Hook, FakeCarrier.Inbound("in-1", 13035550125, line.Number, "Hello?"))).EnsureSuccessStatusCode();
        var conversation = await app.Agency.ReadAsync<Guid>("select id from conversation where root_id = $1 and number = 13035550125", app.Agency.RootId);
        (await client.PostAsJsonAsync($"/api/v1/conversations/{conversation}/messages", new { body = "Yes?" })).EnsureSuccessStatusCode();

        // A local number is confirmed with its campaign.
        (await (await client.PutAsJsonAsync($"/api/v1/lines/{line.Id}/verification", new { verification = "verified" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("campaign_missing");
        var saved = await SaveAsync(new { verification = "verified", campaign = "C-17" });
        saved.GetProperty("verification").GetProperty("words").GetString().ShouldBe("Registered with a campaign.");
        (await RefusalAsync("+13035550123")).ShouldBeNull();
    }

    [Fact, Trait("Requirement", "GH-01")]
    public async Task A_refused_line_sends_nothing_and_says_why()
    {
        var saved = await SaveAsync(new { verification = "refused", note = "opt-in not shown" });

        saved.GetProperty("verification").GetProperty("blocks").GetString().ShouldBe("The campaign registration was refused: opt-in not shown. The carriers take nothing from this line; clear it up with the text provider.");
        (await RefusalAsync("+13035550123")).ShouldBe("line");
    }

    [Fact, Trait("Requirement", "P-14")]
    public void A_line_of_before_the_rule_sends_until_its_notice_is_over()
    {
        var noticed = new Standing(LineKind.TollFree, NumberVerification.NotConfirmed, null, DateTimeOffset.UnixEpoch.AddDays(30));

        noticed.OnlyAnswers(DateTimeOffset.UnixEpoch).ShouldBeFalse();
        noticed.Words(DateTimeOffset.UnixEpoch).ShouldBe("Not confirmed: the toll-free verification must be shown. It sends as before until Jan 31.");
        noticed.OnlyAnswers(DateTimeOffset.UnixEpoch.AddDays(31)).ShouldBeTrue();
    }

    [Theory, Trait("Requirement", "GH-01")]
    [InlineData("simulated", 19015550142, NumberVerification.NotNeeded)]
    [InlineData("twilio", 19015550142, NumberVerification.NotConfirmed)]
    [InlineData("twilio", 442079460018, NumberVerification.NotNeeded)]
    public void A_new_line_is_to_be_confirmed_where_carriers_ask(string provider, long number, NumberVerification expected)
    {
        var made = new Line { Name = "Memphis", Number = number };
        Standing.Begin(made, new ProviderConnection { Provider = provider, Name = provider, Settings = "{}", HookToken = "" }, null, DateTimeOffset.UnixEpoch);
        made.Verification.ShouldBe(expected);
    }

    async Task<JsonElement> SaveAsync(object body)
    {
        var answer = await client.PutAsJsonAsync($"/api/v1/lines/{line.Id}/verification", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<string?> RefusalAsync(string to)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to, body = $"Hello {Rosterline.Platform.Ids.New()}" });
        return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }
}
