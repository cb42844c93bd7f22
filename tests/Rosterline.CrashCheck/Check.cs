using Npgsql;

namespace Rosterline.CrashCheck;

/// <summary>What a check found; no findings is what should be.</summary>
public sealed record Verdict(
    IReadOnlyList<string> Findings, int Sends, int Received, int Recovered, int Statuses, int Accepted, int Requests, int Undecided, int Claims, int Stops, TimeSpan LatestAfterStop);

/// <summary>
/// Compares what the application acknowledged, what its database holds, what it committed in which order, and what the provider saw.
/// Shares no code with the application: it knows tables and status numbers, nothing else.
/// </summary>
public sealed class Check
{
    const short Sent = 4, Delivered = 5, Undelivered = 6, Failed = 7, Unknown = 8, Refused = 10;

    readonly Records records;
    readonly Stored stored;
    readonly CommitHistory history;
    readonly List<string> findings;
    readonly TimeSpan afterStop;
    TimeSpan latest;

    Check(Records records, Stored stored, CommitHistory history, TimeSpan afterStop) =>
        (this.records, this.stored, this.history, this.afterStop, findings) = (records, stored, history, afterStop, [.. history.Findings]);

    /// <summary>Waits for the write-ahead log to be read to its end, then compares.</summary>
    /// <param name="afterStop">No request may arrive later than this after a committed STOP.</param>
    public static async Task<Verdict> ExecuteAsync(string folder, NpgsqlDataSource database, CommitWatch watch, TimeSpan afterStop)
    {
        await watch.CatchUpAsync(database);
        var check = new Check(Records.Read(folder), await Stored.ReadAsync(database), watch.History, afterStop);
        check.AcknowledgedIsStored();
        check.AcceptedOnce();
        check.StatusesAgree();
        check.OrderIsKept();
        check.StopWorks();
        check.KeywordsDidWhatTheySay();
        return check.Judge();
    }

    void AcknowledgedIsStored()
    {
        Find("acknowledged sends are lost", records.Sends.Where(id => !stored.Texts.TryGetValue(id, out var text) || text.Received));
        var received = stored.Texts.Values.Where(text => text.Received).ToList();
        var ids = received.Select(text => text.ProviderId!).ToHashSet();
        Find("acknowledged received texts are lost", records.Received.Where(id => !ids.Contains(id)));
        Find("texts of the provider's list are lost", records.Listed.Where(id => !ids.Contains(id)));
        Find("received texts are stored twice", received.GroupBy(text => text.ProviderId).Where(same => same.Count() > 1).Select(same => same.Key));
        // Each request to send had words of its own: the same words twice are one request stored twice.
        Find("sends are stored twice", stored.Texts.Values.Where(text => text is { Received: false, Origin: 1 }).GroupBy(text => text.Body).Where(same => same.Count() > 1).Select(same => same.Key));
        if (stored.WithoutNote > 0) findings.Add($"{stored.WithoutNote} texts are not on the record");
        Find("texts are stuck in the outbox", stored.Unfinished);
    }

    void AcceptedOnce()
    {
        Find("texts were handed over twice", records.Accepted.GroupBy(text => text.Reference).Where(same => same.Count() > 1).Select(same => same.Key));
        Find("texts reached the provider that are not stored", records.Requests.Select(request => request.Reference).Distinct().Where(id => !stored.Texts.ContainsKey(id)));
        Find("requests went out without a committed claim", records.Requests.Where(request => history.ClaimBefore(request.Reference, request.At) is null).Select(request => request.Reference));
    }

    void StatusesAgree()
    {
        var fates = new Dictionary<Guid, string>();
        foreach (var text in records.Accepted) fates[text.Reference] = text.Fate;
        var ours = stored.Texts.Values.Where(text => !text.Received).ToList();
        Find("the provider has it, it is not shown as handed over", ours.Where(text => fates.ContainsKey(text.Id) && text.Status is not (Sent or Delivered or Undelivered or Failed)).Select(Words));
        Find("shown as handed over, the provider never had it", ours.Where(text => !fates.ContainsKey(text.Id) && text.Status is Sent or Delivered or Undelivered).Select(Words));
        Find("shown as failed without a reason", ours.Where(text => !fates.ContainsKey(text.Id) && text is { Status: Failed, Problem: not "Expired" }).Select(Words));
        Find("neither finished nor given to a person", ours.Where(text => text.Status is not (Sent or Delivered or Undelivered or Failed or Unknown or Refused)).Select(Words));
        Find("another end than the provider told", ours.Where(text => fates.TryGetValue(text.Id, out var fate) && !Fits(text, fate)).Select(text => $"{Words(text)}, told {fates[text.Id]}"));
    }

    bool Fits(StoredText text, string fate)
    {
        short end = fate switch { "delivered" => Delivered, "undelivered" => Undelivered, "failed" => Failed, _ => Sent };
        return text.Status == end || (text.Status == Sent && !records.FatesTold.Contains(text.Id));
    }

    void OrderIsKept()
    {
        // No index watches over it: texts lie in partitions.
        Find("places of a conversation are given twice", stored.Texts.Values.Where(text => text.Seq is not null).GroupBy(text => (text.Conversation, text.Seq)).Where(same => same.Count() > 1).Select(same => same.Key));
        var last = new Dictionary<Guid, int>();
        var inversions = new List<Guid>();
        foreach (var accepted in records.Accepted)
        {
            if (!stored.Texts.TryGetValue(accepted.Reference, out var text) || text.Seq is not { } seq) continue;
            if (last.TryGetValue(text.Conversation, out var before) && before > seq) inversions.Add(text.Id);
            last[text.Conversation] = seq;
        }
        // No index watches over places: texts lie in partitions.
        Find("places were given twice", stored.Texts.Values.Where(text => text.Seq is not null).GroupBy(text => (text.Conversation, text.Seq)).Where(same => same.Count() > 1).Select(same => same.Key));
        if (stored.OutsideMonths > 0) findings.Add($"{stored.OutsideMonths} texts are outside their month");
        Find("texts overtook an earlier one of their conversation", inversions);
    }

    // Claims against STOPs were compared by commit order while the log was read. Here: requests whose claim came first.
    void StopWorks()
    {
        var late = new List<string>();
        foreach (var request in records.Requests.Where(request => !history.IsExempt(request.Reference)))
        {
            if (history.ClaimBefore(request.Reference, request.At) is not { } claim || history.ClosedAfter(request.Number, claim) is not { } closed) continue;
            var after = request.At - closed;
            if (after > latest) latest = after;
            if (after > afterStop) late.Add($"{request.Reference} {after.TotalMilliseconds:0} ms");
        }
        Find($"requests came more than {afterStop.TotalMilliseconds:0} ms after a committed STOP", late);
    }

    void KeywordsDidWhatTheySay()
    {
        var wrong = from text in stored.Texts.Values
                    where text.Received && text.Body is "STOP" or "START"
                    group text by text.Number into said
                    let closes = said.MaxBy(text => history.ArrivalOf(text.Id) ?? 0)!.Body == "STOP"
                    where closes != stored.Closed.Contains(said.Key)
                    select said.Key;
        Find("numbers are not as their last STOP or START says", wrong);
        Find("numbers end otherwise than they were committed", stored.Closed.Where(number => !history.IsClosed(number)));
    }

    Verdict Judge() => new(findings, records.Sends.Count, records.Received.Count, records.Listed.Count, records.FatesTold.Count, records.Accepted.Count, records.Requests.Count,
        stored.Texts.Values.Count(text => text.Status == Unknown), history.Claims, history.Stops, latest);

    static string Words(StoredText text) => $"{text.Id} status {text.Status}";

    void Find<T>(string words, IEnumerable<T> found)
    {
        var all = found.ToList();
        if (all.Count > 0) findings.Add($"{all.Count} {words}: {string.Join(", ", all.Take(5))}");
    }
}
