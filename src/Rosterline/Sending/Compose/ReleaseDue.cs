using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Compose;

/// <summary>Lets scheduled and held texts take their place when they are due; the gate is asked again then (P-27).</summary>
sealed class ReleaseDue(NpgsqlDataSource database, Composer composer, OrganisationReader organisations, LineReader lines, ILogger<ReleaseDue> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    const int Most = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await ReleaseAsync(stoppingToken) == Most) { }
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Still due in a second.
                log.LogWarning("Releasing due texts failed: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    internal async Task<int> ReleaseAsync(CancellationToken cancel)
    {
        var due = await FindAsync(cancel);
        await Task.WhenAll(due.Select(async draft => await composer.WriteAsync(await CompleteAsync(draft, cancel), cancel)));
        return due.Count;
    }

    // every organisation: one clock for all; a second node that finds the same text changes nothing, its status is no longer due
    Task<List<Draft>> FindAsync(CancellationToken cancel) => database.Command("""
        select m.root_id, m.id, m.line_id, m.number, m.author_id, m.body, m.segments, m.purpose, m.origin, m.media::text, m.expires_at, p.time_zone, p.state
        from message m
        left join conversation c on c.root_id = m.root_id and c.id = m.conversation_id
        left join person p on p.root_id = c.root_id and p.id = c.person_id
        where m.later and m.due_at <= now()
          and not exists (select 1 from organisation o where o.root_id = m.root_id and o.paused_at is not null)
          and not exists (select from paused_line p where p.root_id = m.root_id and p.line_id = m.line_id)
        order by m.due_at limit $1
        """, Most).ReadAllAsync(row => new Draft
    {
        RootId = row.GetGuid(0), MessageId = row.GetGuid(1), LineId = row.GetGuid(2), Number = new PhoneNumber(row.GetInt64(3)), AuthorId = row.Maybe<Guid>(4),
        Body = row.GetString(5), Segments = row.GetInt16(6), Purpose = (Purpose)row.GetInt16(7), Origin = (Origin)row.GetInt16(8), Media = row.Text(9), IsRelease = true,
        ExpiresAt = row.Maybe<DateTimeOffset>(10), Where = Whereabouts.Of(row.Text(11), row.Text(12), new PhoneNumber(row.GetInt64(3))),
    }, cancel);

    async Task<Draft> CompleteAsync(Draft draft, CancellationToken cancel)
    {
        var organisation = await organisations.ReadAsync(draft.RootId, cancel);
        var line = await lines.FindAsync(draft.RootId, draft.LineId, cancel);
        return draft with
        {
            LineProblem = line is null ? "This line no longer exists." : line.Problem,
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(draft.Number.Digits),
            ReplyMinutes = organisation.ReplyMinutes,
            Where = organisation.CallingHours ? draft.Where : null,
        };
    }
}
