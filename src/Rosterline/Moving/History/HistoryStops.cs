using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Conversations;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>
/// Opt-outs that stand in a file of texts: numbers whose last keyword there is STOP or one of its words. Nothing follows by itself; somebody
/// records them, with their dates, or leaves it.
/// </summary>
sealed class HistoryStops(NpgsqlDataSource database, RecordOptOut record, TimeProvider clock)
{
    const int Chunk = 5000;

    /// <param name="RecordedAt">Null: not decided yet.</param>
    public sealed record Found(string Number, string? Name, DateTimeOffset At, string Words, DateTimeOffset? RecordedAt);

    /// <summary>Collects them in the order of the file.</summary>
    internal sealed class Collected
    {
        readonly Dictionary<long, (DateTimeOffset At, bool Stop, string Words)> last = [];

        public void Add(HistoryText text)
        {
            if (text.Direction != Direction.In || Keywords.Read(text.Body).Keyword is not (Keyword.Stop or Keyword.Start) || last.TryGetValue(text.Theirs, out var known) && known.At > text.At) return;
            last[text.Theirs] = (text.At, Keywords.Read(text.Body).Keyword == Keyword.Stop, text.Body);
        }

        public IEnumerable<(long Number, DateTimeOffset At, string Words)> Stops => last.Where(one => one.Value.Stop).Select(one => (one.Key, one.Value.At, one.Value.Words));
    }

    // Not who has opted out here, and not who opted in since.
    internal async Task KeepAsync(Guid rootId, Guid importId, Collected collected, CancellationToken cancel)
    {
        foreach (var part in collected.Stops.Chunk(Chunk))
            await database.Command("""
                insert into history_stop (root_id, import_id, number, at, words) select $1, $2, i.number, i.at, i.words
                from unnest($3::bigint[], $4::timestamptz[], $5::text[]) i(number, at, words)
                where not exists (select 1 from number_state n where n.root_id = $1 and n.number = i.number and n.blocked & 1 = 1)
                  and not exists (select 1 from consent_event e where e.root_id = $1 and e.number = i.number and e.kind = 'opt_in' and e.source <> 'import' and e.at > i.at)
                on conflict do nothing
                """, rootId, importId, part.Select(s => s.Number).ToArray(), part.Select(s => s.At).ToArray(), part.Select(s => s.Words).ToArray()).RunAsync(cancel);
    }

    public Task<List<Found>> FindAsync(Viewer viewer, Guid importId, int most, CancellationToken cancel) => database.Command("""
        select s.number, (select min(p.name) from person_number n join person p on p.root_id = n.root_id and p.id = n.person_id where n.root_id = $1 and n.number = s.number), s.at, s.words, s.recorded_at
        from history_stop s where s.root_id = $1 and s.import_id = $2 order by s.recorded_at nulls first, s.at desc limit $3
        """, viewer.RootId, importId, most).ReadAllAsync(row => new Found(new PhoneNumber(row.GetInt64(0)).E164, row.Text(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.Maybe<DateTimeOffset>(4)), cancel);

    /// <summary>Records all that are not yet, each with its date and words. Answers how many had not opted out otherwise meanwhile.</summary>
    public async Task<int> RecordAsync(Viewer viewer, Guid importId, CancellationToken cancel)
    {
        var added = 0;
        var open = await database.Command("select number, at, words from history_stop where root_id = $1 and import_id = $2 and recorded_at is null", viewer.RootId, importId)
            .ReadAllAsync(row => new RecordOptOut.OptOut(row.GetInt64(0), row.GetString(2), null, row.GetFieldValue<DateTimeOffset>(1)), cancel);
        foreach (var part in open.Chunk(Chunk))
        {
            added += (await record.ExecuteAsync(new(viewer.RootId, part, RecordOptOut.How.Import, viewer.UserId, OnlyNew: true), cancel)).Added.Count;
            await database.Command("update history_stop set recorded_at = $4 where root_id = $1 and import_id = $2 and number = any($3)",
                viewer.RootId, importId, part.Select(one => one.Number).ToArray(), clock.GetUtcNow()).RunAsync(cancel);
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, "history.opt_outs_recorded", "import", importId, new { numbers = added }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return added;
    }
}
