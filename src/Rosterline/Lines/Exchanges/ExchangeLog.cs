using System.Threading.Channels;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Exchanges;

/// <summary>
/// Keeps what is said between us and providers, off the hot paths: callers only put a row in a queue, a writer stores many in one commit. Beyond a
/// rate one exchange that went well stands for several; failures are kept as long as the queue has room, and what found none is counted.
/// </summary>
public sealed class ExchangeLog(NpgsqlDataSource database, ConnectionCounts counts, TimeProvider clock, ILogger<ExchangeLog> log) : BackgroundService
{
    /// <summary>Exchanges that went well, kept each second on this node; beyond them one stands for ten.</summary>
    internal const int WholePerSecond = 50;

    const short StandsFor = 10;

    const int MostWaiting = 20_000, MostAtOnce = 1_000;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), AfterFault = TimeSpan.FromSeconds(2);

    const string Insert = """
        insert into exchange (root_id, id, connection_id, message_id, provider_message_id, direction, what, method, place, status, verdict, words, took_ms, bytes, stands_for)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::text[], $8::text[], $9::text[], $10::int[], $11::text[], $12::text[], $13::int[], $14::int[], $15::smallint[])
        on conflict do nothing
        """;

    readonly Channel<ExchangeRow> waiting = Channel.CreateBounded<ExchangeRow>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    readonly SemaphoreSlim writing = new(1, 1);

    // Taken from the queue and not confirmed yet; offered again after a fault of the database.
    readonly List<ExchangeRow> taken = [];
    long second;
    int thisSecond;

    /// <summary>For the calls of this flow: about which connection and, if one, which text.</summary>
    /// <param name="what">send, look_up, list, numbers, test, media or kind.</param>
    public void Observe(Connection connection, string what, Guid? messageId = null) => Providers.Exchanges.Observe(seen =>
    {
        if (what == "send" && seen.Status is not null) counts.Answered(connection, seen.Took);
        Seen(connection, new ExchangeRow(
            connection.RootId, Ids.New(), connection.Id, messageId, null, true, what, seen.Method, seen.Place, seen.Status, seen.Verdict, seen.Words, (int)seen.Took.TotalMilliseconds, seen.Bytes));
    });

    /// <summary>A webhook came in and was answered.</summary>
    /// <param name="verdict">ok, forged, malformed, too_large or not_stored.</param>
    /// <param name="about">The one text it tells about; null: none, or several.</param>
    public void Received(Connection connection, string method, int status, string verdict, TimeSpan took, int bytes, DeliveryUpdate? about) =>
        Seen(connection, new ExchangeRow(
            connection.RootId, Ids.New(), connection.Id, about?.Reference, about?.ProviderMessageId, false, "webhook", method, "our address", status, verdict, null, (int)took.TotalMilliseconds, bytes));

    void Seen(Connection connection, ExchangeRow row)
    {
        if (row.WentWell)
        {
            if (Sampled() is not { } standsFor) return;
            row = row with { StandsFor = standsFor };
        }
        if (!waiting.Writer.TryWrite(row)) counts.Add(connection, "left_out");
    }

    // Counted roughly: two threads at the turn of a second may keep one more.
    short? Sampled()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref second, now) != now) Interlocked.Exchange(ref thisSecond, 0);
        var nth = Interlocked.Increment(ref thisSecond);
        return nth <= WholePerSecond ? (short)1 : nth % StandsFor == 0 ? StandsFor : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await FlushAsync(CancellationToken.None);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Offered again in the next round.
                log.LogWarning("Exchanges with providers were not kept: {Fault}", fault.Message);
                await Task.Delay(AfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    internal async Task FlushAsync(CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            bool full;
            do
            {
                while (taken.Count < MostAtOnce && waiting.Reader.TryRead(out var row)) taken.Add(row);
                full = taken.Count == MostAtOnce;
                if (taken.Count > 0) await WriteAsync(cancel);
                taken.Clear();
            } while (full);
            await counts.FlushAsync(cancel);
        }
        finally
        {
            writing.Release();
        }
    }

    Task<int> WriteAsync(CancellationToken cancel) => database.Command(Insert,
        Of(r => r.RootId), Of(r => r.Id), Of(r => r.ConnectionId), Of(r => r.MessageId), Of(r => r.ProviderMessageId), Of(r => (short)(r.IsCall ? 1 : 0)),
        Of(r => r.What), Of(r => r.Method), Of(r => r.Place), Of(r => r.Status), Of(r => r.Verdict), Of(r => r.Words), Of(r => r.TookMs), Of(r => r.Bytes), Of(r => r.StandsFor)).RunAsync(cancel);

    TValue[] Of<TValue>(Func<ExchangeRow, TValue> value) => [.. taken.Select(value)];

    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }
}
