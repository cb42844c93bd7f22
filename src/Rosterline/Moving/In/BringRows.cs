using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Moving.In;

/// <summary>Writes the lines of one file into its table, set by set; a line that does not fit is named.</summary>
static class BringRows
{
    const int AtOnce = 2000;

    /// <summary>Null: all of them are there.</summary>
    public static async Task<Refusal?> ExecuteAsync(
        NpgsqlTransaction transaction, ExportFile export, Manifest.File file, string sql, Guid rootId, Func<int, Task> tell, CancellationToken cancel)
    {
        var line = 0L;
        await foreach (var lines in export.LinesAsync(file.Name, AtOnce, cancel))
        {
            if (await TryAsync(transaction, sql, rootId, lines, cancel) is not null)
            {
                // One of these. Which one is found by itself: an export is refused once, so this may take its time.
                foreach (var one in lines)
                {
                    line++;
                    if (await TryAsync(transaction, sql, rootId, [one], cancel) is { } fault)
                        return Refusals.Damaged($"{file.Name}, line {line}", $"it does not fit: {fault.MessageText}.");
                }
                return Refusals.Damaged(file.Name, $"lines {line - lines.Length + 1} to {line} do not fit together.");
            }
            line += lines.Length;
            await tell(lines.Length);
        }
        return null;
    }

    static async Task<PostgresException?> TryAsync(NpgsqlTransaction transaction, string sql, Guid rootId, string[] lines, CancellationToken cancel)
    {
        await transaction.SaveAsync("rows", cancel);
        try
        {
            await using var command = transaction.Command(sql, rootId, lines);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancel);
            await transaction.ReleaseAsync("rows", cancel);
            return null;
        }
        catch (PostgresException fault) when (!DatabaseFault.Passes(fault))
        {
            // What a line says is not what this table takes.
            await transaction.RollbackAsync("rows", cancel);
            return fault;
        }
    }
}
