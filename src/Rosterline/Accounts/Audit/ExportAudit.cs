using System.Globalization;
using CsvHelper;

namespace Rosterline.Accounts.Audit;

/// <summary>What was found in the log as CSV, streamed, with the place of each entry in the chain.</summary>
sealed class ExportAudit(FindAudit find)
{
    static readonly CsvWriterOptions Safe = new() { NewLine = "\r\n", Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public async Task WriteAsync(Guid rootId, AuditQuestion question, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, Safe, leaveOpen: true);
        foreach (var header in new[] { "Time (UTC)", "Who", "Who, id", "Action", "Subject kind", "Subject", "Subject, id", "What changed", "Entry, id", "Position", "Sealed at (UTC)", "Erased at (UTC)" }) csv.WriteField(header);
        await csv.EndRecordAsync(cancel);
        await foreach (var row in find.AllAsync(rootId, question, cancel))
        {
            foreach (var cell in new[]
            {
                Time(row.At), row.Actor is null ? "Rosterline" : row.Actor.Name, row.Actor?.Id.ToString(), row.Action, row.SubjectKind, row.Subject?.Name, row.Subject?.Id.ToString(),
                row.Detail?.GetRawText(), row.Id.ToString(), row.Position?.ToString(CultureInfo.InvariantCulture), Time(row.SealedAt), Time(row.ErasedAt),
            })
                csv.WriteField(cell);
            await csv.EndRecordAsync(cancel);
        }
    }

    static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
