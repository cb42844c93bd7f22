using Npgsql;

namespace Rosterline.Platform.Keys;

/// <summary>
/// Changes keys while the application runs: a new master key under which every data key is wrapped again, and with it, when asked for, new data keys
/// under which everything is encrypted again. Interrupted, it goes on where it was when it is run again.
/// </summary>
public sealed class RotateKeys(NpgsqlDataSource database, DataKeys keys, IEnumerable<IKeyedValues> values, TimeProvider clock)
{
    // Longer than any node keeps a key as the one in use.
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(6);

    /// <param name="say">One line of progress.</param>
    /// <param name="renewData">New data keys too.</param>
    public async Task ExecuteAsync(bool renewData, Action<string> say, CancellationToken cancel)
    {
        // What lies under the master key itself would be lost with it.
        await RenewValuesAsync(say, cancel);
        keys.Master.Add();
        say($"New master key {keys.Master.Name}.");
        if (renewData) await RenewDataAsync(say, cancel);
        await WrapAsync(say, cancel);
        // A key made meanwhile by another process stands under the former master.
        while (await WrapAsync(_ => { }, cancel) > 0) cancel.ThrowIfCancellationRequested();
        keys.Master.DropFormer();
        say("The former master key is gone from the key file.");
    }

    /// <summary>Brings what was written under the master key itself, or under a retired data key, to the keys in use.</summary>
    public async Task RenewValuesAsync(Action<string> say, CancellationToken cancel)
    {
        foreach (var value in values)
            if (await value.RenewAsync(cancel) is > 0 and var count) say($"{count:n0} {value.Words} encrypted again.");
    }

    async Task RenewDataAsync(Action<string> say, CancellationToken cancel)
    {
        // every organisation: all keys are renewed
        var renewable = await database.Command("select distinct root_id, use from data_key where use <> $1 and retired_at is null", (short)KeyUse.Audit)
            .ReadAllAsync(row => (Root: row.GetGuid(0), Use: (KeyUse)row.GetInt16(1)), cancel);
        foreach (var (root, use) in renewable) keys.Renew(root, use);
        say($"{renewable.Count:n0} data keys made.");
        keys.Forget();
        await RenewValuesAsync(say, cancel);
        // Another node may have used a retired key until now.
        await Task.Delay(Settle, clock, cancel);
        await RenewValuesAsync(say, cancel);
        // every organisation: all keys are renewed
        var dropped = await database.Command("delete from data_key where retired_at is not null and use <> $1", (short)KeyUse.Audit).RunAsync(cancel);
        say($"{dropped:n0} former data keys removed.");
    }

    async Task<int> WrapAsync(Action<string> say, CancellationToken cancel)
    {
        // every organisation: all keys stand under one master key
        var all = (await database.Command("select root_id, id, wrapped from data_key").ReadAllAsync(row => (Root: row.GetGuid(0), Id: row.GetGuid(1), Wrapped: row.GetFieldValue<byte[]>(2)), cancel))
            .Where(key => !keys.Master.IsCurrent(key.Wrapped)).ToList();
        var done = 0;
        foreach (var (root, id, wrapped) in all)
        {
            var next = keys.Master.Wrap(keys.Master.Unwrap(wrapped, DataKeys.Context(root, id)), DataKeys.Context(root, id));
            await database.Command("update data_key set wrapped = $3 where root_id = $1 and id = $2 and wrapped = $4", root, id, next, wrapped).RunAsync(cancel);
            if (++done % 100 == 0 || done == all.Count) say($"{done:n0} of {all.Count:n0} data keys wrapped again.");
        }
        return done;
    }
}

/// <summary>At a start: what an older version wrote under the master key itself is brought under data keys.</summary>
public sealed class AdoptSecrets(RotateKeys rotate, ILogger<AdoptSecrets> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await rotate.RenewValuesAsync(words => log.LogInformation("{Words}", words), stoppingToken);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Everything stays readable as it is; the next start tries again.
            log.LogWarning("Secrets of an older version were not encrypted again: {Fault}", fault.Message);
        }
    }
}
