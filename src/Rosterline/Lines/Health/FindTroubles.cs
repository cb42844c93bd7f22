using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Health;

/// <summary>Something about a text provider that somebody has to know who texts over it.</summary>
/// <param name="Kind">down or no_receipts.</param>
/// <param name="Waiting">Texts of her lines that wait for it.</param>
public sealed record Trouble(Guid ConnectionId, string Kind, string Words, int Waiting);

/// <summary>What is wrong with providers just now, for those concerned only (P-26): whoever texts from one of its lines, and who looks after connections.</summary>
sealed class FindTroubles(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    readonly Recent<Guid, List<Found>> recent = new(clock, Kept);

    sealed record Found(Guid Id, string Name, DateTimeOffset? Down, string Zone, Guid[] Lines, Guid[] Round);

    public async Task<IReadOnlyList<Trouble>> ExecuteAsync(Viewer viewer, CancellationToken cancel)
    {
        var found = await recent.GetAsync(viewer.RootId, ReadAsync, cancel);
        var troubles = new List<Trouble>();
        foreach (var one in found)
        {
            var hers = one.Lines.Where(viewer.Uses).ToArray();
            if (hers.Length == 0 && !viewer.May("manage_integration")) continue;
            troubles.Add(await TellAsync(viewer, one, viewer.May("manage_integration") ? one.Lines : hers, cancel));
        }
        return troubles;
    }

    // Asked once for everybody of an organisation: every open page asks.
    Task<List<Found>> ReadAsync(Guid rootId) => database.Command($"""
        select c.id, c.name, c.down_since, o.time_zone,
               array(select l.id from line l where l.root_id = c.root_id and l.connection_id = c.id and l.active),
               array(select d.line_id from line_detour d join line l on l.root_id = d.root_id and l.id = d.line_id where d.root_id = c.root_id and l.connection_id = c.id)
        from provider_connection c join organisation o on o.root_id = c.root_id
        where c.root_id = $1 and c.active and (c.down_since is not null or {Receipts.Missing}) order by c.name
        """, rootId).ReadAllAsync(row => new Found(row.GetGuid(0), row.GetString(1), row.Maybe<DateTimeOffset>(2), row.GetString(3), row.GetFieldValue<Guid[]>(4), row.GetFieldValue<Guid[]>(5)), CancellationToken.None);

    async Task<Trouble> TellAsync(Viewer viewer, Found one, Guid[] lines, CancellationToken cancel)
    {
        if (one.Down is not { } since)
            return new(one.Id, "no_receipts", $"{one.Name} takes texts but has not told of their delivery for 20 minutes. Replies may not arrive either.", 0);
        var waiting = (int)(long)(await database.Command("select count(*) from outbox where root_id = $1 and line_id = any($2) and state in (0, 1)", viewer.RootId, lines).ExecuteScalarAsync(cancel))!;
        var at = TimeZoneInfo.ConvertTime(since, TimeZoneInfo.FindSystemTimeZoneById(one.Zone)).ToString("h:mm tt", CultureInfo.InvariantCulture);
        var what = waiting > 0 ? $"{waiting:N0} {(waiting == 1 ? "text is waiting and will go" : "texts are waiting and will go in order")}."
            : one.Round.Intersect(lines).Any() ? "Texts go from other lines meanwhile." : "What you write will wait and go in order.";
        return new(one.Id, "down", $"{one.Name} has not answered since {at}. {what} Replies may arrive late.", waiting);
    }
}
