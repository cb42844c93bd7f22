using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.People.Import;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.People.Import;

/// <summary>A file that comes a second time, whole, in part, late, or after others.</summary>
public class BringAgainTest(SharedApp shared, ITestOutputHelper output) : IClassFixture<SharedApp>
{
    static readonly byte[] File = "First,Last,Cell\nAna,Lee,9015550101\n"u8.ToArray();

    async Task<(ImportClient Import, TestAgency Agency)> NewAsync()
    {
        var agency = await TestAgency.CreateAsync(shared.App.Sql);
        return (await ImportClient.CreateAsync(shared.App, agency), agency);
    }

    // ROSTERLINE_TEST_SEED and ROSTERLINE_TEST_SAMPLES try other tables, and more of them.
    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Any_table_brought_twice_changes_nothing()
    {
        static ulong Told(string name, ulong usual) => ulong.TryParse(Environment.GetEnvironmentVariable(name), out var told) ? told : usual;
        var (seed, samples) = (Told("ROSTERLINE_TEST_SEED", 7), (int)Told("ROSTERLINE_TEST_SAMPLES", 20));
        output.WriteLine($"seed {seed}, {samples} tables");
        var row = from first in Gen.Elements("Ana", "Ben", "", "José")
                  from last in Gen.Elements("Lee", "Ray", "")
                  from cell in Gen.Elements("9015550101", "9015550102", "(901) 555-0103", "12", "")
                  from mail in Gen.Elements("a@x.org", "b@x.org", "A@X.ORG", "")
                  from id in Gen.Elements("", "", "id-1", "id-2", "id-3")
                  select $"{first},{last},{cell},{mail},{id}";
        foreach (var rows in Gen.ArrayOf(row, 12).Sample(samples, new Rnd(seed), 12))
        {
            var (import, agency) = await NewAsync();
            var file = Encoding.UTF8.GetBytes("First,Last,Cell,E-mail,ID\n" + string.Join('\n', rows));
            // Not into an empty house: some of them, and others with the same names and numbers, are here already.
            await import.BringAsync(Encoding.UTF8.GetBytes("First,Last,Cell,E-mail,ID\nAna,Lee,9015550102,b@x.org,id-2\n" + string.Join('\n', rows[..4])), "contact", new { answer = "unknown" });
            var here = await agency.ReadAsync<long>("select count(*) from person where root_id = $1", agency.RootId);
            var once = await import.BringAsync(file, "candidate", new { answer = "told" });
            var people = await import.PeopleAsync();
            var twice = await import.BringAsync(file, "candidate", new { answer = "told" });
            twice.GetProperty("added").GetInt32().ShouldBe(0, string.Join('\n', rows));
            twice.GetProperty("updated").GetInt32().ShouldBe(0, string.Join('\n', rows));
            (await import.PeopleAsync()).ShouldBe(people);
            (await agency.ReadAsync<long>("select count(*) from person where root_id = $1", agency.RootId)).ShouldBe(here + once.GetProperty("added").GetInt32());
        }
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task The_file_brought_last_wins_and_an_old_row_undoes_nobodys_work()
    {
        var (import, agency) = await NewAsync();
        Task<string?> Titles() => agency.ReadAsync<string?>("select string_agg(title, ' ' order by name) from person where root_id = $1", agency.RootId);
        var (monday, tuesday) = ("ID,Name,Title\n1,Ana Lee,Nurse\n2,Ben Ray,Cook\n"u8.ToArray(), "ID,Name,Title\n1,Ana Lee,Manager\n2,Ben Ray,Cook\n"u8.ToArray());
        Task<JsonElement> BringAsync(byte[] file) => import.BringAsync(file, "candidate", new { answer = "told" });
        await BringAsync(monday);
        (await BringAsync(tuesday)).GetProperty("updated").GetInt32().ShouldBe(1);
        (await Titles()).ShouldBe("Manager Cook");
        (await BringAsync(monday)).GetProperty("updated").GetInt32().ShouldBe(1);
        (await Titles()).ShouldBe("Nurse Cook");

        await agency.RunAsync("update person set title = 'Chef' where root_id = $1 and external_id = '2'", agency.RootId);
        (await BringAsync(monday)).GetProperty("summary").GetString().ShouldBe("Nothing new in this file.");
        (await Titles()).ShouldBe("Nurse Chef");

        await agency.RunAsync("delete from person where root_id = $1 and external_id = '2'", agency.RootId);
        (await BringAsync(monday)).GetProperty("added").GetInt32().ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task An_old_file_opts_nobody_out_who_opted_in_again()
    {
        var (import, agency) = await NewAsync();
        var file = "Name,Cell,SMS Opt Out\nAna Lee,9015550101,Yes\n"u8.ToArray();
        (await import.BringAsync(file, "candidate", new { answer = "told" })).GetProperty("optedOut").GetInt32().ShouldBe(1);
        await agency.RunAsync("update number_state set blocked = 0 where root_id = $1", agency.RootId);
        (await import.BringAsync(file, "candidate", new { answer = "told" })).GetProperty("optedOut").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task After_a_stop_it_knows_who_the_earlier_rows_were()
    {
        var (import, agency) = await NewAsync();
        var id = (await import.UploadAsync("Name,Cell,Title\nAna Lee,9015550101,Nurse\nAna Lee,9015550101,Cook\n"u8.ToArray())).GetProperty("id").GetGuid();
        await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "told" } });
        await import.RunAsync(id);
        // As a node leaves it that was stopped after the first of the two rows.
        await agency.RunAsync("delete from person_brought_row where root_id = $1 and ctid = (select max(ctid) from person_brought_row where root_id = $1)", agency.RootId);
        await agency.RunAsync("delete from person_import_problem where root_id = $1", agency.RootId);
        await agency.RunAsync("update person_import set state = 1, read_rows = 2, merged = 0 where root_id = $1 and id = $2", agency.RootId, id);
        (await import.RunAsync(id)).GetProperty("merged").GetInt32().ShouldBe(1);
        (await agency.ReadAsync<string>("select title from person where root_id = $1", agency.RootId)).ShouldBe("Nurse");
    }

    [Fact]
    public async Task A_file_is_kept_for_thirty_days_after_its_end()
    {
        var (import, agency) = await NewAsync();
        await import.BringAsync(File, "candidate", new { answer = "told" });
        var old = await import.BringAsync(File, "candidate", new { answer = "told" });
        await agency.RunAsync("update person_import set created_at = now() - interval '32 days', finished_at = now() - interval '31 days' where root_id = $1 and id = $2", agency.RootId, old.GetProperty("id").GetGuid());
        await shared.App.Get<ForgetUploads>().SweepAsync(default);
        (await agency.ReadAsync<long>("select count(*) from person_import where root_id = $1 and content is not null", agency.RootId)).ShouldBe(1);
        var answer = await import.Http.PostAsync($"/api/v1/people/import/{old.GetProperty("id").GetGuid()}/run", null);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("import_forgotten");
        (await import.ReadAsync(old.GetProperty("id").GetGuid())).GetProperty("summary").GetString().ShouldBe("Nothing new in this file.");
    }
}
