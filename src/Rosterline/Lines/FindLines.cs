using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines.Texting;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines;

/// <summary>A line as the administration shows it.</summary>
public sealed record LineSummary(
    Guid Id, PhoneNumber Number, string Name, LineKind Kind, bool Active, LineSummary.Node Account, LineSummary.Carrier Connection,
    IReadOnlyList<LineSummary.Person> Users, StateInWords Receiving, decimal PerSecond)
{
    /// <summary>How many may share it.</summary>
    public required int Seats { get; init; }

    /// <summary>Texts written this month.</summary>
    public required int SentThisMonth { get; init; }

    /// <summary>Texts it may write a month; null: as many as the provider takes.</summary>
    public int? MonthlyAllowance { get; init; }

    public string? Note { get; init; }

    /// <summary>Unread for each one by herself.</summary>
    public bool ReadEach { get; init; }

    /// <summary>Null: its texts go.</summary>
    public LinePause? Paused { get; init; }

    public sealed record Node(Guid Id, string Name);

    public sealed record Carrier(Guid Id, string Name, string Provider);

    public sealed record Person(Guid Id, string Name, bool IsDefault);
}

/// <summary>Whether something works, with the sentence for it.</summary>
public sealed record StateInWords(bool Ok, string Words);

/// <summary>Reads the lines one may see: one's own, and those of the accounts whose numbers one manages.</summary>
public sealed class FindLines(NpgsqlDataSource database, LineUsage usage, LineReader lines, ProviderCatalog providers)
{
    public Task<List<LineSummary>> ExecuteAsync(Viewer viewer, CancellationToken cancel) => ReadAsync(viewer, null, cancel);

    public async Task<LineSummary?> FindAsync(Viewer viewer, Guid lineId, CancellationToken cancel) =>
        (await ReadAsync(viewer, lineId, cancel)).SingleOrDefault();

    async Task<List<LineSummary>> ReadAsync(Viewer viewer, Guid? only, CancellationToken cancel)
    {
        var users = await ReadUsersAsync(viewer.RootId, cancel);
        var sent = await usage.ReadAsync(viewer.RootId, cancel);
        var found = await database.Command("""
            select l.id, l.number, l.name, l.kind, l.active, l.account_id, coalesce(a.name, ''), c.id, c.name, c.provider, l.per_second,
                   l.receiving_checked_at is not null, c.last_hook_at is not null, c.active, o.seats_per_line, l.monthly_allowance, l.note, l.read_each
            from line l join organisation o on o.root_id = l.root_id join provider_connection c on c.root_id = l.root_id and c.id = l.connection_id
            left join account a on a.root_id = l.root_id and a.id = l.account_id
            where l.root_id = $1 and (l.account_id = any($2) or l.id = any($3)) and ($4::uuid is null or l.id = $4)
            order by l.name, l.number
            """, viewer.RootId, viewer.Rights.Reach("manage_lines").ToArray(), viewer.LineIds.ToArray(), (object?)only ?? DBNull.Value)
            .ReadAllAsync(row => Read(row, users, sent), cancel);
        for (var i = 0; i < found.Count; i++) found[i] = found[i] with { Paused = (await lines.FindAsync(viewer.RootId, found[i].Id, cancel))?.Paused };
        return found;
    }

    LineSummary Read(NpgsqlDataReader row, ILookup<Guid, LineSummary.Person> users, IReadOnlyDictionary<Guid, int> sent)
    {
        var (id, number, provider) = (row.GetGuid(0), new PhoneNumber(row.GetInt64(1)), row.GetString(9));
        return new(id, number, row.GetString(2), (LineKind)row.GetInt16(3), row.GetBoolean(4), new(row.GetGuid(5), row.GetString(6)),
            new(row.GetGuid(7), row.GetString(8), provider), [.. users[id]],
            Receiving(number, provider, row.GetBoolean(11), row.GetBoolean(12), row.GetBoolean(13)), row.GetDecimal(10))
        {
            Seats = row.GetInt32(14), SentThisMonth = sent.GetValueOrDefault(id), MonthlyAllowance = row.Maybe<int>(15), Note = row.Text(16), ReadEach = row.GetBoolean(17),
        };
    }

    StateInWords Receiving(PhoneNumber number, string provider, bool received, bool hooked, bool switchedOn)
    {
        if (!switchedOn) return new(false, "The text provider of this line is switched off.");
        if (!received) return new(false, $"Nothing received yet: text START to {number.Display} from any phone to check.");
        return new(true, hooked || providers.Find(provider)?.Abilities.ListsReceived != true ? "Receiving" : "Receiving by asking every 15 s");
    }

    async Task<ILookup<Guid, LineSummary.Person>> ReadUsersAsync(Guid rootId, CancellationToken cancel) => (await database.Command("""
        select lu.line_id, u.id, u.name, lu.is_default from line_user lu join app_user u on u.id = lu.user_id
        where lu.root_id = $1 and u.is_active order by u.name
        """, rootId).ReadAllAsync(row => (Line: row.GetGuid(0), Person: new LineSummary.Person(row.GetGuid(1), row.GetString(2), row.GetBoolean(3))), cancel))
        .ToLookup(entry => entry.Line, entry => entry.Person);
}
