using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Audience;
using Rosterline.Sending.Gate;
using Rosterline.Sending.Hours;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Broadcasts;

/// <summary>What would become of one recipient if it were sent now.</summary>
/// <param name="DueAt">When it may go at the earliest: now, or the time asked for on her clock.</param>
/// <param name="Held">Until when the gate would hold it; null: not.</param>
/// <param name="Refusal">Why she is not texted; null: she is.</param>
/// <param name="Gate">The gate's answer as it is kept; null when it was not asked.</param>
sealed record Prospect(
    Recipient Recipient, DateTimeOffset DueAt, DateTimeOffset? ExpiresAt, GateAnswer.HeldUntil? Held, Refusal? Refusal, string? Gate, short Segments, int Fallbacks, int Length)
{
    /// <summary>Whether a time was asked for that has not come.</summary>
    public required bool IsScheduled { get; init; }
}

/// <summary>A broadcast that was looked through: everybody with her number, line and prospect.</summary>
/// <param name="Gone">How many of those asked for are not there any more.</param>
sealed record PreparedBroadcast(
    BroadcastRequest Request, Purpose Purpose, MergeVariants Text, IReadOnlyList<Prospect> Prospects, IReadOnlyList<Finding> Findings, int Gone, OrganisationState Organisation);

/// <summary>Chooses numbers and lines, fills in the fields and asks the gate for everybody, without sending anything (H-11).</summary>
sealed class PrepareBroadcast(
    NpgsqlDataSource database, AudienceOf audience, ReadRecipients recipients, ReadMergeValues values, OrganisationReader organisations, LineReader lines, TimeProvider clock)
{
    const int LongestBody = 1600;

    // Segments of filled text can exceed what was written; a carrier takes ten at most.
    const int MostSegments = 10;

    public async Task<Result<PreparedBroadcast>> ExecuteAsync(Viewer viewer, BroadcastRequest request, CancellationToken cancel)
    {
        if (!viewer.May("text")) return Refusals.MayNotText;
        var longest = (request.Variants?.Values ?? []).Append(request.Body).Max(body => body.Length);
        if (longest > LongestBody) return Refusals.TooLong(longest, LongestBody);
        if (request.LineId is { } asked && !viewer.Uses(asked)) return Refusals.NoLine;
        var found = await audience.ExecuteAsync(viewer, request, cancel);
        if (found.Refusal is { } nobody) return nobody;
        var people = request.Without is { Count: > 0 } without ? found.Value!.Except(without).ToList() : found.Value!;
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        var now = clock.GetUtcNow();
        var chosen = await recipients.ExecuteAsync(viewer, people, request.LineId, request.Fields, organisation.FallThrough, now, cancel);
        var text = MergeVariants.Parse(request.Body, request.Variants);
        var merged = await values.ExecuteAsync(viewer.RootId, viewer.UserId, [.. chosen.Select(r => r.PersonId)], new(request.PostingId, request.OrderId), cancel);
        var bodies = chosen.Select(r => text.For(r.Language).Fill(merged.GetValueOrDefault(r.PersonId, MergeValues.None))).ToList();
        var purpose = request.Purpose ?? PurposeOf(request, chosen);
        var asker = new GateAsker(organisation, now, request);
        await asker.ReadAsync(database, lines, viewer.RootId, chosen, bodies, cancel);
        if (request.OrderId is { } order) await asker.ReadStartsAsync(database, viewer.RootId, order, cancel);
        var prospects = chosen.Select((r, i) => asker.Ask(r, bodies[i])).ToList();
        var findings = Findings(request, organisation, prospects, now);
        return new PreparedBroadcast(request, purpose, text, prospects, findings, people.Count - chosen.Sum(r => 1 + r.Also.Count), organisation);
    }

    // Set by where it starts (P-03): people of one kind by that, a mixed selection by what most texts to many are.
    static Purpose PurposeOf(BroadcastRequest request, IReadOnlyList<Recipient> chosen) =>
        request.OrderId is not null ? Purpose.Assignment
        : request.PostingId is not null ? Purpose.Application
        : chosen.Count > 0 && chosen.All(r => r.Suits == chosen[0].Suits) ? chosen[0].Suits
        : Purpose.JobOffer;

    static IReadOnlyList<Finding> Findings(BroadcastRequest request, OrganisationState organisation, List<Prospect> prospects, DateTimeOffset now)
    {
        var today = LocalClock.DayOf(prospects.Count == 0 ? now : prospects.Min(p => p.DueAt), organisation.TimeZone);
        var first = prospects.Any(p => p.Refusal is null && p.Recipient.ConversationId is null);
        var facts = new LintFacts(organisation.Name, today, first, IsBroadcast: true);
        IEnumerable<string> bodies = [request.Body, .. request.Variants?.Values.Where(v => !string.IsNullOrWhiteSpace(v)) ?? []];
        return [.. bodies.SelectMany(body => LintText.Check(body, facts)).DistinctBy(finding => (finding.Code, finding.Words))];
    }

    /// <summary>Asks the gate for one recipient after the other, on facts read together.</summary>
    sealed class GateAsker(OrganisationState organisation, DateTimeOffset now, BroadcastRequest request)
    {
        static readonly TimeSpan SameTextWithin = TimeSpan.FromHours(24), ClocksDiffer = TimeSpan.FromDays(30);

        readonly Dictionary<Guid, string?> lineProblems = [], unconfirmed = [];
        readonly Dictionary<Guid, DateTimeOffset> sameText = [];
        readonly Dictionary<Guid, DateTimeOffset> starts = [];

        public async Task ReadAsync(NpgsqlDataSource database, LineReader lines, Guid rootId, IReadOnlyList<Recipient> all, List<MergeFill> bodies, CancellationToken cancel)
        {
            foreach (var id in all.Select(r => r.LineId).OfType<Guid>().Distinct())
            {
                var line = await lines.FindAsync(rootId, id, cancel);
                (lineProblems[id], unconfirmed[id]) = (line is null ? "This line no longer exists." : line.Problem, line?.Unconfirmed);
            }
            if (request.SendAgainOnPurpose) return;
            var known = all.Index().Where(r => r.Item.ConversationId is not null).ToArray();
            foreach (var (id, at) in await database.Command("""
                select i.person_id, max(m.created_at) from unnest($2::uuid[], $3::uuid[], $4::text[]) i(person_id, conversation_id, body)
                join message m on m.root_id = $1 and m.conversation_id = i.conversation_id and m.direction = 1 and m.created_at > $5 and m.id >= $6
                  and m.body = i.body and m.status not in (7, 9, 10)
                group by i.person_id
                """, rootId, known.Select(r => r.Item.PersonId).ToArray(), known.Select(r => r.Item.ConversationId!.Value).ToArray(), known.Select(r => bodies[r.Index].Text).ToArray(),
                now - SameTextWithin, Ids.Ago(SameTextWithin + ClocksDiffer)).ReadAllAsync(row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1)), cancel))
                sameText[id] = at;
        }

        // A text tied to an assignment is of no use once the shift has begun (P-04).
        public async Task ReadStartsAsync(NpgsqlDataSource database, Guid rootId, Guid order, CancellationToken cancel)
        {
            foreach (var (person, start) in await database.Command("""
                select a.person_id, (a.starts_on + a.starts_time) at time zone o.time_zone
                from assignment a join job_order o on o.root_id = a.root_id and o.id = a.order_id where a.root_id = $1 and a.order_id = $2 and a.status < 3
                """, rootId, order).ReadAllAsync(row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1)), cancel))
                if (start > now) starts[person] = start;
        }

        public Prospect Ask(Recipient recipient, MergeFill body)
        {
            var (due, late) = Due(recipient);
            var expires = request.ExpiresAfterMinutes is { } minutes ? due.AddMinutes(minutes) : (DateTimeOffset?)null;
            if (starts.TryGetValue(recipient.PersonId, out var start) && !(expires < start)) expires = start;
            var segments = SegmentsOf.Text(body.Text);
            var refusal = recipient.NumberFault ?? (recipient.LineId is null ? Refusals.NoLineFor : null) ?? late
                ?? (request.Body.Length > 0 && body.Missing.Count > 0 ? Refusals.FieldMissing(body.Missing[0]) : null)
                ?? (segments > MostSegments ? Refusals.TooManySegments(segments, MostSegments) : null);
            var decision = refusal is null ? SendGate.Decide(Facts(recipient, due, expires)) : null;
            return new(recipient, due, expires, decision?.Answer as GateAnswer.HeldUntil, refusal ?? decision?.Refusal, decision?.Kept, segments, body.Fallbacks, body.Text.Length) { IsScheduled = due > now };
        }

        (DateTimeOffset Due, Refusal? Late) Due(Recipient recipient)
        {
            var local = request.OtherTimes is { } others && others.TryGetValue(recipient.PersonId, out var other) ? other : request.LocalTime;
            if (local is not { } wall) return request.SendAt is { } at ? at < now.AddMinutes(-1) ? (at, Refusals.PastFor("", at, organisation.TimeZone)) : (at, null) : (now, null);
            var due = LocalClock.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), LocalClock.Zone(recipient.Place.Zone));
            return due < now.AddMinutes(-1) ? (due, Refusals.PastFor(recipient.Place.Words, due, recipient.Place.Zone)) : (due, null);
        }

        GateFacts Facts(Recipient recipient, DateTimeOffset due, DateTimeOffset? expires) => new()
        {
            Now = now, Number = recipient.Number!.Value, IsReply = false, RepeatOnPurpose = request.SendAgainOnPurpose,
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(recipient.Number.Value.Digits),
            Blocked = recipient.Blocked, OptedOutAt = recipient.OptedOutAt, OptedOutHow = recipient.OptedOutHow, OptedOutWords = recipient.OptedOutWords,
            NumberProblem = recipient.NumberProblem, NumberProblemAt = recipient.NumberProblemAt, LineProblem = lineProblems[recipient.LineId!.Value],
            LineUnconfirmed = organisation.TestNumbers.Contains(recipient.Number.Value.Digits) ? null : unconfirmed[recipient.LineId.Value],
            SameTextAt = sameText.TryGetValue(recipient.PersonId, out var at) ? at : null,
            Where = organisation.CallingHours ? recipient.Place : null, SendAt = due > now ? due : null, ExpiresAt = expires,
        };
    }
}
