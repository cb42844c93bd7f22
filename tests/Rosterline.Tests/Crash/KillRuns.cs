using Rosterline.Crash;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Crash;

/// <summary>Both runs of <see cref="KillTest"/>. The second begins when the first has ended its load and waits, for more than a minute, for its last texts.</summary>
public sealed class KillRuns : IAsyncLifetime
{
    readonly Task<CrashReport> ofTheApplication, ofEither;

    public KillRuns()
    {
        var settling = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ofTheApplication = Task.Run(() => RunAsync(new() { Kills = 20, Settling = () => settling.TrySetResult() }));
        ofEither = Task.Run(async () =>
        {
            await Task.WhenAny(settling.Task, ofTheApplication);
            return await RunAsync(new() { Kills = 4, AtMost = TimeSpan.FromMinutes(1), Target = Target.Either, Nodes = 2 });
        });
    }

    public Task<CrashReport> OfTheApplication => ofTheApplication;

    public Task<CrashReport> OfEither => ofEither;

    public Task InitializeAsync() => Task.CompletedTask;

    // A run nobody asked for ends its processes too.
    public Task DisposeAsync() => Task.WhenAll(ofTheApplication, ofEither).ContinueWith(_ => { }, TaskScheduler.Default);

    // Beside other tests requests are seen late; what was committed in which order is judged exactly all the same.
    static Task<CrashReport> RunAsync(CrashOptions options) => CrashRun.ExecuteAsync(
        options with { Seed = Random.Shared.Next(), AfterStop = TimeSpan.FromSeconds(10), Settle = TimeSpan.FromSeconds(200), DatabaseSettings = TestCluster.NotForPowerCuts }, _ => { });
}
