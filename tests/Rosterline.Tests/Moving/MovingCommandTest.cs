using System.Diagnostics;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

public class MovingCommandTest(MovedAgency moved) : IClassFixture<MovedAgency>
{
    [Fact, Trait("Requirement", "H-14")]
    public async Task Moves_an_organisation_on_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("rosterline-move");
        var file = Path.Combine(folder.FullName, "northwind.zip");
        var (code, lines) = await RunAsync(folder, moved.Old.ConnectionString, "export", file, "--organisation", "Northwind Staffing");
        lines.ShouldContain("“Northwind Staffing”:");
        code.ShouldBe(0);
        (await RunAsync(folder, moved.Old.ConnectionString, "export", file, "--organisation", "Northwind Staffing")).Said.ShouldContain("is there already");
        await using var there = await TestDatabase.CreateAsync();
        (code, lines) = await RunAsync(folder, there.ConnectionString, "import-organisation", file);
        lines.ShouldContain("“Northwind Staffing” is here: 500 people");
        lines.ShouldContain("nothing was sent");
        lines.ShouldContain("/start/");
        code.ShouldBe(0);
        (code, lines) = await RunAsync(folder, there.ConnectionString, "import-organisation", file);
        (code, lines.Contains("is here already", StringComparison.Ordinal)).ShouldBe((1, true));
        folder.Delete(recursive: true);
    }

    static async Task<(int Code, string Said)> RunAsync(DirectoryInfo folder, string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["ROSTERLINE_DATA"] = folder.FullName, ["ROSTERLINE_DATABASE"] = connectionString },
        };
        using var process = Process.Start(start)!;
        var mistakes = process.StandardError.ReadToEndAsync();
        var lines = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, lines + await mistakes);
    }
}
