using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>
/// Claims texts, starts each at its slot, and gives every outcome to the writer. At the end it stops claiming, lets what is
/// under way finish, and gives back what was not begun.
/// </summary>
public sealed class Dispatcher(Node node, ClaimTexts claim, RecheckNumbers recheck, SendWork work, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    const int MostUnderWay = 1_000;

    // Small claims are short statements: slots count from their start, and a long one would be over before it returned.
    const int MostPerClaim = 250;

    /// <summary>Slots closer than this start together.</summary>
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(8);
    static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200), AfterFault = TimeSpan.FromSeconds(1), TooLate = TimeSpan.FromSeconds(1);

    // Half the lease, on a clock that a frozen process cannot stop.
    static readonly TimeSpan Deadline = ClaimTexts.Lease / 2;

    readonly SemaphoreSlim wake = new(0, 1);
    int underWay;

    /// <summary>New texts are ready: do not wait for the next look.</summary>
    public void Wake()
    {
        if (wake.CurrentCount == 0)
            try { wake.Release(); } catch (SemaphoreFullException) { /* already awake */ }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var id = await node.IdAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var free = MostUnderWay - Volatile.Read(ref underWay);
                var at = BootClock.Now;
                var claims = free > 0 ? await claim.ExecuteAsync(id, Math.Min(free, MostPerClaim), stoppingToken) : [];
                if (claims.Count > 0) await StartAsync(id, claims, at, stoppingToken);
                else await wake.WaitAsync(Idle, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The database is away; claims it may have made run out and are looked up.
                log.LogWarning("Claiming failed: {Fault}", fault.Message);
                await Task.Delay(AfterFault, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (Volatile.Read(ref underWay) > 0 && !cancellationToken.IsCancellationRequested) await Task.Delay(20, CancellationToken.None);
    }

    async Task StartAsync(int id, IReadOnlyList<Claim> claims, TimeSpan claimedAt, CancellationToken stopping)
    {
        var returned = claim.DatabaseNow;
        for (var i = 0; i < claims.Count;)
        {
            var wait = claims[i].Slot - claim.DatabaseNow;
            if (wait > TimeSpan.Zero) await Delay(wait, stopping);
            var until = claim.DatabaseNow + Tick;
            var due = claims.Skip(i).TakeWhile(c => c.Slot <= until).ToList();
            if (due.Count == 0) continue;
            i += due.Count;
            if (stopping.IsCancellationRequested) await GiveBackAsync(id, [.. due, .. claims.Skip(i)]);
            else
                try
                {
                    await BeginAsync(id, due, returned, claimedAt, stopping);
                }
                catch (Exception fault) when (DatabaseFault.Is(fault))
                {
                    // Whether their numbers are still open cannot be asked: nothing of these was begun.
                    _ = GiveBackAsync(id, [.. due, .. claims.Skip(i)]);
                    throw;
                }
            if (stopping.IsCancellationRequested) return;
        }
    }

    static async Task Delay(TimeSpan wait, CancellationToken stopping)
    {
        // A stop does not throw here: what was not begun is given back first.
        await Task.WhenAny(Task.Delay(wait, stopping));
    }

    async Task BeginAsync(int id, List<Claim> due, DateTimeOffset returned, TimeSpan claimedAt, CancellationToken stopping)
    {
        var asked = clock.GetTimestamp();
        var closed = await recheck.ClosedAsync(due, stopping);
        // Judged from when the claim came back: giving a slow claim back whole would only make the next one slower.
        var now = claim.DatabaseNow;
        var late = due.Where(c => now - (c.Slot > returned ? c.Slot : returned) > TooLate).ToList();
        foreach (var one in due.Except(late))
        {
            // Woken after a freeze: somebody else may look this claim up by now.
            if (BootClock.Now - claimedAt > Deadline) return;
            Interlocked.Increment(ref underWay);
            _ = RunAsync(id, one, closed.Contains(one.MessageId) && !one.Exempt, asked);
        }
        // After the others: giving back may wait for the database, and what was asked about their numbers must not grow old.
        if (late.Count > 0) _ = GiveBackAsync(id, late);
    }

    async Task GiveBackAsync(int id, List<Claim> claims)
    {
        Interlocked.Add(ref underWay, claims.Count);
        try
        {
            await work.GiveBackAsync(id, claims);
        }
        catch (Exception fault)
        {
            // Their lease runs out and they are looked up.
            log.LogWarning("{Count} texts were not given back: {Fault}", claims.Count, fault.Message);
        }
        finally
        {
            Interlocked.Add(ref underWay, -claims.Count);
        }
    }

    async Task RunAsync(int id, Claim one, bool closed, long asked)
    {
        try
        {
            await work.RunAsync(id, one, closed, asked);
        }
        catch (Exception fault)
        {
            // The outcome is not stored: the lease runs out and the text is looked up, never sent again blindly.
            log.LogError(fault, "The outcome of {Message} was not stored", one.MessageId);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }
}
