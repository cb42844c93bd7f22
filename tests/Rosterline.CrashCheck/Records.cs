using System.Globalization;

namespace Rosterline.CrashCheck;

/// <summary>A text the provider took; <paramref name="Fate"/> is the last status it reports of it, empty for none.</summary>
sealed record Taken(Guid Reference, string Fate);

/// <summary>A request that reached the provider, whatever it answered.</summary>
sealed record Request(Guid Reference, long Number, DateTime At);

/// <summary>
/// The two records of a run, one line for each event, written before it had any effect. The provider's: <c>R</c> a request arrived,
/// <c>A</c> a text was accepted. Ours, of what the application said yes to: <c>S</c> a send, <c>I</c> a received text, <c>L</c> a received text that
/// was offered once and stands in the provider's list, <c>D</c> a delivery status.
/// </summary>
sealed class Records
{
    public List<Request> Requests { get; } = [];

    public List<Taken> Accepted { get; } = [];

    public HashSet<Guid> Sends { get; } = [];

    public HashSet<string> Received { get; } = [];

    public HashSet<string> Listed { get; } = [];

    /// <summary>The last status of each text that the application took note of.</summary>
    public HashSet<Guid> FatesTold { get; } = [];

    public static Records Read(string folder)
    {
        var records = new Records();
        foreach (var line in File.ReadLines(Path.Combine(folder, "provider.log"))) records.TakeProvider(line.Split('\t'));
        foreach (var line in File.ReadLines(Path.Combine(folder, "acknowledged.log"))) records.TakeAcknowledged(line.Split('\t'));
        return records;
    }

    void TakeProvider(string[] parts)
    {
        if (parts is ["R", var at, var asked, var to])
            Requests.Add(new(Guid.Parse(asked), long.Parse(to.AsSpan(1), CultureInfo.InvariantCulture), new DateTime(long.Parse(at, CultureInfo.InvariantCulture), DateTimeKind.Utc)));
        else if (parts is ["A", _, var reference, _, var fate])
            Accepted.Add(new(Guid.Parse(reference), fate));
        else
            throw new FormatException("A line of the provider's record cannot be read.");
    }

    void TakeAcknowledged(string[] parts)
    {
        switch (parts)
        {
            case ["S", var id]: Sends.Add(Guid.Parse(id)); break;
            case ["I", var id]: Received.Add(id); break;
            case ["L", var id]: Listed.Add(id); break;
            case ["D", var id, "last"]: FatesTold.Add(Guid.Parse(id)); break;
            case ["D", _, _]: break;
            default: throw new FormatException("A line of the acknowledged cannot be read.");
        }
    }
}
