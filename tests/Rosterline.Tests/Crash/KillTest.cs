using Rosterline.Crash;
using Xunit.Abstractions;

namespace Rosterline.Tests.Crash;

/// <summary>kill -9 under load: what was acknowledged is there, and nothing was handed over twice (design, I1, I2, I3, I5, I6). The short form of scripts/crash.</summary>
public sealed class KillTest(KillRuns runs, ITestOutputHelper output) : IClassFixture<KillRuns>
{
    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Twenty_kills_under_load_lose_nothing_and_send_nothing_twice() => ShowsAsync(runs.OfTheApplication, fewest: 20);

    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Kills_of_the_database_and_of_nodes_beside_others_do_no_harm_either() => ShowsAsync(runs.OfEither, fewest: 1);

    async Task ShowsAsync(Task<CrashReport> run, int fewest)
    {
        var report = await run;
        output.WriteLine(report.ToString());
        report.Kills.Count.ShouldBeGreaterThanOrEqualTo(fewest);
        report.Findings.ShouldBeEmpty();
    }
}
