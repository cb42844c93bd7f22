using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>How many may share a number (AR-23); checked when somebody is put on a line.</summary>
sealed class SeatsPerLine(NpgsqlDataSource database, TimeProvider clock)
{
    public sealed record Seats(int PerLine);

    public async Task<Seats> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        await using var command = database.Command("select seats_per_line from organisation where root_id = $1", rootId);
        return new((int)(await command.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>Null: saved.</summary>
    public async Task<Refusal?> SaveAsync(Viewer by, Seats seats, CancellationToken cancel)
    {
        if (seats.PerLine is < 1 or > 100) return TextingRefusals.SeatsWrong;
        var before = await ReadAsync(by.RootId, cancel);
        await using var batch = database.CreateBatch();
        batch.Add("update organisation set seats_per_line = $2 where root_id = $1", by.RootId, seats.PerLine);
        AuditLog.Add(batch, AuditedAct.By(by, "texting.seats", "organisation", by.RootId, new { before, after = seats }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return null;
    }
}
