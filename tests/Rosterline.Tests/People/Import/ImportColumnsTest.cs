using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Import;

/// <summary>What a file says beside names and numbers: work, colleagues, Social Security numbers, the agency's own fields.</summary>
public class ImportColumnsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    const string Header = "Employee ID,First,Last,Cell,Customer,Customer ID,Department,Status,Service Rep,Assigned,Title,Branch,SSN,Resume,Shirt Size,Shoes\n";

    [Fact]
    [Trait("Requirement", "EN-07")]
    [Trait("Requirement", "EN-30")]
    [Trait("Requirement", "EN-34")]
    public async Task Every_column_of_the_grids_comes_from_a_file_and_what_is_wrong_is_told_row_by_row()
    {
        var (import, agency, client) = await NewAsync();
        await client.PutAsJsonAsync("/api/v1/custom-fields", new { items = new[] { new { name = "Shirt size" }, new { name = "Footwear" } } }).AnswerAsync();
        var file = Encoding.UTF8.GetBytes(Header
            + "E1,Ana,Lee,9015550401,Harbor Foods,C-9,Docks,Placed,dana reyes,yes,Picker,Memphis,123-45-4821,y,XL,44\n"
            + "E2,Ben,Ray,9015550402,,C-10,,Qualified,Nobody Known,perhaps,,Paris,12-4821,maybe,,\n"
            + "E3,Cy,Day,9015550403,,,,,,,,,***-**-0007,,,\n");
        var uploaded = await import.UploadAsync(file);
        uploaded.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("guess").GetString()).ShouldBe(
            ["externalId", "firstName", "lastName", "cell", "company", "customerId", "department", "status", "rep", "assigned", "title", "branch", "ssn", "resume", "own:shirt size", null]);
        var id = uploaded.GetProperty("id").GetGuid();
        await import.PlanAsync(id, new { own = new Dictionary<string, int> { ["shirt size"] = 14, ["footwear"] = 15 }, kind = "employee", consent = new { answer = "employed" } });
        var done = await import.RunAsync(id);
        (done.GetProperty("added").GetInt32(), done.GetProperty("skipped").GetInt32()).ShouldBe((3, 0));
        done.GetProperty("firstProblems").EnumerateArray().Select(p => p.GetProperty("words").GetString()).ShouldBe(
        [
            "Row 3, Assigned: “perhaps” is neither yes nor no. Field left empty.",
            "Row 3, Resume: “maybe” is neither yes nor no. Field left empty.",
            "Row 3, Customer ID: “C-10” stands beside no customer. Field left empty.",
            "Row 3, Service Rep: “Nobody Known” is nobody who works here, by name or e-mail. Field left empty.",
            "Row 3, SSN: not the last four digits of a Social Security number, nor a whole one. Field left empty.",
            "Row 3, Branch: “Paris” is not a branch here. Person kept in your own branch.",
        ]);

        var ana = (await client.AskAsync("people?id=E1")).GetProperty("items")[0];
        foreach (var (field, value) in new[] { ("company", "Harbor Foods"), ("customerId", "C-9"), ("department", "Docks"), ("status", "Placed"), ("rep", "Dana Reyes"), ("title", "Picker"), ("branch", "Memphis") })
            ana.GetProperty(field).GetString().ShouldBe(value, field);
        (ana.GetProperty("isAssigned").GetBoolean(), ana.GetProperty("hasResume").GetBoolean()).ShouldBe((true, true));
        ana.GetProperty("custom").Deserialize<Dictionary<string, string>>().ShouldBe(new Dictionary<string, string> { ["footwear"] = "44", ["shirt size"] = "XL" });
        (await client.AskAsync("people?ssn=4821")).GetProperty("items").Texts("name").ShouldBe(["Ana Lee"]);
        (await client.AskAsync("people?ssn=0007")).GetProperty("items").Texts("name").ShouldBe(["Cy Day"]);
        await NoDigitsAsync(agency, id);

        // The same file again changes nothing; a changed cell changes that cell.
        (await import.BringAsync(file, "employee", new { answer = "employed" })).GetProperty("summary").GetString().ShouldBe("Nothing new in this file.");
        var again = await import.BringAsync(Encoding.UTF8.GetBytes(Header + "E1,Ana,Lee,9015550401,,,,Available,,no,,,,,M,\n"), "employee", new { answer = "employed" });
        again.GetProperty("updated").GetInt32().ShouldBe(1);
        ana = (await client.AskAsync("people?id=E1")).GetProperty("items")[0];
        (ana.GetProperty("status").GetString(), ana.GetProperty("department").GetString(), ana.GetProperty("isAssigned").GetBoolean()).ShouldBe(("Available", "Docks", false));
        ana.GetProperty("custom").Deserialize<Dictionary<string, string>>().ShouldBe(new Dictionary<string, string> { ["footwear"] = "44", ["shirt size"] = "M" });
        (await client.AskAsync("people?ssn=4821")).GetProperty("items").Texts("name").ShouldBe(["Ana Lee"]);
    }

    [Fact]
    public async Task A_column_is_only_taken_for_a_field_that_there_is()
    {
        var (import, _, client) = await NewAsync();
        var id = (await import.UploadAsync("First,Last,Hat\nAna,Lee,7\n"u8.ToArray())).GetProperty("id").GetGuid();
        (await client.PutAsJsonAsync($"/api/v1/people/import/{id}", new { own = new Dictionary<string, int> { ["hat"] = 2 } }).RefusalAsync()).ShouldContain("There is no field “hat”");
    }

    // Neither the problems kept with the import nor the file itself, once it is in.
    static async Task NoDigitsAsync(TestAgency agency, Guid import)
    {
        (await agency.ReadAsync<long>("select count(*) from person_import_problem where root_id = $1 and import_id = $2 and (original || words || coalesce(value, '')) ~ '4821'", agency.RootId, import)).ShouldBe(0);
        (await agency.ReadAsync<bool>("select content is null from person_import where root_id = $1 and id = $2", agency.RootId, import)).ShouldBeTrue();
    }

    async Task<(ImportClient Import, TestAgency Agency, HttpClient Client)> NewAsync()
    {
        var agency = await TestAgency.CreateAsync(shared.App.Sql);
        var import = await ImportClient.CreateAsync(shared.App, agency);
        return (import, agency, import.Http);
    }
}
