using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Phones;

/// <summary>What the built-in carrier does wrong on purpose for this organisation.</summary>
sealed class PhoneFaults(NpgsqlDataSource database, CarrierAccounts accounts, TimeProvider clock)
{
    static readonly Refusal TooLong = new("delay_wrong", "A delay is between 0 and 120 seconds.");

    public async Task<Fault> ReadAsync(Guid rootId, CancellationToken cancel) =>
        (await database.Command("select mode, delay_ms from carrier_fault where owner = $1", rootId)
            .ReadAllAsync(row => new Fault(Enum.Parse<FaultMode>(row.GetString(0)), row.GetInt32(1)), cancel)).SingleOrDefault() ?? Fault.None;

    public async Task<Result<Fault>> ExecuteAsync(Viewer viewer, Fault fault, CancellationToken cancel)
    {
        if (fault.DelayMs is < 0 or > 120_000) return TooLong;
        await using var batch = database.CreateBatch();
        batch.Add("""
            insert into carrier_fault (owner, mode, delay_ms) values ($1, $2, $3) on conflict (owner) do update set mode = excluded.mode, delay_ms = excluded.delay_ms
            """, viewer.RootId, fault.Mode.ToString(), fault.DelayMs);
        AuditLog.Add(batch, AuditedAct.By(viewer, "simulator.fault", detail: new { after = fault }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        accounts.Forget();
        return fault;
    }
}
