using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Sending.Wording;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Wording;

public class ReadMergeValuesTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    TestAgency Agency => App.Agency;

    [Fact]
    [Trait("Requirement", "G-03")]
    public async Task Reads_person_job_client_sender_and_own_fields()
    {
        var lucas = await Agency.PersonAsync("Lucas", "Lindqvist", 1_901_555_3001);
        await Agency.RunAsync("update person set title = 'Picker', city = 'Memphis', custom = '{\"Shirt size\": \"XL\", \"Year\": 2020, \"List\": [1]}' where root_id = $1 and id = $2", Agency.RootId, lucas);
        var (client, posting) = (Ids.New(), Ids.New());
        await Agency.RunAsync("insert into company (root_id, id, name) values ($1, $2, 'Harbor Foods')", Agency.RootId, client);
        await Agency.RunAsync("insert into posting (root_id, id, account_id, title, company_id, location, pay, slug) values ($1, $2, $3, 'Forklift', $4, 'Harbor St', '$19', 'values-1')", Agency.RootId, posting, Agency.BranchId, client);
        var values = (await ReadAsync([lucas, Ids.New()], new(PostingId: posting)))[lucas];
        var text = MergeText.Parse("{first name} {last name}|{title}|{city}|{company}|{job}|{job location}|{pay}|{my name}|{my first name}|{branch}|{agency}|{custom.shirt_size}|{custom.year}");
        text.Fill(values).Text.ShouldBe("Lucas Lindqvist|Picker|Memphis|Harbor Foods|Forklift|Harbor St|$19|Dana Reyes|Dana|Memphis|Northwind|XL|2020");
        text.Fill(values).Missing.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "G-03")]
    public async Task An_agencys_own_fields_are_written_by_the_API_and_filled()
    {
        var (client, person) = (await App.ClientAsync(), await Agency.PersonAsync("Own", "Fields", null));
        var address = $"/api/v1/people/{person}/custom-fields";
        (await client.PutAsJsonAsync(address, new Dictionary<string, string> { ["Shirt_Size"] = " XL ", ["Bus"] = "" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await client.GetFromJsonAsync<Dictionary<string, string>>(address)).ShouldBe(new Dictionary<string, string> { ["shirt size"] = "XL" });
        MergeText.Parse("{custom.SHIRT size} {custom.bus|walk}").Fill((await ReadAsync([person], MergeContext.None))[person]).Text.ShouldBe("XL walk");
        foreach (var wrong in new[] { "a{b", new string('n', 61), " " })
            (await client.PutAsJsonAsync(address, new Dictionary<string, string> { [wrong] = "x" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity, wrong);
        (await client.PutAsJsonAsync($"/api/v1/people/{Ids.New()}/custom-fields", new Dictionary<string, string>())).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await client.GetAsync($"/api/v1/people/{Ids.New()}/custom-fields")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "EN-26")]
    public async Task Takes_the_start_from_each_persons_own_assignment()
    {
        var (early, late) = (await Agency.PersonAsync("Ana", "Early", null), await Agency.PersonAsync("Luis", "Late", null));
        await Agency.RunAsync("update person set language = 'es' where root_id = $1 and id = $2", Agency.RootId, late);
        var order = Ids.New();
        await Agency.RunAsync("""
            insert into job_order (root_id, id, account_id, title, starts_on, starts_time, time_zone, shift) values ($1, $2, $3, 'Picker', '2026-11-23', '07:00', 'America/Chicago', '1st shift')
            """, Agency.RootId, order, Agency.BranchId);
        await Agency.RunAsync("insert into assignment (root_id, order_id, person_id, starts_on, starts_time) values ($1, $2, $3, '2026-11-24', '15:30')", Agency.RootId, order, late);
        var values = await ReadAsync([early, late], new(OrderId: order));
        var text = MergeText.Parse("{job} {start date} {start time} {shift}");
        text.Fill(values[early]).Text.ShouldBe("Picker Monday, Nov 23 7:00 AM 1st shift");
        text.Fill(values[late]).Text.ShouldBe("Picker martes 24 de noviembre 3:30 PM 1st shift");
        values[late].Language.ShouldBe("es");
    }

    [Fact]
    public async Task Reads_nobody_of_another_organisation()
    {
        var other = await TestAgency.CreateAsync(App.Sql);
        var stranger = await other.PersonAsync("Not", "Ours", null);
        (await ReadAsync([stranger], MergeContext.None)).ShouldBeEmpty();
        (await ReadAsync([], MergeContext.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_ten_thousand_at_once()
    {
        await Agency.RunAsync("""
            insert into person (root_id, id, account_id, first_name, last_name, is_candidate) select $1, gen_random_uuid(), $2, 'P' || n, 'Many', true from generate_series(1, 10000) n
            """, Agency.RootId, Agency.BranchId);
        await using var command = App.Sql.CreateCommand("select array_agg(id) from person where root_id = $1 and last_name = 'Many'");
        command.Parameters.Add(new() { Value = Agency.RootId });
        var ids = (Guid[])(await command.ExecuteScalarAsync())!;
        var started = TimeProvider.System.GetTimestamp();
        var values = await ReadAsync(ids, MergeContext.None);
        // Half a second is plenty on an idle machine; ten allow for a busy one and still tell one statement from ten thousand.
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        values.Count.ShouldBe(10_000);
    }

    [Fact]
    [Trait("Requirement", "H-10")]
    public async Task Checks_a_text_and_counts_it_as_the_person_gets_it()
    {
        var client = await App.ClientAsync();
        var maria = await Agency.PersonAsync("Ma\u2019ria", "Check", null);
        var found = await PostAsync(client, new { body = "Hi {first name}, {pay}", personId = maria });
        found.GetProperty("text").GetString().ShouldBe("Hi Ma\u2019ria, {pay}");
        found.GetProperty("segments").GetProperty("encoding").GetString().ShouldBe("ucs2");
        found.GetProperty("segments").GetProperty("count").GetInt32().ShouldBe(1);
        Codes(found).ShouldBe(["unresolved_field", "no_sender_name", "no_opt_out_notice"]);
        Codes(await PostAsync(client, new { body = "Hi {frist name}", isFirstText = false })).ShouldBe(["unknown_field"]);
        Codes(await PostAsync(client, new { body = "Hi {pay}" })).ShouldBeEmpty();
        (await client.PostAsJsonAsync("/api/v1/texts/check", new { body = new string('a', 30_001) })).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        var fields = await client.GetFromJsonAsync<JsonElement>("/api/v1/merge-fields");
        fields.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("first name");
    }

    Task<Dictionary<Guid, MergeValues>> ReadAsync(IReadOnlyList<Guid> people, MergeContext context) =>
        App.Get<ReadMergeValues>().ExecuteAsync(Agency.RootId, Agency.AdminId, people, context, CancellationToken.None);

    static async Task<JsonElement> PostAsync(HttpClient client, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/texts/check", body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    static string[] Codes(JsonElement found) => [.. found.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!)];
}
