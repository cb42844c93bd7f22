using System.Globalization;
using CsvHelper;
using Rosterline.Accounts;
using Rosterline.People;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Everybody of a broadcast and what became of her, as CSV; streamed, never whole in memory, and nothing in it is run as a formula.</summary>
sealed class RecipientsFile(FindRecipients find)
{
    static readonly CsvWriterOptions Safe = new() { NewLine = "\r\n", Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public async Task WriteAsync(Viewer viewer, Guid id, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, Safe, leaveOpen: true);
        foreach (var header in new[] { "Name", "Number", "Field", "What became of it", "Reason code", "Due", "Answer", "Answer kind" }) csv.WriteField(header);
        await csv.EndRecordAsync(cancel);
        await foreach (var row in find.AllAsync(viewer, id, cancel))
        {
            foreach (var cell in new[]
            {
                row.Name, row.Number?.Display, row.Field?.Label(), row.StatusWords, row.Code, row.DueAt?.ToString("u", CultureInfo.InvariantCulture), row.Answer?.Body, row.Answer?.Kind.ToString(),
            })
                csv.WriteField(cell);
            await csv.EndRecordAsync(cancel);
        }
    }
}
