using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Rosterline.People.Import.Files;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.People.Import;

public class ImportTest(SharedApp shared, ITestOutputHelper output) : IClassFixture<SharedApp>
{
    static readonly byte[] Small = "First,Last,Cell\nAna,Lee,9015550101\nBen,Ray,9015550102\nCy,Day,\nDi,Fay,12345\n"u8.ToArray();

    async Task<(ImportClient Import, TestAgency Agency)> NewAsync()
    {
        var agency = await TestAgency.CreateAsync(shared.App.Sql);
        return (await ImportClient.CreateAsync(shared.App, agency), agency);
    }

    [Fact]
    public async Task Says_how_it_understood_the_file()
    {
        var (import, _) = await NewAsync();
        var file = await import.UploadAsync(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Employee ID;First;Last;Cell Phone;Home #;Customer;Zip\n7;José;Núñez;901 555 0101;;Acme;38103\n"));
        file.GetProperty("encoding").GetString().ShouldBe("windows-1252");
        file.GetProperty("encodingQuestion").GetProperty("words").GetString().ShouldBe("Read as Windows-1252. Does “José Núñez” look right?");
        file.GetProperty("encodingQuestion").GetProperty("other").GetString().ShouldBe("utf-8");
        file.GetProperty("separator").GetString().ShouldBe(";");
        file.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("guess").GetString())
            .ShouldBe(["externalId", "firstName", "lastName", "cell", "home", "company", "zip"]);
        file.GetProperty("rows")[0].GetProperty("number").GetInt32().ShouldBe(2);
        file.GetProperty("totalRowsEstimate").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Guesses_may_be_changed()
    {
        var (import, _) = await NewAsync();
        var id = (await import.UploadAsync("A1,B1,C1\nAna,Lee,9015550101\n"u8.ToArray())).GetProperty("id").GetGuid();
        (await import.Http.PutAsJsonAsync($"/api/v1/people/import/{id}", new { mapping = new { shoeSize = 1 } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await import.Http.PutAsJsonAsync($"/api/v1/people/import/{id}", new { mapping = new { cell = 9 } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await import.Http.PostAsync($"/api/v1/people/import/{id}/run", null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var preview = await import.PlanAsync(id, new { mapping = new { firstName = 0, lastName = 1, sms = 2 }, kind = "employee", consent = new { answer = "employed" } });
        preview.GetProperty("firstRows")[0].GetProperty("numbers")[0].GetProperty("kind").GetString().ShouldBe("sms");
        (await import.RunAsync(id)).GetProperty("added").GetInt32().ShouldBe(1);
        (await import.PeopleAsync()).ShouldBe(["Ana Lee +19015550101"]);
    }

    [Theory]
    [Trait("Requirement", "P-02")]
    [InlineData("candidate", "unknown", "Under your policy 0 of 4 can be texted.", 0)]
    [InlineData("candidate", "told", "Under your policy 2 of 4 can be texted.", 2)]
    [InlineData("candidate", "opt_in", "Under your policy 2 of 4 can be texted.", 2)]
    [InlineData("employee", "employed", "Under your policy 2 of 4 can be texted.", 2)]
    [InlineData("contact", "unknown", "Under your policy 2 of 4 can be texted.", 0)]
    public async Task Asks_what_they_were_told_and_shows_how_many_can_be_texted(string kind, string answer, string words, int events)
    {
        var (import, agency) = await NewAsync();
        for (var again = 0; again < 2; again++)
        {
            var id = (await import.UploadAsync(Small)).GetProperty("id").GetGuid();
            var preview = await import.PlanAsync(id, new { kind, consent = new { answer } });
            preview.GetProperty("canBeTexted").GetProperty("words").GetString().ShouldBe(words);
            preview.GetProperty("canBeTexted").GetProperty("breakdown").EnumerateArray().Sum(p => p.GetProperty("count").GetInt32()).ShouldBe(4);
            await import.RunAsync(id);
            (await agency.ReadAsync<long>("select count(*) from consent_event where root_id = $1 and kind = 'opt_in' and level = 'imported-unverified'", agency.RootId)).ShouldBe(events);
        }
    }

    [Fact]
    [Trait("Requirement", "P-02")]
    public async Task A_column_with_dates_and_the_wording_are_evidence()
    {
        var (import, agency) = await NewAsync();
        var id = (await import.UploadAsync("Name,Cell,Opted in\nAna Lee,9015550101,3/4/2025\nBen Ray,9015550102,13/31/26\nCy Day,9015550103,yes\nDi Fay,9015550104,no\n"u8.ToArray())).GetProperty("id").GetGuid();
        var preview = await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "opt_in", column = 2, wording = "I agree to texts." } });
        preview.GetProperty("canBeTexted").GetProperty("textable").GetInt32().ShouldBe(2);
        preview.GetProperty("firstFaults")[0].GetString().ShouldBe("Row 3, Opted in: “13/31/26” is not a date. Field left empty.");
        await import.RunAsync(id);
        (await agency.ReadAsync<string>("select string_agg(number % 10000 || level || to_char(at at time zone 'UTC', 'YYMMDD'), ' ' order by number) from consent_event where root_id = $1 and level = 'written'", agency.RootId))
            .ShouldBe("101written250304");
        (await agency.ReadAsync<long>("select count(*) from consent_event where root_id = $1 and level = 'imported-unverified'", agency.RootId)).ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "P-02")]
    public async Task Who_opted_out_or_is_locked_is_not_counted_and_stays_so()
    {
        var (import, agency) = await NewAsync();
        (await ImportClient.Json(await import.PostAsync("Phone,Date\n9015550101,1/2/2024\n12,\n"u8.ToArray(), "stops.csv", "/api/v1/opt-outs/import")))
            .GetProperty("problems")[0].GetString().ShouldBe("Row 3: “12” is not a number that can exist. Skipped.");
        var id = (await import.UploadAsync(Small)).GetProperty("id").GetGuid();
        var preview = await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "told" } });
        preview.GetProperty("canBeTexted").GetProperty("words").GetString().ShouldBe("Under your policy 1 of 4 can be texted.");
        await import.RunAsync(id);
        (await agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = 19015550101", agency.RootId)).ShouldBe((short)1);
        // Who brought in what stands in the audit log, never what stood in the file.
        (await agency.ReadAsync<string>("select string_agg(action, ' ' order by action) from audit_entry where root_id = $1 and action like '%import%' and actor_id is not null and detail::text not like '%9015550101%'", agency.RootId))
            .ShouldBe("opt_outs.imported people_import.finished people_import.started");
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Updates_who_is_known_by_ID_number_or_mail_and_erases_nothing()
    {
        var (import, agency) = await NewAsync();
        await import.BringAsync("ID,First,Last,Cell,E-mail,Title\n1,Ana,Lee,9015550101,ana@x.org,Nurse\n,Ben,Ray,9015550102,ben@x.org,Cook\n,Cy,Day,9015550103,cy@x.org,\n"u8.ToArray(), "candidate", new { answer = "told" });
        var done = await import.BringAsync("ID,First,Last,Cell,E-mail,Title\n1,Ana,Lee-Ruiz,9015550109,,\n2,BEN,RAY,901-555-0102,,Chef\n,Cy,Day,9015550133,CY@x.org,\n"u8.ToArray(), "employee", new { answer = "employed" });
        done.GetProperty("summary").GetString().ShouldBe("3 people: 0 added, 3 updated, 0 skipped.");
        (await import.PeopleAsync()).ShouldBe(["Ana Lee-Ruiz +19015550109", "Ben Ray +19015550102", "Cy Day +19015550133"]);
        (await agency.ReadAsync<string>("select string_agg(coalesce(external_id, '-') || coalesce(title, '-') || email, ' ' order by name) from person where root_id = $1 and is_candidate and is_employee", agency.RootId))
            .ShouldBe("1Nurseana@x.org 2Chefben@x.org --cy@x.org");
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Same_name_and_number_with_two_IDs_are_two_people()
    {
        var (import, _) = await NewAsync();
        var done = await import.BringAsync("ID,Name,Cell\n1,Ana Lee,9015550101\n2,Ana Lee,9015550101\n"u8.ToArray(), "candidate", new { answer = "told" });
        done.GetProperty("conflicts").GetInt32().ShouldBe(1);
        done.GetProperty("firstProblems")[0].GetProperty("words").GetString().ShouldBe("Row 3, Cell: “(901) 555-0101” has Ana Lee (row 2) with another ID (1) too. Both kept.");
        (await import.PeopleAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_rows_that_did_not_fit_can_be_downloaded_and_start_no_formula()
    {
        var (import, _) = await NewAsync();
        var done = await import.BringAsync("Name,Cell,E-mail\nAna Lee,+083,=1+1\n,,@x\n\"Bo, Ray\",9015550102,\"say \"\"hi\"\"\"\n"u8.ToArray(), "candidate", new { answer = "told" });
        done.GetProperty("downloadWords").GetString().ShouldBe("Download the 1 with reasons");
        var answer = await import.Http.GetAsync($"/api/v1/people/import/{done.GetProperty("id").GetGuid()}/problems.csv");
        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe("people with reasons.csv");
        var csv = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        csv.ShouldStartWith("\uFEFFrow,column,value,reason,imported,original row\r\n");
        csv.ShouldContain("2,E-mail,\"'=1+1\",");
        csv.ShouldContain("say \"\"\"\"hi\"\"\"\"");
        foreach (var cell in new CsvRows(new StringReader(csv), ',').Read().SelectMany(row => row.Cells).Where(cell => cell.Length > 0)) "=+-@\t\r".ShouldNotContain(cell[0]);
    }

    [Theory]
    [InlineData("504B0304AA", "file_is_workbook")]
    [InlineData("255044462D312E37", "file_is_pdf")]
    [InlineData("D0CF11E0A1B1", "file_is_workbook")]
    [InlineData("", "file_empty")]
    [InlineData("20200D0A", "file_empty")]
    public async Task Says_what_to_do_with_a_file_that_is_no_table(string bytes, string code)
    {
        var (import, _) = await NewAsync();
        var answer = await import.PostAsync(Convert.FromHexString(bytes));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Refuses_more_than_50_MB_in_words()
    {
        var (import, _) = await NewAsync();
        var answer = await import.PostAsync(new byte[(50 << 20) + 1]);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("larger than 50 MB");
    }

    [Fact]
    public async Task No_file_and_no_plan_make_the_server_fail()
    {
        var (import, _) = await NewAsync();
        var address = "/api/v1/people/import";
        ((int)(await import.Http.PostAsync(address, null)).StatusCode).ShouldBe(422);
        ((int)(await import.Http.PostAsync(address, new StringContent("x", Encoding.UTF8, "text/csv"))).StatusCode).ShouldBe(422);
        using var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nabc");
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        ((int)(await import.Http.PostAsync(address, broken)).StatusCode).ShouldBe(422);
        var random = new Random(7);
        string[] bits = ["\"", ",", ";", "\t", "\n", "\r", "\0", "Name", "Cell", "E-mail", "9015550101", "é", "\ud800", "=1", "Ana Lee", "a@b.co", " "];
        for (var i = 0; i < 12; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => bits[random.Next(bits.Length)]));
            var bytes = i % 3 == 0 ? Encoding.Unicode.GetBytes(text) : i % 3 == 1 ? Encoding.UTF8.GetBytes(text) : [.. text.Select(c => (byte)c)];
            var answer = await import.PostAsync(bytes);
            ((int)answer.StatusCode).ShouldBeLessThan(500, text);
            if (!answer.IsSuccessStatusCode) continue;
            var id = (await ImportClient.Json(answer)).GetProperty("id").GetGuid();
            await import.PlanAsync(id, new { kind = "contact", consent = new { answer = "unknown" } });
            (await import.RunAsync(id)).GetProperty("state").GetString().ShouldBe("done", text);
        }
    }

    [Fact]
    public async Task Goes_on_after_a_stop_and_can_be_cancelled()
    {
        var (import, agency) = await NewAsync();
        var id = (await import.UploadAsync(Large(12_000))).GetProperty("id").GetGuid();
        await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "told" } });
        // As a node leaves it that was stopped after the first chunk.
        await agency.RunAsync("update person_import set state = 1, read_rows = 5001, done_rows = 5000, added = 5000 where root_id = $1 and id = $2", agency.RootId, id);
        var done = await import.RunAsync(id);
        done.GetProperty("doneRows").GetInt32().ShouldBe(12_000);
        (await agency.ReadAsync<long>("select count(*) from person where root_id = $1", agency.RootId)).ShouldBe(7_000);

        var other = (await import.UploadAsync(Large(12_000))).GetProperty("id").GetGuid();
        await import.PlanAsync(other, new { kind = "candidate", consent = new { answer = "told" } });
        var cancelled = await ImportClient.Json(await import.Http.PostAsync($"/api/v1/people/import/{other}/cancel", null));
        cancelled.GetProperty("state").GetString().ShouldBe("cancelled");
        cancelled.GetProperty("summary").GetString()!.ShouldStartWith("Cancelled after 0 of 12,000 rows. Those stay.");
        (await import.RunAsync(other)).GetProperty("added").GetInt32().ShouldBe(5_000);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_show_progress_and_are_quick()
    {
        var (import, agency) = await NewAsync();
        var watch = Stopwatch.StartNew();
        var id = (await import.UploadAsync(Large(100_000))).GetProperty("id").GetGuid();
        var preview = await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "told" } });
        output.WriteLine($"uploaded and checked in {watch.Elapsed.TotalSeconds:0.0} s");
        preview.GetProperty("canBeTexted").GetProperty("words").GetString().ShouldBe("Under your policy 100,000 of 100,000 can be texted.");
        watch.Restart();
        await ImportClient.Json(await import.Http.PostAsync($"/api/v1/people/import/{id}/run", null));
        var seen = new HashSet<int>();
        JsonElement status;
        do
        {
            await Task.Delay(50);
            status = await import.ReadAsync(id);
            seen.Add(status.GetProperty("doneRows").GetInt32());
        }
        while (status.GetProperty("state").GetString() == "running");
        output.WriteLine($"imported in {watch.Elapsed.TotalSeconds:0.0} s, {seen.Count} steps seen");
        status.GetProperty("summary").GetString().ShouldBe("100,000 people: 100,000 added, 0 updated, 0 skipped.");
        seen.Count.ShouldBeGreaterThan(3);
        // Twenty seconds alone on two cores; suites share them.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(4));
        watch.Restart();
        var again = await import.BringAsync(Large(100_000), "candidate", new { answer = "told" });
        output.WriteLine($"again in {watch.Elapsed.TotalSeconds:0.0} s");
        again.GetProperty("summary").GetString().ShouldBe("Nothing new in this file.");
        (await agency.ReadAsync<long>("select count(*) from consent_event where root_id = $1", agency.RootId)).ShouldBe(100_000);
    }

    internal static byte[] Large(int rows)
    {
        var text = new StringBuilder("Candidate ID,First,Last,Cell Phone,E-mail,City,State,Zip,Customer\n");
        for (var i = 0; i < rows; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"C{i},First{i % 997},Last{i % 4999},(901) {200 + (i / 10_000)}-{i % 10_000:0000},person{i}@example.com,Memphis,TN,38103,Company {i % 50}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
