using Npgsql;
using Rosterline.Lines.Texting;
using Rosterline.Lines.Verification;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines;

/// <summary>What sending and receiving need to know about a line.</summary>
public sealed record LineState(
    Guid RootId, Guid Id, Guid ConnectionId, PhoneNumber Number, string Name, bool Active, bool Receives, bool ConnectionActive, decimal PerSecond)
{
    /// <summary>Lines of the same pool stand in for it.</summary>
    public Guid? PoolId { get; init; }

    /// <summary>Why it answers only, and texts the test list; null: it may begin conversations (P-14).</summary>
    public string? Unconfirmed { get; init; }

    /// <summary>Why its carriers take nothing from it; null: they do.</summary>
    public string? Refused { get; init; }

    /// <summary>Texts it may write in this month and has written; null: as many as the provider takes.</summary>
    public (int Allowed, int Sent)? Month { get; init; }

    /// <summary>Who holds this line's texts, and why; null: nobody (P-11).</summary>
    public LinePause? Paused { get; init; }

    /// <summary>Where its texts and calls go besides, who answers; null: nothing said.</summary>
    public string? Note { get; init; }

    /// <summary>Why this line may not send, in words; null when it may (P-13).</summary>
    public string? Problem =>
        !Active ? "This line is switched off."
        : !ConnectionActive ? "The text provider of this line is switched off."
        : Refused is { } refused ? refused
        : !Receives ? $"Nothing was received on {Number.Display} yet, so it may not send. Text START to it from any phone to check."
        : Month is { } month && month.Sent >= month.Allowed ? $"This line has written its {month.Allowed:N0} texts of the month. It can text again next month, or when its allowance is raised."
        : null;
}

/// <summary>A pause of one line, or of the account it belongs to or one above.</summary>
/// <param name="Account">Name of the account that is paused; null: the line itself is.</param>
public sealed record LinePause(DateTimeOffset Since, string? By, string? Reason, string? Account)
{
    public string Words => $"{(Account is null ? "This line is" : $"{Account} is")} paused{(By is null ? "" : $" by {By}")}: “{Reason}”. You can write; texts wait.";
}

/// <summary>Reads the lines of an organisation together, by id and by number; kept for a second at most.</summary>
public sealed class LineReader(NpgsqlDataSource database, LineUsage usage, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly Recent<Guid, Lines> recent = new(clock, Kept);

    sealed record Lines(Dictionary<Guid, LineState> ById, Dictionary<long, LineState> ByNumber);

    public void Forget() => recent.Forget(_ => true);

    public ValueTask<LineState?> FindAsync(Guid rootId, Guid lineId, CancellationToken cancel) =>
        FindAsync(rootId, lines => lines.ById.GetValueOrDefault(lineId), cancel);

    public ValueTask<LineState?> FindByNumberAsync(Guid rootId, PhoneNumber number, CancellationToken cancel) =>
        FindAsync(rootId, lines => lines.ByNumber.GetValueOrDefault(number.Digits), cancel);

    async ValueTask<LineState?> FindAsync(Guid rootId, Func<Lines, LineState?> find, CancellationToken cancel)
    {
        if (find(await recent.GetAsync(rootId, ReadAsync, cancel)) is { } known) return known;
        // Added a moment ago, perhaps on another node.
        recent.Forget(rootId);
        return find(await recent.GetAsync(rootId, ReadAsync, cancel));
    }

    // For everybody who waits, so not bound to the patience of the one who asked first.
    async Task<Lines> ReadAsync(Guid rootId)
    {
        var all = await database.Command("""
            select l.id, l.connection_id, l.number, l.name, l.active, l.receiving_checked_at is not null, c.active, l.per_second, l.monthly_allowance,
                   l.pool_id, l.kind, l.verification, l.verification_words, l.confirm_by, l.note, p.paused_at, u.name, p.paused_reason, a.name
            from line l join provider_connection c on c.root_id = l.root_id and c.id = l.connection_id
            left join (select distinct on (line_id) * from paused_line where root_id = $1 order by line_id, paused_at) p on p.line_id = l.id
            left join app_user u on u.id = p.paused_by left join account a on a.root_id = l.root_id and a.id = p.account_id
            where l.root_id = $1
            """, rootId).ReadAllAsync(row => Read(rootId, row), CancellationToken.None);
        if (all.Exists(line => line.Month is not null)) all = await CountedAsync(rootId, all);
        return new Lines(all.ToDictionary(l => l.Id), all.ToDictionary(l => l.Number.Digits));
    }

    LineState Read(Guid rootId, NpgsqlDataReader row)
    {
        var standing = new Standing((LineKind)row.GetInt16(10), (NumberVerification)row.GetInt16(11), row.Text(12), row.Maybe<DateTimeOffset>(13));
        return new(rootId, row.GetGuid(0), row.GetGuid(1), new PhoneNumber(row.GetInt64(2)), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6), row.GetDecimal(7))
        {
            Month = row.Maybe<int>(8) is { } allowed ? (allowed, 0) : null, PoolId = row.Maybe<Guid>(9), Note = row.Text(14),
            Paused = row.Maybe<DateTimeOffset>(15) is { } since ? new(since, row.Text(16), row.Text(17), row.Text(18)) : null,
            Unconfirmed = standing.OnlyAnswers(clock.GetUtcNow()) ? standing.Blocks : null, Refused = standing.Verification == NumberVerification.Refused ? standing.Blocks : null,
        };
    }

    async Task<List<LineState>> CountedAsync(Guid rootId, List<LineState> lines)
    {
        var sent = await usage.ReadAsync(rootId, CancellationToken.None);
        return [.. lines.Select(line => line.Month is { } month ? line with { Month = (month.Allowed, sent.GetValueOrDefault(line.Id)) } : line)];
    }
}
