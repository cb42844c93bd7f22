using System.Net;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People;

/// <summary>Deleting, and a carrier's mark on a number.</summary>
public class DeletePersonTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "GH-23")]
    public async Task Removes_the_details_and_keeps_opt_outs_locks_and_texts()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Gone", "Soon", 19015550410);
        var conversation = Ids.New();
        await App.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at) values ($1, $2, $3, 19015550410, $4, now())", App.Agency.RootId, conversation, Ids.New(), id);
        await client.TellAsync($"people/{id}/opt-out", new { how = "phone", words = "Stop texting me" });
        await client.TellAsync("people/notes", new { personIds = new[] { id }, action = "Called", words = "Private matter" });
        (await client.PostAsJsonAsync($"/api/v1/people/{id}/delete", new { reason = " " }).RefusalAsync()).ShouldBe("Write why. It stays in the audit log.");
        var recruiter = await App.ClientAsync(await App.Agency.UserAsync("Rita Recruiter"));
        ((int)(await recruiter.PostAsJsonAsync($"/api/v1/people/{id}/delete", new { reason = "x" })).StatusCode).ShouldBeOneOf(403, 404);

        (await client.PostAsJsonAsync($"/api/v1/people/{id}/delete", new { reason = "Asked to be forgotten" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetAsync($"/api/v1/people/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await App.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = 19015550410", App.Agency.RootId)).ShouldBe((short)1);
        (await App.Agency.ReadAsync<long>("select count(*) from conversation where root_id = $1 and id = $2 and person_id is null", App.Agency.RootId, conversation)).ShouldBe(1);
        (await App.Agency.ReadAsync<long>("select count(*) from journal_note where root_id = $1 and words = 'Private matter'", App.Agency.RootId)).ShouldBe(0);
        (await App.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'person.deleted' and subject_id = $2 and detail ->> 'reason' = 'Asked to be forgotten'", App.Agency.RootId, id)).ShouldBe(1);
        var again = await client.TellAsync("people", new { firstName = "Back", isCandidate = true, numbers = new[] { new { kind = "cell", raw = "(901) 555-0410" } } });
        again.GetProperty("textState").GetProperty("state").GetString().ShouldBe("opted_out");
    }

    [Fact]
    [Trait("Requirement", "GH-23")]
    public async Task The_lock_of_a_number_survives_its_record()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Locked", "Soon", 19015550411);
        await client.TellAsync($"people/{id}/lock", new { reason = "No" });
        await client.PostAsJsonAsync($"/api/v1/people/{id}/delete", new { reason = "Twice" }).AnswerAsync();
        (await App.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = 19015550411", App.Agency.RootId)).ShouldBe((short)4);
    }

    [Fact]
    [Trait("Requirement", "EN-33")]
    public async Task A_person_may_clear_what_a_carrier_said()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Marked", "Number", 19015550420);
        await App.Agency.RunAsync("insert into number_state (root_id, number, problem, problem_at) values ($1, 19015550420, 'dead', timestamptz '2026-11-03 18:00Z')", App.Agency.RootId);
        var marked = await client.AskAsync($"people/{id}");
        marked.GetProperty("numbers")[0].GetProperty("carrierMark").GetString()!.ShouldStartWith("Not in service. The carrier refused it on Nov 3");
        marked.GetProperty("textState").GetProperty("state").GetString().ShouldBe("problem");
        var cleared = await client.TellAsync($"people/{id}/clear-mark", new { number = "+19015550420" });
        cleared.GetProperty("textState").GetProperty("state").GetString().ShouldBe("free");
        (await client.PostAsJsonAsync($"/api/v1/people/{id}/clear-mark", new { number = "+19015550420" }).RefusalAsync()).ShouldBe("No carrier has marked this number.");
        (await App.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'number.mark_cleared' and subject_id = $2", App.Agency.RootId, id)).ShouldBe(1);
    }
}
