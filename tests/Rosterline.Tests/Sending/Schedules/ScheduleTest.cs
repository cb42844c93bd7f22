using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Sending.Schedules;
using Rosterline.Tests.Sending.Broadcasts;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Schedules;

public sealed class ScheduleTest : BroadcastWorld
{
    const string Body = "Northwind: Hi {first name}, your shift starts {start date} at {start time}. Reply STOP to stop.";

    [Fact]
    [Trait("Requirement", "EN-26")]
    [Trait("Requirement", "G-04")]
    public async Task The_evening_before_everybody_who_starts_tomorrow_is_texted_about_her_own_shift()
    {
        var people = await PeopleAsync(4);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(2);
        var order = await OrderAsync(day.AddDays(1), new TimeOnly(6, 0), people[..2]);
        await OrderAsync(day.AddDays(5), new TimeOnly(6, 0), people[2..]);
        var id = await MakeAsync(new { name = "The evening before", repeat = "once", time = "8:00 PM", on = day, audience = new { startingInDays = 1 }, purpose = "assignment", body = Body });

        await FireAsync(id, -1);
        var broadcast = await App.Agency.ReadAsync<Guid>("select id from broadcast where root_id = $1 and order_id = $2", App.Agency.RootId, order);
        var due = await App.Agency.ReadAsync<DateTime>("select min(due_at) from broadcast_recipient where root_id = $1 and broadcast_id = $2 and state = 0", App.Agency.RootId, broadcast);
        (await App.Agency.ReadAsync<long>("select count(*) from broadcast_recipient where root_id = $1", App.Agency.RootId)).ShouldBe(2);
        TimeZoneInfo.ConvertTimeFromUtc(due.ToUniversalTime(), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).TimeOfDay.ShouldBe(new TimeSpan(20, 0, 0));

        await App.Agency.RunAsync("update broadcast_recipient set due_at = now() where root_id = $1 and broadcast_id = $2", App.Agency.RootId, broadcast);
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 2);
        Carrier.Accepted.ShouldAllBe(t => t.Body.Contains("6:00 AM", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "P-04")]
    public async Task A_text_about_a_shift_never_goes_after_it_began()
    {
        var people = await PeopleAsync(1);
        var start = TimeProvider.System.GetUtcNow().AddHours(1);
        var order = await OrderAsync(DateOnly.FromDateTime(start.UtcDateTime), TimeOnly.FromDateTime(start.UtcDateTime), people, "UTC");
        var preview = await PreviewAsync(new { personIds = people, orderId = order, body = "Northwind: see you at {start time}. Reply STOP to stop.", sendAt = start.AddHours(2) });

        var person = preview.GetProperty("people")[0];
        (person.GetProperty("state").GetString(), person.GetProperty("code").GetString()).ShouldBe(("not_texted", "expired"));
    }

    [Fact]
    [Trait("Requirement", "P-04")]
    [Trait("Requirement", "EN-26")]
    public async Task Before_it_is_saved_it_says_who_would_be_held_and_who_not_texted()
    {
        var agency = App.Agency;
        await agency.RunAsync("update organisation set calling_hours = true, time_zone = 'America/Chicago' where root_id = $1", agency.RootId);
        var (near, east, none) = (await agency.PersonAsync("Near", "Vega", 19015550301), await agency.PersonAsync("East", "Vega", 18505550302), await agency.PersonAsync("No", "Number", null));
        await agency.RunAsync("update person set time_zone = case when id = $2 then 'America/Chicago' end, state = case when id = $2 then 'TN' else 'FL' end where root_id = $1", agency.RootId, near);
        object Request(string time) => new { name = "", repeat = "daily", time, audience = new { personIds = new[] { near, east, none } }, purpose = "job_offer", body = "Northwind: Saturday? Reply STOP to stop." };

        // A quarter past eight in one half of Florida is a quarter past seven in the other.
        var early = await PostAsync("/schedules/preview", Request("08:15"));
        early.GetProperty("texted").GetInt32().ShouldBe(1);
        early.GetProperty("held")[0].GetProperty("name").GetString().ShouldBe("East Vega");
        early.GetProperty("held")[0].GetProperty("words").GetString()!.ShouldContain("Florida");
        early.GetProperty("notTexted")[0].GetProperty("words").GetString().ShouldBe("No phone number on this record.");
        early.GetProperty("words").GetString()!.ShouldContain("8:15 AM");
        (await PostAsync("/schedules/preview", Request("12:00"))).GetProperty("texted").GetInt32().ShouldBe(2);
        (await CodeAsync(await Client.PostAsJsonAsync("/api/v1/schedules/preview", Request("soon")))).ShouldBe("time_unclear");
        (await PostAsync("/schedules/preview", new { name = "", repeat = "daily", time = "20:00", audience = new { startingInDays = 1 }, purpose = "assignment", body = "" })).GetProperty("texted").GetInt32().ShouldBe(0);
        (await agency.ReadAsync<long>("select count(*) from send_schedule where root_id = $1", agency.RootId)).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "P-27")]
    public async Task Whoever_left_the_order_before_it_is_due_is_skipped_with_the_reason()
    {
        var people = await PeopleAsync(2);
        var order = await OrderAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3), new TimeOnly(6, 0), people);
        var id = await StartAsync(new { personIds = people, orderId = order, body = Body, purpose = "assignment", windowKey = "w", sendAt = TimeProvider.System.GetUtcNow().AddHours(5) });
        await App.Agency.RunAsync("update assignment set status = 4 where root_id = $1 and person_id = $2", App.Agency.RootId, people[0]);
        await App.Agency.RunAsync("update broadcast_recipient set due_at = now() where root_id = $1 and broadcast_id = $2", App.Agency.RootId, id);

        await BecomesAsync(id, "done");
        var left = (await RecipientsAsync(id, "not_texted")).Single();
        (left.GetProperty("personId").GetGuid(), left.GetProperty("statusWords").GetString()).ShouldBe((people[0], "Not sent: no longer assigned to this order."));
    }

    [Fact]
    [Trait("Requirement", "P-27")]
    public async Task One_that_came_round_while_nobody_ran_becomes_a_draft()
    {
        var people = await PeopleAsync(2);
        var id = await MakeAsync(new { name = "Weekly hello", repeat = "daily", time = "20:00", audience = new { personIds = people }, purpose = "assignment", body = "Northwind: hello. Reply STOP to stop." });
        await App.Agency.RunAsync("update send_schedule set next_at = now() - interval '2 hours' where root_id = $1 and id = $2", App.Agency.RootId, id);

        await Eventually.HoldsAsync(async () => await App.Agency.ReadAsync<long>("select count(*) from broadcast where root_id = $1 and state = 0 and title like 'Was due%Weekly hello'", App.Agency.RootId) == 1);
        (await App.Agency.ReadAsync<bool>("select next_at > now() from send_schedule where root_id = $1 and id = $2", App.Agency.RootId, id)).ShouldBeTrue();
        Carrier.Accepted.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "G-04")]
    public async Task A_scheduled_text_is_listed_changed_and_cancelled()
    {
        var person = await App.Agency.PersonAsync("Lucas", "Vega", 19015550143);
        var later = TimeProvider.System.GetUtcNow().AddDays(1);
        var sent = (await PostAsync("/messages", new { personId = person, body = "See you", sendAt = later })).GetProperty("id").GetGuid();

        (await ListedAsync()).Single().GetProperty("title").GetString().ShouldBe("Lucas Vega");
        (await Client.PatchAsJsonAsync($"/api/v1/messages/{sent}", new { body = "See you there", sendAt = later.AddHours(1) })).EnsureSuccessStatusCode();
        (await ListedAsync()).Single().GetProperty("body").GetString().ShouldBe("See you there");
        (await CodeAsync(await Client.PatchAsJsonAsync($"/api/v1/messages/{sent}", new { sendAt = later.AddDays(-3) }))).ShouldBe("past");
        (await Client.PostAsync(new Uri($"/api/v1/messages/{sent}/cancel", UriKind.Relative), null)).EnsureSuccessStatusCode();
        (await ListedAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "G-04")]
    public async Task A_scheduled_broadcast_is_changed_as_long_as_nobody_was_texted()
    {
        var people = await PeopleAsync(2);
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(3);
        var id = await StartAsync(new { personIds = people, body = "Northwind: hello. Reply STOP to stop.", windowKey = "w", localTime = day.AddHours(20) });

        (await Client.PatchAsJsonAsync($"/api/v1/broadcasts/{id}", new { body = "Northwind: hello, {first name}. Reply STOP to stop.", localTime = day.AddHours(19.5) })).EnsureSuccessStatusCode();
        (await ListedAsync()).Single().GetProperty("body").GetString()!.ShouldContain("{first name}");
        var due = await App.Agency.ReadAsync<DateTime>("select min(due_at) from broadcast_recipient where root_id = $1", App.Agency.RootId);
        TimeZoneInfo.ConvertTimeFromUtc(due.ToUniversalTime(), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).TimeOfDay.ShouldBe(new TimeSpan(19, 30, 0));
        (await CodeAsync(await Client.PatchAsJsonAsync($"/api/v1/broadcasts/{id}", new { localTime = day.AddDays(-9) }))).ShouldBe("past");
        (await CodeAsync(await Client.PatchAsJsonAsync($"/api/v1/broadcasts/{id}", new { body = "{frist name}" }))).ShouldBe("unknown_field");

        await App.Agency.RunAsync("update broadcast_recipient set due_at = now() where root_id = $1", App.Agency.RootId);
        await Eventually.HoldsAsync(() => Carrier.Accepted.Count == 2);
        Carrier.Accepted.ShouldAllBe(t => t.Body.Contains("Person", StringComparison.Ordinal));
        (await CodeAsync(await Client.PatchAsJsonAsync($"/api/v1/broadcasts/{id}", new { body = "Northwind: too late" }))).ShouldBe("too_late");
    }

    [Theory]
    [InlineData("""{"name":"x","repeat":"weekly","time":"20:00","audience":{"startingInDays":1},"purpose":"assignment","body":"hi"}""", "days_missing")]
    [InlineData("""{"name":"x","repeat":"daily","time":"25:00","audience":{"startingInDays":1},"purpose":"assignment","body":"hi"}""", "time_unclear")]
    [InlineData("""{"name":"x","repeat":"daily","time":"20:00","audience":{},"purpose":"assignment","body":"hi"}""", "audience_unclear")]
    [InlineData("""{"name":"x","repeat":"once","on":"2020-01-01","time":"20:00","audience":{"startingInDays":1},"purpose":"assignment","body":"hi"}""", "past")]
    [InlineData("""{"name":"x","repeat":"daily","time":"20:00","audience":{"startingInDays":1},"purpose":"assignment","body":"hi {frist name}"}""", "unknown_field")]
    public async Task What_cannot_be_followed_is_refused_in_words(string request, string code) =>
        (await CodeAsync(await Client.PostAsync(new Uri("/api/v1/schedules", UriKind.Relative), new StringContent(request, System.Text.Encoding.UTF8, "application/json")))).ShouldBe(code);

    async Task<JsonElement[]> ListedAsync() => [.. (await Client.GetFromJsonAsync<JsonElement>("/api/v1/scheduled")).GetProperty("items").EnumerateArray()];

    async Task<Guid> MakeAsync(object request) => (await PostAsync("/schedules", request)).GetProperty("id").GetGuid();

    // Its next round, as if that many hours of the way to it had passed.
    async Task FireAsync(Guid id, int hoursBefore)
    {
        await App.Agency.RunAsync("update send_schedule set next_at = next_at where root_id = $1 and id = $2", App.Agency.RootId, id);
        var at = await App.Agency.ReadAsync<DateTime>("select next_at from send_schedule where root_id = $1 and id = $2", App.Agency.RootId, id);
        var clock = new FakeClock();
        clock.Set(new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero).AddHours(hoursBefore));
        await new FireSchedules(App.Sql, App.Get<Rosterline.Sending.Broadcasts.StartBroadcast>(), App.Get<Rosterline.Sending.Broadcasts.KeepDraft>(),
            App.Get<ScheduledBroadcasts>(), App.Get<Rosterline.Accounts.ViewerReader>(), clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<FireSchedules>.Instance).ExecuteAsync(default);
    }

    async Task<Guid> OrderAsync(DateOnly day, TimeOnly time, Guid[] people, string zone = "America/Chicago")
    {
        var id = Ids.New();
        await App.Agency.RunAsync("insert into job_order (root_id, id, account_id, title, starts_on, starts_time, time_zone) values ($1, $2, $3, 'Forklift', $4, $5, $6)", App.Agency.RootId, id, App.Agency.BranchId, day, time, zone);
        foreach (var person in people)
            await App.Agency.RunAsync("insert into assignment (root_id, order_id, person_id, starts_on, starts_time) values ($1, $2, $3, $4, $5)", App.Agency.RootId, id, person, day, time);
        return id;
    }
}
