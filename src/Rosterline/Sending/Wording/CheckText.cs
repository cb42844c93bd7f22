using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Wording;

/// <summary>Looks through a text for whoever is writing it: findings, and the segments it takes once a person's own words stand in it.</summary>
public sealed class CheckText(NpgsqlDataSource database, OrganisationReader organisations, ReadMergeValues values, TimeProvider clock)
{
    const int LongestChecked = 30_000;

    /// <param name="PersonId">Whose words fill the fields; null: the fields count as they are written.</param>
    /// <param name="IsFirstText">Somebody gets it who was never texted; taken from the person when absent.</param>
    public sealed record Request(string? Body, Guid? PersonId, Guid? PostingId, Guid? OrderId, bool? IsFirstText, bool IsBroadcast = false);

    /// <param name="Text">As the person gets it.</param>
    /// <param name="Missing">Fields with neither a value nor a fallback.</param>
    public sealed record Checked(IReadOnlyList<Finding> Findings, Segments Segments, string Text, IReadOnlyList<string> Missing, int Fallbacks);

    public sealed record Segments(SegmentEncoding Encoding, int Count, int Units, int Remaining);

    public async Task<Result<Checked>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        var body = request.Body ?? "";
        if (body.Length > LongestChecked) return Refusals.TooLong(body.Length, LongestChecked);
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        var facts = new LintFacts(organisation.Name, LocalClock.DayOf(clock.GetUtcNow(), organisation.TimeZone), request.IsFirstText ?? await IsFirstAsync(viewer, request.PersonId, cancel), request.IsBroadcast);
        var text = MergeText.Parse(body);
        var fill = text.Fill(await OfAsync(viewer, request, cancel));
        var count = SegmentCounter.Count(fill.Text);
        // Without a person every field is open; that is no fault of the text.
        var missing = request.PersonId is null ? [] : fill.Missing;
        return new Checked([.. missing.Select(Unresolved), .. LintText.Check(body, facts)], new(count.Encoding, count.Segments, count.Units, count.Remaining), fill.Text, missing, fill.Fallbacks);
    }

    /// <summary>A field that stays empty for this person.</summary>
    public static Finding Unresolved(string field) =>
        new("unresolved_field", $"{{{field}}} is not known and has no fallback. Write one: {{{field}|…}}.", null, Blocks: true, null, null);

    async Task<MergeValues> OfAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        if (request.PersonId is not { } person) return MergeValues.None;
        var all = await values.ExecuteAsync(viewer.RootId, viewer.UserId, [person], new(request.PostingId, request.OrderId), cancel);
        return all.GetValueOrDefault(person, MergeValues.None);
    }

    async Task<bool> IsFirstAsync(Viewer viewer, Guid? person, CancellationToken cancel) => person is { } id && await database.Command("""
        select not exists (select 1 from conversation c where c.root_id = $1 and c.person_id = $2 and c.last_seq > 0)
        """, viewer.RootId, id).ExecuteScalarAsync(cancel) is true;
}
