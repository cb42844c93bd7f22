using Rosterline.Platform;
using Rosterline.Simulator.Zipwhip;

namespace Rosterline.Simulator.Carrier;

/// <summary>Lets happen what the carrier has promised: receipts and received texts, announced by webhook until somebody answers 2xx.</summary>
public sealed class CarrierWorker(
    CarrierEvents events, CarrierAccounts accounts, CarrierCallbacks callbacks, CarrierSignal signal, IServiceProvider services) : BackgroundService
{
    const int Most = 1_000, PerRequest = 100;
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromMilliseconds(500), GivenUp = TimeSpan.FromDays(1);
    readonly AnnounceToRegistered registered = services.GetRequiredService<AnnounceToRegistered>();
    readonly TimeProvider clock = services.GetRequiredService<TimeProvider>();
    readonly ILogger log = services.GetRequiredService<ILogger<CarrierWorker>>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitUntilListeningAsync(services.GetRequiredService<IHostApplicationLifetime>(), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunOnceAsync(stoppingToken) < Most) await RestAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The database is away for a moment: everything is still in its tables.
                log.LogWarning("The simulated carrier waits for the database: {Reason}", fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stoppingToken);
            }
        }
    }

    async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var due = await events.ClaimAsync(clock.GetUtcNow(), Most, cancel);
        if (due.Count == 0) return 0;
        var done = due.Where(e => e.Url is null).Select(e => e.Id).ToList();
        var requests = due.Where(e => e.Url is not null).GroupBy(e => (e.AccountId, e.Url!)).SelectMany(group => group.Chunk(group.Key.Item2 == CarrierCallbacks.Registered ? 1 : PerRequest)).ToArray();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (request, token) =>
        {
            if (await AnnounceAsync(request, token)) lock (done) done.AddRange(request.Select(e => e.Id));
        });
        await events.ForgetAsync(done, cancel);
        await PutOffAsync([.. due.ExceptBy(done, e => e.Id)], cancel);
        return due.Count;
    }

    async Task<bool> AnnounceAsync(DueEvent[] request, CancellationToken cancel) => request[0].Url == CarrierCallbacks.Registered
        ? await registered.ExecuteAsync(request[0], cancel)
        : await accounts.TokenAsync(request[0].AccountId, cancel) is not { } token
        || await callbacks.PostAsync(request[0].Url!, token, DueEvent.ToWebhook(request), cancel);

    async Task PutOffAsync(IReadOnlyList<DueEvent> failed, CancellationToken cancel)
    {
        if (failed.Count == 0) return;
        var now = clock.GetUtcNow();
        await events.ForgetAsync(failed.Where(e => e.At < now - GivenUp).Select(e => e.Id), cancel);
        await events.PutOffAsync([.. failed.Where(e => e.At >= now - GivenUp).Select(e => (e.Id, now + BackOff(e.Attempt)))], cancel);
    }

    // 1, 2, 4 … 60 s, so that an outage of a minute is over within two.
    static TimeSpan BackOff(short attempt) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt - 1)));

    async Task RestAsync(CancellationToken cancel)
    {
        var wait = await events.NextAsync(cancel) is { } next ? next - clock.GetUtcNow() : Longest;
        await signal.WaitAsync(wait < Shortest ? Shortest : wait > Longest ? Longest : wait, cancel);
    }

    static async Task WaitUntilListeningAsync(IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }
}
