using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Conversations;
using Rosterline.People;
using Rosterline.People.Import.Files;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Moving.History;

/// <summary>A text of a former product.</summary>
/// <param name="Print">Its id here: the same row of whatever file is the same text.</param>
/// <param name="Ours">Our number as the file names it; null: none.</param>
/// <param name="LineId">Null: none of ours has this number.</param>
sealed record HistoryText(Guid Print, long? Ours, Guid? LineId, long Theirs, Direction Direction, DeliveryStatus Status, string Body, DateTimeOffset At, string? ProviderId);

/// <summary>A row of the file: a text, or why there is none.</summary>
sealed record HistoryRead(int Row, HistoryText? Text, RowProblem? Problem);

/// <summary>Turns rows of a file into texts; a row that does not fit is told and costs none of the others.</summary>
sealed class HistoryReader(HistoryPlan plan, IReadOnlyDictionary<long, Guid> lines, DateTimeOffset now)
{
    const int LongestBody = 10_000;

    static readonly string[] Received = ["in", "inbound", "incoming", "received", "receive", "mo", "fromcontact", "reply", "inboundmessage", "recibido", "r"],
        Sent = ["out", "outbound", "outgoing", "sent", "send", "mt", "tocontact", "outboundmessage", "outboundapi", "outboundreply", "outboundcall", "broadcast", "campaign", "automated", "enviado", "s"];

    readonly CsvShape shape = plan.Shape;
    readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(plan.Zone);
    readonly Dictionary<Guid, int> met = [];

    public IEnumerable<HistoryRead> Read(byte[] content)
    {
        using var text = FileEncoding.Open(content, plan.Encoding);
        foreach (var row in shape.Read(text))
            if (!row.IsEmpty && !shape.IsHeaderAgain(row.Cells)) yield return Read(row);
    }

    HistoryRead Read(CsvRow row)
    {
        if (row.Fault is { } fault) return Skipped(row, null, null, fault.EndsInQuotes ? "ends inside a quoted text. Skipped." : "is too long to be a text. Skipped.");
        if (Cell(row, HistoryField.Body) is not { } body) return Skipped(row, null, null, "no words. Skipped.");
        if (At(row) is not { } at) return Skipped(row, HistoryField.Time, Cell(row, HistoryField.Time), "is not a time. Skipped.");
        if (at > now) return Skipped(row, HistoryField.Time, Cell(row, HistoryField.Time), "has not been yet. Is the time zone right? Skipped.");
        var sides = Sides(row);
        if (sides.Problem is { } problem) return problem;
        if (body.Length > LongestBody) return Skipped(row, HistoryField.Body, null, $"longer than {LongestBody.ToString("N0", CultureInfo.InvariantCulture)} characters. Skipped.");
        var line = sides.Ours is { } number ? lines.TryGetValue(number, out var own) ? own : plan.Lines.TryGetValue(number, out var chosen) ? chosen : (Guid?)null : plan.Line;
        return new(row.Number, new(Print(sides.Ours, sides.Theirs, sides.Direction, at, body), sides.Ours, line, sides.Theirs, sides.Direction,
            Status(sides.Direction, Cell(row, HistoryField.Status)), body, at, Cell(row, HistoryField.Id)), null);
    }

    DateTimeOffset? At(CsvRow row)
    {
        if (Cell(row, HistoryField.Time) is not { } time) return null;
        return HistoryTimes.Read(Cell(row, HistoryField.Date) is { } day ? $"{day} {time}" : time, Cell(row, HistoryField.Zone), zone);
    }

    (long? Ours, long Theirs, Direction Direction, HistoryRead? Problem) Sides(CsvRow row)
    {
        var said = Cell(row, HistoryField.Direction);
        var direction = said is null ? null : Way(said);
        var contact = plan.Mapping.ContainsKey(HistoryField.Contact);
        if (said is not null && direction is null) return Problem(HistoryField.Direction, said, "says neither received nor sent. Skipped.");
        var (from, to) = (Number(row, HistoryField.From), Number(row, HistoryField.To));
        // Without a word for it, whichever of the two numbers is ours tells.
        direction ??= from is { } a && IsOurs(a) ? Direction.Out : to is { } b && IsOurs(b) ? Direction.In : null;
        if (direction is not { } way) return Problem(null, null, "nothing says whether it was received or sent. Skipped.");
        var theirField = contact ? HistoryField.Contact : way == Direction.In ? HistoryField.From : HistoryField.To;
        if (Number(row, theirField) is not { } theirs) return Problem(theirField, Cell(row, theirField), Cell(row, theirField) is null ? "no number. Skipped." : "is not a number that can exist. Skipped.");
        var ours = Number(row, HistoryField.Line) ?? (way == Direction.In ? to : from);
        return (ours == theirs ? null : ours, theirs, way, null);

        (long?, long, Direction, HistoryRead?) Problem(HistoryField? field, string? value, string words) => (null, 0, default, Skipped(row, field, value, words));
    }

    bool IsOurs(long number) => lines.ContainsKey(number) || plan.Lines.ContainsKey(number);

    static Direction? Way(string said)
    {
        var plain = ColumnGuess.Plain(said);
        return Received.Contains(plain) || plain.StartsWith("inbound", StringComparison.Ordinal) || plain.StartsWith("incoming", StringComparison.Ordinal) ? Direction.In
            : Sent.Contains(plain) || plain.StartsWith("outbound", StringComparison.Ordinal) || plain.StartsWith("outgoing", StringComparison.Ordinal) ? Direction.Out : null;
    }

    static DeliveryStatus Status(Direction direction, string? said) => direction == Direction.In ? DeliveryStatus.Received : ColumnGuess.Plain(said ?? "") switch
    {
        "delivered" or "read" => DeliveryStatus.Delivered,
        "failed" or "undelivered" or "undeliverable" or "rejected" or "error" or "notdelivered" => DeliveryStatus.Failed,
        _ => DeliveryStatus.Sent,
    };

    // The time as ids begin with it, the rest of what the row says; two alike rows of a file are two texts.
    Guid Print(long? ours, long theirs, Direction direction, DateTimeOffset at, string body)
    {
        var same = Of(0);
        var nth = met[same] = met.GetValueOrDefault(same) + 1;
        return nth == 1 ? same : Of(nth);

        Guid Of(int nth)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ours} {theirs} {(int)direction} {at.UtcTicks} {nth} {body}")));
            var id = hash.AsSpan(0, 16);
            Ids.FirstOf(at).ToByteArray(bigEndian: true).AsSpan(0, 6).CopyTo(id);
            (id[6], id[8]) = ((byte)(0x70 | id[6] & 0x0F), (byte)(0x80 | id[8] & 0x3F));
            return new Guid(id, bigEndian: true);
        }
    }

    long? Number(CsvRow row, HistoryField field) => Cell(row, field) is { } cell && TypedNumber.Read(cell.TrimStart('\'')) is { Number: { } number } ? number : null;

    string? Cell(CsvRow row, HistoryField field) =>
        plan.Mapping.TryGetValue(field, out var column) && column < row.Cells.Count && CleanText.Of(row.Cells[column]) is { Length: > 0 } cell ? cell : null;

    HistoryRead Skipped(CsvRow row, HistoryField? field, string? value, string reason) =>
        new(row.Number, null, new(row.Number, field is { } at && plan.Mapping.TryGetValue(at, out var column) ? shape.Headers[column] : null, value, reason, false, row.Original));
}
