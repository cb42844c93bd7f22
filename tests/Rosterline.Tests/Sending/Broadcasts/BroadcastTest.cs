using System.Net;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Broadcasts;

public sealed class BroadcastTest(Xunit.Abstractions.ITestOutputHelper output) : BroadcastWorld
{
    [Fact]
    [Trait("Requirement", "EN-16")]
    [Trait("Requirement", "G-02")]
    [Trait("Requirement", "P-03")]
    public async Task Everybody_gets_a_text_of_her_own_with_her_name_in_it()
    {
        var people = await PeopleAsync(5);
        var id = await StartAsync(new { personIds = people, body = "Northwind: Hi {first name}, are you free Saturday? Reply STOP to stop.", purpose = "job_offer", windowKey = "w1" });

        await BecomesAsync(id, "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 5);
        Carrier.Accepted.Select(t => (t.To, t.Body)).Order().ShouldBe(Enumerable.Range(0, 5).Select(i => ($"+1901555{200 + i:0000}", $"Northwind: Hi Person{i}, are you free Saturday? Reply STOP to stop.")));
        (await App.Agency.ReadAsync<long>("select count(distinct conversation_id) from message where root_id = $1", App.Agency.RootId)).ShouldBe(5);
        (await App.Agency.ReadAsync<long>("select count(*) from journal_note where root_id = $1", App.Agency.RootId)).ShouldBe(5);
    }

    [Fact]
    public async Task A_window_sends_once_however_often_send_is_pressed()
    {
        var people = await PeopleAsync(4);
        var request = new { personIds = people, body = "Northwind: are you free Saturday? Reply STOP to stop.", windowKey = "same" };
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(request)));

        started.Distinct().Count().ShouldBe(1);
        await BecomesAsync(started[0], "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 4);
        (await StartAsync(request)).ShouldBe(started[0]);
        (await App.Agency.ReadAsync<long>("select count(*) from message where root_id = $1", App.Agency.RootId)).ShouldBe(4);
    }

    [Fact]
    [Trait("Requirement", "EN-10")]
    [Trait("Requirement", "EN-11")]
    [Trait("Requirement", "EN-12")]
    [Trait("Requirement", "H-06")]
    [Trait("Requirement", "H-11")]
    public async Task Those_who_cannot_be_texted_are_named_with_the_reason_and_the_others_are_texted()
    {
        var agency = App.Agency;
        var (good, none, optedOut, impossible, extension) = (await agency.PersonAsync("Good", "One", 19015550301), await agency.PersonAsync("No", "Number", null), await agency.PersonAsync("Opted", "Out", 19015550302),
            await TypedAsync("Bad", "(651) 083-9012", null, "exchange"), await TypedAsync("Desk", "(651) 580-0580x12", 16515800580, "extension"));
        await agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how, opted_out_words) values ($1, 19015550302, 1, now(), 'text', 'STOP')", agency.RootId);
        var request = new { personIds = new[] { good, none, optedOut, impossible, extension }, body = "Northwind: Saturday? Reply STOP to stop.", windowKey = "w" };

        var preview = await PreviewAsync(request);
        (preview.GetProperty("now").GetInt32(), preview.GetProperty("notTexted").GetInt32()).ShouldBe((1, 4));
        var words = preview.GetProperty("people").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("words").GetString());
        words["No Number"].ShouldBe("No phone number on this record.");
        words["Bad Vega"].ShouldBe("No such number: the middle part cannot start with 0 (083).");
        words["Desk Vega"].ShouldBe("Has an extension (x12). Desk phones behind an extension cannot get texts.");
        words["Opted Out"]!.ShouldStartWith("Opted out");

        var id = await StartAsync(request);
        await BecomesAsync(id, "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 1);
        var refused = await RecipientsAsync(id, "not_texted");
        refused.Length.ShouldBe(4);
        var why = await Client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/broadcasts/{id}/recipients/{refused.Single(r => r.GetProperty("name").GetString() == "Opted Out").GetProperty("position").GetInt32()}/why");
        why.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("state").GetString() == "failed").GetProperty("name").GetString().ShouldBe("opted_out");
        (await Client.GetStringAsync($"/api/v1/broadcasts/{id}/recipients.csv")).ShouldContain("No Number,,,No phone number on this record.,missing");
    }

    [Fact]
    [Trait("Requirement", "EN-17")]
    [Trait("Requirement", "EN-18")]
    public async Task The_first_number_present_is_chosen_and_shown_with_its_field()
    {
        var person = await App.Agency.PersonAsync("Ana", "Ruiz", 19015550311);
        await App.Agency.RunAsync("insert into person_number (root_id, person_id, kind, raw, number) values ($1, $2, 3, '(901) 555-0312', 19015550312), ($1, $2, 0, '(901) 555-0313', 19015550313)", App.Agency.RootId, person);
        var body = new { personIds = new[] { person }, body = "Northwind: hello. Reply STOP to stop." };
        Chosen(await PreviewAsync(body)).ShouldBe(("+19015550313", "sms"));

        await App.Agency.RunAsync("update person_number set number = null, problem = 'length' where root_id = $1 and person_id = $2 and kind = 0", App.Agency.RootId, person);
        var bad = (await PreviewAsync(body)).GetProperty("people")[0];
        (bad.GetProperty("state").GetString(), bad.GetProperty("otherField").GetString()).ShouldBe(("not_texted", "cell"));
        Chosen(await PreviewAsync(new { personIds = new[] { person }, body = body.body, fields = new Dictionary<string, string> { [person.ToString()] = "cell" } })).ShouldBe(("+19015550311", "cell"));

        await App.Agency.RunAsync("update organisation set fall_through = true where root_id = $1", App.Agency.RootId);
        App.Get<Rosterline.Accounts.OrganisationReader>().Forget(App.Agency.RootId);
        Chosen(await PreviewAsync(body)).ShouldBe(("+19015550311", "cell"));
    }

    [Fact]
    [Trait("Requirement", "EN-19")]
    public async Task Two_records_with_one_number_get_one_text_that_stands_on_both()
    {
        var (ana, ben, other) = (await App.Agency.PersonAsync("Ana", "Ruiz", 19015550321), await App.Agency.PersonAsync("Ben", "Ruiz", 19015550321), await App.Agency.PersonAsync("Cy", "Ruiz", 19015550322));
        var request = new { personIds = new[] { ana, ben, other }, body = "Northwind: hello. Reply STOP to stop.", windowKey = "w" };
        var preview = await PreviewAsync(request);
        preview.GetProperty("now").GetInt32().ShouldBe(2);
        preview.GetProperty("people")[0].GetProperty("also")[0].GetString().ShouldBe("Ben Ruiz");

        await BecomesAsync(await StartAsync(request), "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 2);
        (await App.Agency.ReadAsync<long>("select count(*) from journal_note where root_id = $1 and person_id = any($2)", App.Agency.RootId, new[] { ana, ben })).ShouldBeGreaterThanOrEqualTo(1);
        (await App.Agency.ReadAsync<bool>("select exists (select 1 from journal_note where root_id = $1 and person_id = $2)", App.Agency.RootId, ben)).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_says_stop_after_it_began_is_not_texted()
    {
        await App.Agency.RunAsync("update organisation set broadcast_undo_seconds = 2 where root_id = $1", App.Agency.RootId);
        App.Get<Rosterline.Accounts.OrganisationReader>().Forget(App.Agency.RootId);
        var people = await PeopleAsync(3);
        var id = await StartAsync(new { personIds = people, body = "Northwind: hello. Reply STOP to stop.", windowKey = "w" });
        await App.Agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at) values ($1, 19015550201, 1, now())", App.Agency.RootId);

        await BecomesAsync(id, "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 2);
        var refused = (await RecipientsAsync(id, "not_texted")).Single();
        (refused.GetProperty("personId").GetGuid(), refused.GetProperty("code").GetString()).ShouldBe((people[1], "opted_out"));
    }

    [Fact]
    public async Task Somebody_who_is_removed_between_preview_and_turn_is_skipped_with_the_reason()
    {
        await App.Agency.RunAsync("update organisation set broadcast_undo_seconds = 2 where root_id = $1", App.Agency.RootId);
        App.Get<Rosterline.Accounts.OrganisationReader>().Forget(App.Agency.RootId);
        var people = await PeopleAsync(3);
        var request = new { personIds = people, body = "Northwind: hello. Reply STOP to stop.", windowKey = "w" };
        (await PreviewAsync(request)).GetProperty("now").GetInt32().ShouldBe(3);
        await App.Agency.RunAsync("delete from person where root_id = $1 and id = $2", App.Agency.RootId, people[0]);
        (await PreviewAsync(request)).GetProperty("people").GetArrayLength().ShouldBe(2);
        var id = await StartAsync(request);
        await App.Agency.RunAsync("delete from person where root_id = $1 and id = $2", App.Agency.RootId, people[2]);

        await BecomesAsync(id, "done");
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 1);
        (await RecipientsAsync(id, "not_texted")).Single().GetProperty("statusWords").GetString().ShouldBe("Not sent: this person was removed.");
    }

    [Fact]
    [Trait("Requirement", "P-35")]
    public async Task Undone_in_time_nobody_was_texted()
    {
        await App.Agency.RunAsync("update organisation set broadcast_undo_seconds = 60 where root_id = $1", App.Agency.RootId);
        App.Get<Rosterline.Accounts.OrganisationReader>().Forget(App.Agency.RootId);
        var id = await StartAsync(new { personIds = await PeopleAsync(3), body = "Northwind: hello. Reply STOP to stop.", windowKey = "w" });

        (await ReadAsync(id)).GetProperty("state").GetString().ShouldBe("starting");
        (await PostAsync($"/broadcasts/{id}/cancel")).GetProperty("words").GetString().ShouldBe("Nobody was texted.");
        await Task.Delay(1500);
        Carrier.Accepted.ShouldBeEmpty();
        (await ReadAsync(id)).GetProperty("state").GetString().ShouldBe("cancelled");
        (await CodeAsync(await Client.PostAsJsonAsync($"/api/v1/broadcasts/{id}/resume", new { }))).ShouldBe("not_running");
    }

    [Fact]
    public async Task Words_that_may_not_go_are_refused_and_nobody_is_texted()
    {
        var people = await PeopleAsync(2);
        async Task<string> Refused(object request) => await CodeAsync(await Client.PostAsJsonAsync("/api/v1/broadcasts", request));

        (await Refused(new { personIds = people, body = "Northwind: Hi {frist name}. Reply STOP to stop." })).ShouldBe("unknown_field");
        (await Refused(new { personIds = people, body = new string('x', 30_000) })).ShouldBe("too_long");
        (await Refused(new { personIds = people, body = "  " })).ShouldBe("empty");
        (await Refused(new { personIds = Array.Empty<Guid>(), body = "Northwind: hi" })).ShouldNotBeNullOrEmpty();
        (await Refused(new { personIds = Enumerable.Range(0, 40_000).Select(_ => Ids.New()).ToArray(), body = "Northwind: hi" })).ShouldNotBeNullOrEmpty();
        (await App.Agency.ReadAsync<long>("select count(*) from broadcast where root_id = $1", App.Agency.RootId)).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "EN-13")]
    public async Task Ten_thousand_people_are_looked_through_and_stored_in_seconds()
    {
        await App.Agency.RunAsync("""
            with made as (
              insert into person (root_id, id, account_id, first_name, last_name, is_candidate)
              select $1, gen_random_uuid(), $2, 'Person' || n, 'Many', true from generate_series(1, 10000) n returning id)
            insert into person_number (root_id, person_id, kind, raw, number) select $1, id, 1, '', 19015560000 + row_number() over () from made
            """, App.Agency.RootId, App.Agency.BranchId);
        await App.Agency.RunAsync("update person_number set raw = number::text where root_id = $1", App.Agency.RootId);
        await App.Agency.RunAsync("analyze person");
        await App.Agency.RunAsync("analyze person_number");
        var request = new { search = new { kind = "candidate", lastName = "Many" }, body = "Northwind: Hi {first name}, are you free Saturday? Reply STOP to stop.", windowKey = "w", sendAt = TimeProvider.System.GetUtcNow().AddHours(1) };

        var began = TimeProvider.System.GetTimestamp();
        var preview = await PreviewAsync(request);
        var looked = TimeProvider.System.GetElapsedTime(began);
        (preview.GetProperty("later").GetInt32(), preview.GetProperty("inBatches").GetBoolean()).ShouldBe((10_000, true));
        began = TimeProvider.System.GetTimestamp();
        var id = await StartAsync(request);
        var stored = TimeProvider.System.GetElapsedTime(began);

        (await ReadAsync(id)).GetProperty("counts").GetProperty("waiting").GetInt32().ShouldBe(10_000);
        output.WriteLine($"looked through in {looked.TotalSeconds:0.0} s, stored in {stored.TotalSeconds:0.0} s");
        stored.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Another_recruiter_neither_sees_nor_stops_it()
    {
        var maya = await App.Agency.UserAsync("Maya Ortiz");
        using var other = await App.ClientAsync(maya);
        var id = await StartAsync(new { personIds = await PeopleAsync(2), body = "Northwind: hello. Reply STOP to stop.", windowKey = "w" });

        (await other.GetAsync($"/api/v1/broadcasts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"/api/v1/broadcasts/{id}/recipients")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsJsonAsync($"/api/v1/broadcasts/{id}/cancel", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<Guid> TypedAsync(string first, string raw, long? number, string problem)
    {
        var id = await App.Agency.PersonAsync(first, "Vega", null);
        await App.Agency.RunAsync("insert into person_number (root_id, person_id, kind, raw, number, problem) values ($1, $2, 1, $3, $4, $5)", App.Agency.RootId, id, raw, number, problem);
        return id;
    }

    static (string? Number, string? Field) Chosen(System.Text.Json.JsonElement preview) =>
        (preview.GetProperty("people")[0].GetProperty("number").GetString(), preview.GetProperty("people")[0].GetProperty("field").GetString());
}
