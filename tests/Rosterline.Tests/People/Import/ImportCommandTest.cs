using System.Diagnostics;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.People.Import;

public class ImportCommandTest(SharedApp shared) : IClassFixture<SharedApp>
{
    const string File = "Name,Cell\nAna Lee,9015550101\nBen Ray,651-083-9012\n";

    [Fact]
    public async Task Brings_a_file_to_a_running_Rosterline()
    {
        var agency = await TestAgency.CreateAsync(shared.App.Sql);
        var import = await ImportClient.CreateAsync(shared.App, agency);
        var key = import.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var (code, lines, reasons) = await RunAsync(null, "--url", shared.App.Address.ToString(), "--key", key);
        lines.ShouldBe(["Under your policy 1 of 2 can be texted.", "2 people: 2 added, 0 updated, 0 skipped."], reasons);
        code.ShouldBe(0);
        reasons.ShouldContain("651-083-9012");
        (await import.PeopleAsync()).ShouldBe(["Ana Lee +19015550101", "Ben Ray !651-083-9012"]);
        (await RunAsync(null, "--url", shared.App.Address.ToString(), "--key", "rl_wrong")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Brings_a_file_into_the_database_itself()
    {
        await using var app = await TestApp.StartAsync();
        await app.Agency.UserAsync("Maya");
        var (code, lines, _) = await RunAsync(app.ConnectionString);
        lines.ShouldBe(["Under your policy 1 of 2 can be texted.", "2 people: 2 added, 0 updated, 0 skipped."]);
        code.ShouldBe(0);
        (await RunAsync(app.ConnectionString)).Lines[^1].ShouldBe("Nothing new in this file.");
    }

    static async Task<(int Code, string[] Lines, string Problems)> RunAsync(string? connectionString, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("rosterline-import");
        var (path, problems) = (Path.Combine(folder.FullName, "people.csv"), Path.Combine(folder.FullName, "problems.csv"));
        await System.IO.File.WriteAllTextAsync(path, File);
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, "import", path, "--kind", "candidate", "--told", "told", "--problems", problems, .. more])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["ROSTERLINE_DATA"] = folder.FullName },
        };
        if (connectionString is not null) start.Environment["ROSTERLINE_DATABASE"] = connectionString;
        using var process = Process.Start(start)!;
        var mistakes = process.StandardError.ReadToEndAsync();
        var lines = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var told = System.IO.File.Exists(problems) ? await System.IO.File.ReadAllTextAsync(problems) : await mistakes;
        folder.Delete(recursive: true);
        return (process.ExitCode, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries), told);
    }
}
