using Rosterline.Crash;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Crash;

/// <summary>kill -9 under load: what was acknowledged is there, and nothing was handed over twice (design, I1, I2, I3, I5, I6). The short form of scripts/crash.</summary>
public sealed class KillTest(ITestOutputHelper output)
{
    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Twenty_kills_under_load_lose_nothing_and_send_nothing_twice() => RunAsync(new() { Kills = 20 });

    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Kills_of_the_database_and_of_nodes_beside_others_do_no_harm_either() => RunAsync(new() { Kills = 6, Target = Target.Either, Nodes = 2 });

    async Task RunAsync(CrashOptions options)
    {
        var report = await CrashRun.ExecuteAsync(options with { Seed = Random.Shared.Next(), DatabaseSettings = TestCluster.NotForPowerCuts }, output.WriteLine);
        output.WriteLine(report.ToString());
        report.Kills.Count.ShouldBe(options.Kills);
        report.Findings.ShouldBeEmpty();
    }
}
