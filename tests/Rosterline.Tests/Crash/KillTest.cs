using Rosterline.Crash;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Crash;

/// <summary>kill -9 under load: what was acknowledged is there, and nothing was handed over twice (design, I1, I2, I3, I5, I6). The short form of scripts/crash.</summary>
public sealed class KillTest(ITestOutputHelper output)
{
    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Twenty_kills_under_load_lose_nothing_and_send_nothing_twice() => RunAsync(new() { Kills = 20 }, fewest: 20);

    [Fact]
    [Trait("Requirement", "H-08")]
    public Task Kills_of_the_database_and_of_nodes_beside_others_do_no_harm_either() => RunAsync(new() { Kills = 6, AtMost = TimeSpan.FromMinutes(1), Target = Target.Either, Nodes = 2 }, fewest: 1);

    // Beside other tests requests are seen late; what was committed in which order is judged exactly all the same.
    async Task RunAsync(CrashOptions options, int fewest)
    {
        var report = await CrashRun.ExecuteAsync(
            options with { Seed = Random.Shared.Next(), AfterStop = TimeSpan.FromSeconds(10), Settle = TimeSpan.FromSeconds(200), DatabaseSettings = TestCluster.NotForPowerCuts }, output.WriteLine);
        output.WriteLine(report.ToString());
        report.Kills.Count.ShouldBeGreaterThanOrEqualTo(fewest);
        report.Findings.ShouldBeEmpty();
    }
}
