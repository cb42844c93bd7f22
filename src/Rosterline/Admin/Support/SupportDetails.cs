using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.Lines.Connections;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending.Broadcasts;

namespace Rosterline.Admin.Support;

/// <summary>
/// What somebody who helps needs to know about a failure, as text to copy (GH-19): status, numbers, times, reasons and ids. Never the words of a
/// text, a name of a person or a secret.
/// </summary>
sealed class SupportDetails(NpgsqlDataSource database, ReadMessages read, FindConnections connections, FindBroadcasts broadcasts, FindExchanges exchanges, TimeProvider clock)
{
    const int MostFailures = 500, MostExchanges = 50;

    /// <summary>About one text; null when it is not there or not hers.</summary>
    public async Task<string?> OfTextAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await read.FindAsync(viewer, id, cancel) is not { } message) return null;
        var command = database.CreateCommand($"""
            select m.number, m.status, m.created_at, m.due_at, m.handed_at, m.sent_at, m.delivered_at, m.error_code, m.provider_code, m.provider_message_id, l.name, l.number, c.name, c.provider,
                   m.gate ->> 'by', m.segments, c.id
            from message m join line l on l.root_id = m.root_id and l.id = m.line_id left join provider_connection c on c.root_id = m.root_id and c.id = coalesce(m.connection_id, l.connection_id)
            where {viewer.SeesMessage("m")} and m.id = @id
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var said = viewer.May("manage_integration") ? await exchanges.OfMessageAsync(viewer.RootId, id, cancel) : [];
        return (await command.ReadAllAsync(row =>
        {
            var text = Begin(viewer, $"Text {id}");
            Line(text, "Status", $"{message.StatusWords}{(message.ProblemWords is { } why ? $": {why}" : "")} ({(DeliveryStatus)row.GetInt16(1)})");
            Line(text, "Number", Number(row.GetInt64(0)));
            Line(text, "From line", $"{row.GetString(10)}, {Number(row.GetInt64(11))}");
            Line(text, "Text provider", row.Text(12) is { } name ? $"{name} ({row.Text(13)}), connection {row.GetGuid(16)}" : null);
            Line(text, "Their id", row.Text(9));
            Line(text, "Their code", row.Text(8));
            Line(text, "Reason", row.Text(7));
            Line(text, "Decided by check", row.Text(14));
            Line(text, "Segments", row.GetInt16(15).ToString(CultureInfo.InvariantCulture));
            foreach (var (what, column) in new[] { ("Written", 2), ("Due", 3), ("Handed over", 4), ("Sent", 5), ("Delivered", 6) }) Line(text, what, Time(row.Maybe<DateTimeOffset>(column)));
            foreach (var one in said) text.AppendLine(Exchange(one));
            return text.ToString();
        }, cancel))[0];
    }

    /// <summary>About everybody of a broadcast who was not reached; null when it is not there or not hers.</summary>
    public async Task<string?> OfBroadcastAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await broadcasts.FindAsync(viewer, id, cancel) is not { } broadcast) return null;
        var text = Begin(viewer, $"Broadcast {id}");
        Line(text, "Status", $"{broadcast.State}, {broadcast.Counts.NotDelivered} not delivered, {broadcast.Counts.NotTexted} not texted, of {broadcast.Counts.Total}");
        Line(text, "Started", Time(broadcast.StartsAt));
        Line(text, "Finished", Time(broadcast.FinishedAt));
        var failures = await database.Command("""
            select r.number, r.state, coalesce(m.error_code, r.code), m.provider_code, m.status, coalesce(m.handed_at, r.decided_at, r.due_at), m.id, l.name
            from broadcast_recipient r left join message m on m.root_id = r.root_id and m.id = r.message_id left join line l on l.root_id = r.root_id and l.id = r.line_id
            where r.root_id = $1 and r.broadcast_id = $2 and (r.state in (2, 4) or m.status in (6, 7, 8, 10)) order by r.position limit $3
            """, viewer.RootId, id, MostFailures + 1).ReadAllAsync(Failure, cancel);
        foreach (var failure in failures.Take(MostFailures)) text.AppendLine(failure);
        if (failures.Count > MostFailures) text.AppendLine(CultureInfo.InvariantCulture, $"… and more than {MostFailures}.");
        return text.ToString();
    }

    /// <summary>About an account at a provider; null when there is none.</summary>
    public async Task<string?> OfConnectionAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await connections.FindAsync(viewer, id, cancel) is not { } connection) return null;
        var text = Begin(viewer, $"Text provider {connection.Label}, connection {id}");
        Line(text, "Name", connection.Name);
        Line(text, "Status", connection.State.Words);
        Line(text, "Last test", connection.Test is { } test ? $"{(test.Ok ? "passed" : "failed")} {Time(test.At)}: {test.Words}" : "never");
        Line(text, "Switched on", connection.Active ? "yes" : "no");
        var lines = await database.Command("""
            select l.name, l.number, (select count(*) from message m where m.root_id = l.root_id and m.line_id = l.id and m.id >= $3 and m.status in (6, 7, 8)) from line l
            where l.root_id = $1 and l.connection_id = $2 order by l.name
            """, viewer.RootId, id, Ids.Ago(TimeSpan.FromDays(1))).ReadAllAsync(row => $"Line: {row.GetString(0)}, {Number(row.GetInt64(1))}, {row.GetInt64(2)} not delivered in a day", cancel);
        foreach (var line in lines) text.AppendLine(line);
        foreach (var one in (await exchanges.OfConnectionAsync(viewer, id, failed: true, null, MostExchanges, cancel)).AsEnumerable().Reverse()) text.AppendLine(Exchange(one));
        return text.ToString();
    }

    static string Exchange(ExchangeView one) => string.Join(' ', new[]
    {
        Time(one.At), one.Out ? "->" : "<-", one.What, one.Method, one.Place, one.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer", $"{one.TookMs} ms", one.Words,
    });

    StringBuilder Begin(Viewer viewer, string title)
    {
        var text = new StringBuilder().AppendLine(title);
        Line(text, "Rosterline", typeof(SupportDetails).Assembly.GetName().Version!.ToString(3));
        Line(text, "Organisation", viewer.RootId.ToString());
        Line(text, "Copied", Time(clock.GetUtcNow()));
        return text;
    }

    static string Failure(NpgsqlDataReader row) => string.Join(" · ", new[]
    {
        row.Maybe<long>(0) is { } number ? Number(number) : "no number", row.Maybe<short>(4) is { } status ? ((DeliveryStatus)status).ToString() : row.GetInt16(1) == 4 ? "Missed" : "Not texted",
        row.Text(2), row.Text(3) is { } code ? $"their code {code}" : null, row.Text(7) is { } line ? $"line {line}" : null, Time(row.Maybe<DateTimeOffset>(5)), row.Maybe<Guid>(6) is { } id ? $"text {id}" : null,
    }.Where(part => part is not null));

    static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null) text.Append(name).Append(": ").AppendLine(value);
    }

    static string Number(long number) => number > 0 ? new PhoneNumber(number).E164 : "not a number";

    static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
