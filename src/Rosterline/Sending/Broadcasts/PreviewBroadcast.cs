using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.Platform;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Broadcasts;

/// <summary>What the Send window shows before anything is sent: who, later, not texted and why, and what the text will take (H-11).</summary>
sealed class PreviewBroadcast(PrepareBroadcast prepare, Lines.LineReader lines)
{
    /// <param name="Now">People who are texted at once.</param>
    /// <param name="Later">People who wait for the hours of their place or for the time asked for.</param>
    /// <param name="Segments">For everybody who is texted, fields filled in.</param>
    /// <param name="OtherLanguage">People whose language the text lacks; they get it in the first.</param>
    /// <param name="Seconds">Until the last of those who are texted at once has gone, at the pace of the lines.</param>
    /// <param name="Longest">The person whose text takes most.</param>
    /// <param name="MostFallbacks">The person for whom most fallbacks stand in.</param>
    /// <param name="Gone">How many of the selection are not there any more.</param>
    public sealed record Preview(
        int Now, int Later, int NotTexted, int Gone, int Segments, int MostSegments, int WithFallbacks, int OtherLanguage, double Seconds, bool InBatches, Guid? Longest, Guid? MostFallbacks,
        Purpose Purpose, bool Schedule, IReadOnlyList<Group> NotTextedBy, IReadOnlyList<Time> LaterAt, IReadOnlyList<From> Lines, IReadOnlyList<Finding> Findings, IReadOnlyList<Person> People);

    /// <summary>Those who are not texted for the same reason.</summary>
    public sealed record Group(string Code, string Words, int People);

    /// <summary>Those who are texted later, by the place whose hours hold them.</summary>
    public sealed record Time(string Place, DateTimeOffset At, int People);

    public sealed record From(Guid Id, string Name, PhoneNumber Number, int People);

    /// <param name="State">now, later or not_texted.</param>
    /// <param name="Words">Why later or not; null: now.</param>
    /// <param name="OtherField">A good number stands there, while the chosen one is not.</param>
    /// <param name="Also">Others with the same number, who get this one text together.</param>
    public sealed record Person(
        Guid Id, string Name, PhoneNumber? Number, string Typed, NumberKind? Field, string State, string? Code, string? Words, DateTimeOffset? At, string Zone, Guid? LineId, short Segments, int Fallbacks,
        NumberKind? OtherField, IReadOnlyList<string> Also);

    // More than that go out in portions by themselves (EN-13).
    const int Batch = 50;

    public async Task<Result<Preview>> ExecuteAsync(Viewer viewer, BroadcastRequest request, CancellationToken cancel)
    {
        var looked = await prepare.ExecuteAsync(viewer, request, cancel);
        return looked.Refusal is { } refusal ? refusal : await OfAsync(viewer.RootId, looked.Value!, cancel);
    }

    async Task<Preview> OfAsync(Guid rootId, PreparedBroadcast prepared, CancellationToken cancel)
    {
        var people = prepared.Prospects.Select(PersonOf).ToList();
        var texted = prepared.Prospects.Where(p => p.Refusal is null).ToList();
        var now = people.Count(p => p.State == "now");
        var from = await FromAsync(rootId, texted, cancel);
        return new Preview(
            now, people.Count(p => p.State == "later"), people.Count(p => p.State == "not_texted"), prepared.Gone, texted.Sum(p => p.Segments), texted.Count == 0 ? 0 : texted.Max(p => p.Segments),
            texted.Count(p => p.Fallbacks > 0), texted.Count(p => prepared.Text.FallsBack(p.Recipient.Language)), Math.Ceiling(from.Seconds), texted.Count >= Batch, texted.MaxBy(p => p.Length)?.Recipient.PersonId,
            texted.Where(p => p.Fallbacks > 0).MaxBy(p => p.Fallbacks)?.Recipient.PersonId, prepared.Purpose, prepared.Organisation.ScheduleInWindow,
            [.. prepared.Prospects.Where(p => p.Refusal is not null).GroupBy(p => p.Refusal!.Code).Select(g => new Group(g.Key, g.First().Refusal!.Message, g.Count())).OrderByDescending(g => g.People)],
            [.. prepared.Prospects.Where(p => p.Refusal is null && p.Held is not null).GroupBy(p => p.Recipient.Place.Words).Select(g => new Time(g.Key, g.Min(p => p.Held!.When), g.Count())).OrderBy(t => t.At)],
            from.Lines, prepared.Findings, people);
    }

    async Task<(IReadOnlyList<From> Lines, double Seconds)> FromAsync(Guid rootId, List<Prospect> texted, CancellationToken cancel)
    {
        var all = new List<From>();
        var seconds = 0.0;
        foreach (var group in texted.GroupBy(p => p.Recipient.LineId!.Value))
        {
            if (await lines.FindAsync(rootId, group.Key, cancel) is not { } line) continue;
            all.Add(new From(line.Id, line.Name, line.Number, group.Count()));
            seconds = Math.Max(seconds, group.Where(p => p.Held is null).Sum(p => p.Segments) / (double)line.PerSecond);
        }
        return ([.. all.OrderByDescending(l => l.People)], seconds);
    }

    static Person PersonOf(Prospect p)
    {
        var r = p.Recipient;
        var isLater = p.Refusal is null && (p.Held is not null || p.IsScheduled);
        return new Person(r.PersonId, r.Name, r.Number, r.Typed, r.Field, p.Refusal is not null ? "not_texted" : isLater ? "later" : "now", p.Refusal?.Code, p.Refusal?.Message ?? p.Held?.Words,
            isLater ? p.Held?.When ?? p.DueAt : null, r.Place.Zone, r.LineId, p.Segments, p.Fallbacks, r.OtherField, [.. r.Also.Select(a => a.Name)]);
    }
}
