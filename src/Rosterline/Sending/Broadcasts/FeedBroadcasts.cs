using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Compose;
using Rosterline.Sending.Dispatch;
using Rosterline.Sending.Hours;
using Rosterline.Sending.Schedules;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Broadcasts;

/// <summary>
/// Writes the texts of running broadcasts, a few seconds ahead of their lines: so a pause holds at once, an answer written by hand goes before
/// the rest, and everybody is looked at again when her turn comes. A place is written once: whoever writes it locks it and finds it waiting.
/// </summary>
sealed class FeedBroadcasts(
    NpgsqlDataSource database, Composer composer, Node node, IServiceProvider services, ReadMergeValues values, OrganisationReader organisations, LineReader lines, ILogger<FeedBroadcasts> log)
    : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    const int MostAtOnce = 1000;

    // every organisation: one round for all
    const string Begin = "update broadcast set state = 2 where state = 1 and starts_at <= now()";

    // every organisation: one round for all; for each line as many as it sends in three seconds, less what waits for it already
    const string FindNext = """
        select b.root_id, b.id, b.author_id, b.purpose, b.body, b.media::text, b.posting_id, b.order_id, b.again, r.position, r.person_id, r.also, r.number, r.line_id, r.message_id,
               r.expires_at, p.time_zone, p.state, p.id is null,
               b.order_id is not null and not exists (select 1 from assignment a where a.root_id = b.root_id and a.order_id = b.order_id and a.person_id = r.person_id and a.status < 3),
               b.variants::text, p.language
        from broadcast b
        join organisation o on o.root_id = b.root_id and o.paused_at is null
        cross join unnest(b.lines) l(id)
        join line on line.root_id = b.root_id and line.id = l.id
        cross join lateral (
          select greatest(0, least(400, ceil(line.per_second * 3)::int + 3) - (select count(*)::int from outbox x where x.root_id = b.root_id and x.line_id = l.id and x.lane = 2)) as n) room
        cross join lateral (
          select * from broadcast_recipient r
          where r.root_id = b.root_id and r.broadcast_id = b.id and r.line_id = l.id and r.state = 0 and r.due_at <= now()
          order by r.due_at, r.position limit room.n) r
        left join person p on p.root_id = b.root_id and p.id = r.person_id
        where b.state = 2 and not exists (select from paused_line p where p.root_id = b.root_id and p.line_id = l.id)
        order by b.created_at, r.position limit $1
        """;

    // every organisation: one round for all
    const string Finish = """
        update broadcast b set state = 4, finished_at = now()
        where b.state = 2 and not exists (select 1 from broadcast_recipient r where r.root_id = b.root_id and r.broadcast_id = b.id and r.state = 0)
        """;

    readonly SemaphoreSlim awake = new(0, 1);

    /// <summary>Something may be due: look now.</summary>
    public void Wake()
    {
        if (awake.CurrentCount == 0) awake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FeedAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Everything still waits in its place.
                log.LogWarning("Feeding broadcasts failed: {Fault}", fault.Message);
            }
            await awake.WaitAsync(Pause, stoppingToken);
        }
    }

    internal async Task FeedAsync(CancellationToken cancel)
    {
        if (!await TakeTurn.ExecuteAsync(database, await node.IdAsync(cancel), cancel)) return;
        await services.GetRequiredService<FireSchedules>().ExecuteAsync(cancel);
        await database.Command(Begin).RunAsync(cancel);
        var next = await database.Command(FindNext, MostAtOnce).ReadAllAsync(Read, cancel);
        foreach (var broadcast in next.GroupBy(n => (n.Draft.RootId, n.Draft.Place!.BroadcastId)))
            await WriteAsync([.. broadcast], cancel);
        await database.Command(Finish).RunAsync(cancel);
    }

    /// <summary>A place whose turn it is, before its words are filled in.</summary>
    sealed record Next(Draft Draft, MergeContext Context, bool Left, string? Variants, string? Language);

    static Next Read(NpgsqlDataReader row)
    {
        var number = new PhoneNumber(row.GetInt64(12));
        var gone = row.GetBoolean(18);
        return new Next(new Draft
        {
            RootId = row.GetGuid(0), AuthorId = row.GetGuid(2), Purpose = (Purpose)row.GetInt16(3), Body = row.GetString(4), Media = row.Text(5), RepeatOnPurpose = row.GetBoolean(8),
            Place = new BroadcastPlace(row.GetGuid(1), row.GetInt32(9)), PersonId = row.GetGuid(10), Also = row.IsDBNull(11) ? [] : row.GetFieldValue<Guid[]>(11),
            Number = number, LineId = row.GetGuid(13), MessageId = row.GetGuid(14), ExpiresAt = row.Maybe<DateTimeOffset>(15), Segments = 1, Origin = Origin.Broadcast,
            Where = Whereabouts.Of(row.Text(16), row.Text(17), number), LeftWhy = gone ? "Not sent: this person was removed." : row.GetBoolean(19) ? "Not sent: no longer assigned to this order." : null,
        }, new MergeContext(row.Maybe<Guid>(6), row.Maybe<Guid>(7)), gone, row.Text(20), row.Text(21));
    }

    async Task WriteAsync(IReadOnlyList<Next> waiting, CancellationToken cancel)
    {
        var first = waiting[0];
        var text = MergeVariants.Parse(first.Draft.Body, first.Variants is { } variants ? JsonSerializer.Deserialize<Dictionary<string, string>>(variants) : null);
        var merged = await values.ExecuteAsync(first.Draft.RootId, first.Draft.AuthorId, [.. waiting.Where(n => !n.Left).Select(n => n.Draft.PersonId!.Value)], first.Context, cancel);
        var organisation = await organisations.ReadAsync(first.Draft.RootId, cancel);
        await Task.WhenAll(waiting.Select(async next => await composer.WriteAsync(
            await CompleteAsync(next.Draft, text.For(next.Language).Fill(merged.GetValueOrDefault(next.Draft.PersonId!.Value, MergeValues.None)), organisation, cancel), cancel)));
    }

    async Task<Draft> CompleteAsync(Draft draft, MergeFill fill, OrganisationState organisation, CancellationToken cancel)
    {
        var line = await lines.FindAsync(draft.RootId, draft.LineId, cancel);
        return draft with
        {
            Body = fill.Text, Segments = SegmentsOf.Text(fill.Text), LineProblem = line is null ? "This line no longer exists." : line.Problem,
            Where = organisation.CallingHours ? draft.Where : null, ReplyMinutes = organisation.ReplyMinutes,
            LeftWhy = draft.LeftWhy ?? (fill.Missing.Count > 0 ? Refusals.FieldMissing(fill.Missing[0]).Message : null),
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(draft.Number.Digits),
        };
    }
}
