using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Consent.LookUp;

/// <summary>Works off look-ups of many numbers, a few at a time; one node holds a run, and another takes it up where it was when that node is gone.</summary>
sealed class RunLookUps(NpgsqlDataSource database, LookUpNumber lookUp, ILogger<RunLookUps> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    const int AtOnce = 8;

    sealed record Step(Guid RootId, Guid Id, Guid UserId, long[] Numbers, bool Last);

    // every organisation: one worker for all
    const string Take = """
        with next as (select r.root_id, r.id from lookup_run r where r.state = 0 and r.lease_until < now() order by r.lease_until limit 1 for update skip locked)
        update lookup_run r set lease_until = now() + interval '60 seconds' from next where r.root_id = next.root_id and r.id = next.id
        returning r.root_id, r.id, r.user_id, r.numbers[r.done + 1 : r.done + $1], r.done + $1 >= cardinality(r.numbers)
        """;

    const string Advance = """
        update lookup_run set done = done + $3, landlines = landlines + $4, unanswered = unanswered + $5, lease_until = '-infinity',
          state = case when state <> 0 then state when $6 then 3 when $7 then 1 else 0 end, finished_at = case when $6 or $7 then now() else finished_at end
        where root_id = $1 and id = $2
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await StepAsync(stoppingToken)) { }
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Taken up again when its lease is over; a few numbers are asked about twice then.
                log.LogWarning("Looking numbers up failed: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    async Task<bool> StepAsync(CancellationToken cancel)
    {
        var taken = await database.Command(Take, AtOnce).ReadAllAsync(row => new Step(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<long[]>(3), row.GetBoolean(4)), cancel);
        if (taken.Count == 0) return false;
        var step = taken[0];
        var found = await Task.WhenAll(step.Numbers.Select(number => lookUp.ExecuteAsync(step.RootId, new PhoneNumber(number), step.UserId, cancel)));
        var stopped = found.Any(one => one is LookedUp.UsedUp);
        await database.Command(Advance, step.RootId, step.Id, found.Count(one => one is not LookedUp.UsedUp), found.Count(one => one is LookedUp.Told { Problem: not null }),
            found.Count(one => one is LookedUp.NoAnswer or LookedUp.NobodyToAsk), stopped, step.Last).RunAsync(cancel);
        return true;
    }
}
