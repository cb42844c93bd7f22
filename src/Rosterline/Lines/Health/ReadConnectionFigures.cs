using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Health;

/// <summary>How a provider account is doing.</summary>
/// <param name="Hours">The last 24, oldest first; an hour in which nothing happened is there too.</param>
/// <param name="Problems">Why texts did not go or arrive in the last 24 hours, most frequent first.</param>
/// <param name="AnswerP50Ms">Within how many milliseconds half of the hand-overs of the last hour were answered; null: there were none.</param>
/// <param name="LeftOut">Failures of the last 24 hours that the log of exchanges had no room for.</param>
/// <param name="PerSecond">Texts a second over all its lines; null: as many as they allow together.</param>
public sealed record ConnectionFigures(
    IReadOnlyList<ConnectionFigures.Hour> Hours, IReadOnlyList<ConnectionFigures.Problem> Problems, int? AnswerP50Ms, int? AnswerP95Ms, DateTimeOffset? LastWebhook, DateTimeOffset? DownSince,
    string? Down, bool ReceiptsMissing, long LeftOut, decimal? PerSecond, IReadOnlyList<ConnectionFigures.Number> Numbers)
{
    public sealed record Hour(DateTimeOffset At, long Accepted, long Refused, long TryAgain, long Unclear);

    public sealed record Problem(DeliveryProblem Code, string Words, long Texts);

    public sealed record Number(Guid LineId, string Name, PhoneNumber Value, int Waiting);
}

/// <summary>Adds up what a provider account did, from the five-minute counts of all nodes.</summary>
sealed class ReadConnectionFigures(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Day = TimeSpan.FromHours(24), LastHour = TimeSpan.FromHours(1);

    /// <summary>Null: there is no such connection.</summary>
    public async Task<ConnectionFigures?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var own = await database.Command($"""
            select c.last_hook_at, c.down_since, c.down_words, c.per_second, {Receipts.Missing} from provider_connection c where c.root_id = $1 and c.id = $2
            """, viewer.RootId, id).ReadAllAsync(row => (Hook: row.Maybe<DateTimeOffset>(0), Down: row.Maybe<DateTimeOffset>(1), Words: row.Text(2), Pace: row.Maybe<decimal>(3), Missing: row.GetBoolean(4)), cancel);
        if (own.Count == 0) return null;
        var now = clock.GetUtcNow();
        var counts = await database.Command("select c.at, c.what, c.n from connection_count c where c.root_id = $1 and c.connection_id = $2 and c.at > $3", viewer.RootId, id, HourOf(now) - Day)
            .ReadAllAsync(row => new Count(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.GetInt64(2)), cancel);
        var numbers = await database.Command("""
            select l.id, l.name, l.number, (select count(*)::int from outbox o where o.root_id = l.root_id and o.line_id = l.id) from line l where l.root_id = $1 and l.connection_id = $2 order by l.name
            """, viewer.RootId, id).ReadAllAsync(row => new ConnectionFigures.Number(row.GetGuid(0), row.GetString(1), new PhoneNumber(row.GetInt64(2)), row.GetInt32(3)), cancel);
        var recent = counts.Where(c => c.At > now - LastHour).ToList();
        return new(Hours(counts, now), Problems(counts), Percentile(recent, 0.5), Percentile(recent, 0.95), own[0].Hook, own[0].Down, own[0].Words, own[0].Missing,
            counts.Where(c => c.What == "left_out").Sum(c => c.N), own[0].Pace, numbers);
    }

    sealed record Count(DateTimeOffset At, string What, long N);

    static DateTimeOffset HourOf(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);

    static List<ConnectionFigures.Hour> Hours(List<Count> counts, DateTimeOffset now)
    {
        var byHour = counts.ToLookup(c => (HourOf(c.At.ToUniversalTime()), c.What), c => c.N);
        return [.. Enumerable.Range(0, 24).Select(back => HourOf(now).AddHours(back - 23)).Select(hour =>
            new ConnectionFigures.Hour(hour, byHour[(hour, "accepted")].Sum(), byHour[(hour, "rejected")].Sum(), byHour[(hour, "try_again")].Sum(), byHour[(hour, "unclear")].Sum()))];
    }

    static List<ConnectionFigures.Problem> Problems(List<Count> counts) =>
        [.. counts.Where(c => c.What.StartsWith("problem:", StringComparison.Ordinal)).GroupBy(c => Enum.Parse<DeliveryProblem>(c.What[8..]))
            .Select(g => new ConnectionFigures.Problem(g.Key, Conversations.StatusWords.Delivery(g.Key), g.Sum(c => c.N))).OrderByDescending(p => p.Texts)];

    /// <summary>The upper bound of the class in which this part of the answers lies.</summary>
    static int? Percentile(List<Count> counts, double part)
    {
        var classes = counts.Where(c => c.What.StartsWith("ms:", StringComparison.Ordinal)).GroupBy(c => int.Parse(c.What[3..], CultureInfo.InvariantCulture)).OrderBy(g => g.Key).Select(g => (Bound: g.Key, N: g.Sum(c => c.N))).ToList();
        var (left, all) = (0L, classes.Sum(c => c.N));
        foreach (var (bound, n) in classes)
            if ((left += n) >= all * part) return bound;
        return null;
    }
}
