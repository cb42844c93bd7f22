using System.Globalization;
using System.Text;
using Rosterline.Accounts;
using Rosterline.People;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Everybody of a broadcast and what became of her, as CSV; streamed, never whole in memory.</summary>
sealed class RecipientsFile(FindRecipients find)
{
    public async Task WriteAsync(Viewer viewer, Guid id, Stream to, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync("Name,Number,Field,What became of it,Reason code,Due,Answer,Answer kind\r\n");
        await foreach (var row in find.AllAsync(viewer, id, cancel))
            await writer.WriteAsync(string.Join(',', Cell(row.Name), Cell(row.Number?.Display), Cell(row.Field?.Label()), Cell(row.StatusWords), Cell(row.Code),
                Cell(row.DueAt?.ToString("u", CultureInfo.InvariantCulture)), Cell(row.Answer?.Body), Cell(row.Answer?.Kind.ToString())) + "\r\n");
    }

    // A cell that a spreadsheet would run as a formula is text.
    static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var plain = "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
