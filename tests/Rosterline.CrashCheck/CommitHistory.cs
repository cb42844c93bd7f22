namespace Rosterline.CrashCheck;

/// <summary>A committed transaction's place in commit order, and when the server says it committed.</summary>
readonly record struct Commit(int Order, DateTime At);

/// <summary>A number that was closed or opened.</summary>
readonly record struct NumberChange(Commit Commit, bool Closed);

/// <summary>
/// What was committed, in the order it was committed. Holds as it grows that no text is claimed while its number is closed and
/// that no status goes back.
/// </summary>
public sealed class CommitHistory
{
    const int MostFindings = 20;

    readonly Dictionary<long, List<NumberChange>> numbers = [];
    readonly Dictionary<Guid, (short Attempt, Commit[] Claims, bool Exempt)> claims = [];
    readonly Dictionary<Guid, short> statuses = [];
    readonly Dictionary<Guid, int> arrivals = [];
    Commit current;

    public int Transactions => current.Order;

    public int Claims { get; private set; }

    public int Stops { get; private set; }

    public List<string> Findings { get; } = [];

    internal void Begin(DateTime at) => current = new Commit(current.Order + 1, at);

    internal void Number(long number, bool closed)
    {
        if (!numbers.TryGetValue(number, out var changes)) numbers[number] = changes = [];
        if ((changes.Count > 0 && changes[^1].Closed) == closed) return;
        changes.Add(new NumberChange(current, closed));
        if (closed) Stops++;
    }

    internal void Outbox(Guid message, long number, bool exempt, short state, short attempt)
    {
        var known = claims.GetValueOrDefault(message, (0, [], exempt));
        if (state == 2 && attempt > known.Attempt)
        {
            known.Claims = [.. known.Claims, current];
            Claims++;
            if (!exempt && IsClosed(number)) Find($"{message} was claimed in transaction {current.Order}, after the one that closed its number");
        }
        claims[message] = known with { Attempt = attempt };
    }

    internal void Message(Guid message, bool received, short status)
    {
        if (received)
        {
            arrivals.TryAdd(message, current.Order);
            return;
        }
        if (statuses.TryGetValue(message, out var before) && Rank(status) < Rank(before)) Find($"{message} went back from status {before} to {status}");
        statuses[message] = status;
    }

    /// <summary>Whether the text may go to a closed number, as the one confirmation of a STOP may.</summary>
    internal bool IsExempt(Guid message) => claims.TryGetValue(message, out var known) && known.Exempt;

    /// <summary>The claim a request belongs to: the last one committed before it arrived.</summary>
    internal Commit? ClaimBefore(Guid message, DateTime at)
    {
        if (!claims.TryGetValue(message, out var known)) return null;
        var index = Array.FindLastIndex(known.Claims, claim => claim.At <= at);
        return index < 0 ? null : known.Claims[index];
    }

    /// <summary>The first transaction after the claim that closed the number.</summary>
    internal DateTime? ClosedAfter(long number, Commit claim)
    {
        if (!numbers.TryGetValue(number, out var changes)) return null;
        foreach (var change in changes)
            if (change.Closed && change.Commit.Order > claim.Order) return change.Commit.At;
        return null;
    }

    internal bool IsClosed(long number) => numbers.TryGetValue(number, out var changes) && changes.Count > 0 && changes[^1].Closed;

    /// <summary>Which transaction stored a received text.</summary>
    internal int? ArrivalOf(Guid message) => arrivals.TryGetValue(message, out var order) ? order : null;

    // 0 scheduled, 1 held; 2 queued, 3 sending; 8 unknown; 4 sent; 9 cancelled, 10 refused; 6 undelivered, 7 failed; 5 delivered.
    static int Rank(short status) => status switch { 0 or 1 => 0, 2 or 3 => 1, 8 => 2, 4 => 3, 9 or 10 => 4, 6 or 7 => 5, 5 => 6, _ => 7 };

    void Find(string words)
    {
        if (Findings.Count < MostFindings) Findings.Add(words);
    }
}
