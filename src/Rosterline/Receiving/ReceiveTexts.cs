using Npgsql;
using Rosterline.Consent;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Receiving.Parts;

namespace Rosterline.Receiving;

/// <summary>
/// Takes what a webhook or a provider's list said and returns when it is on disk. Finds the line, reads the keyword, and hands
/// everything to the grouped commits.
/// </summary>
public sealed class ReceiveTexts(NpgsqlDataSource database, LineReader lines, IngestTexts ingest, ApplyUpdates updates, KeepParts keep, JoinParts join, ReceivingFigures figures) : IAsyncDisposable
{
    readonly GroupCommit<InboundText, Ingested> texts = new GroupCommit<InboundText, Ingested>(ingest.ExecuteAsync).Start();
    readonly GroupCommit<Receipt, bool> receipts = new GroupCommit<Receipt, bool>(updates.ExecuteAsync).Start();

    /// <exception cref="NotStoredException">The commit was not confirmed: answer 503.</exception>
    public async Task ExecuteAsync(Connection connection, IReadOnlyList<ReceivedText> received, IReadOnlyList<DeliveryUpdate> news, CancellationToken cancel)
    {
        (received, news) = ([.. received.Select(Storable.Of)], [.. news.Select(Storable.Of)]);
        if (received.Count == 1 && news.Count == 0)
        {
            await (IsPiece(received[0]) ? KeepAsync(connection, received[0], cancel) : StoreAsync(connection, await PrepareAsync(connection, received[0], cancel), cancel));
            return;
        }
        var all = new List<Task>(received.Count + news.Count);
        foreach (var text in received) all.Add(IsPiece(text) ? KeepAsync(connection, text, cancel) : StoreAsync(connection, await PrepareAsync(connection, text, cancel), cancel));
        foreach (var update in news) figures.Reported(connection.Provider, update.Status);
        foreach (var update in news) all.Add(receipts.WriteAsync(new Receipt(connection.RootId, connection.Id, update), cancel));
        await Task.WhenAll(all);
    }

    async Task StoreAsync(Connection connection, InboundText text, CancellationToken cancel)
    {
        var stored = await texts.WriteAsync(text, cancel);
        figures.Received(connection.Provider, stored.IsNew);
    }

    /// <summary>The line with this number; one nobody brought in is added, switched off.</summary>
    internal async ValueTask<Guid> FindLineAsync(Connection connection, PhoneNumber number, CancellationToken cancel) => (await LineAsync(connection, number, cancel)).Id;

    async ValueTask<LineState> LineAsync(Connection connection, PhoneNumber number, CancellationToken cancel) =>
        await lines.FindByNumberAsync(connection.RootId, number, cancel) ?? await AddUnknownLineAsync(connection, number, cancel);

    /// <summary>Stores a text whose pieces are together. Done twice, by whomever, it is stored once.</summary>
    public async Task FinishAsync(Connection connection, Guid textId, CancellationToken cancel)
    {
        if (await join.ReadAsync(connection.RootId, textId, cancel) is not { } text) return;
        await StoreAsync(connection, await PrepareAsync(connection, text.Whole, cancel), cancel);
        await join.DoneAsync(text, cancel);
    }

    // A piece that says of itself that it is alone, or has no place, is a text; attachments do not come in pieces.
    static bool IsPiece(ReceivedText text) => text is { Part: { Count: > 1 and <= 255 } part, Media.Count: 0 } && part.Number >= 1 && part.Number <= part.Count;

    async Task KeepAsync(Connection connection, ReceivedText piece, CancellationToken cancel)
    {
        foreach (var text in await keep.ExecuteAsync(connection, piece, cancel)) await FinishAsync(connection, text, cancel);
    }

    async ValueTask<InboundText> PrepareAsync(Connection connection, ReceivedText text, CancellationToken cancel)
    {
        var line = await LineAsync(connection, text.To, cancel);
        if (!line.Receives) await MarkReceivingAsync(line, cancel);
        var home = line.PoolId is { } pool && text.From is { } from ? await HomeAsync(line, pool, from, cancel) : line.Id;
        return new InboundText(connection.RootId, connection.Id, home, Ids.New(), text, Keywords.Read(text.Body), line.Active ? null : line.Problem) { ViaLineId = home == line.Id ? null : line.Id };
    }

    // Whatever line of a pool she answers, it lands where she was last written to.
    async Task<Guid> HomeAsync(LineState line, Guid pool, PhoneNumber from, CancellationToken cancel) => await database.Command("""
        select c.line_id from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id
        where c.root_id = $1 and c.number = $2 and l.pool_id = $3 and c.last_seq > 0 order by c.last_at desc limit 1
        """, line.RootId, from.Digits, pool).ExecuteScalarAsync(cancel) as Guid? ?? line.Id;

    // A number of the provider's account that nobody brought in yet: its texts are kept on a line that is switched off.
    async Task<LineState> AddUnknownLineAsync(Connection connection, PhoneNumber to, CancellationToken cancel)
    {
        await database.Command("""
            insert into line (root_id, id, account_id, connection_id, number, name, active, receiving_checked_at)
            select c.root_id, $3, c.account_id, c.id, $4, $5, false, now() from provider_connection c where c.root_id = $1 and c.id = $2
            on conflict (root_id, number) do nothing
            """, connection.RootId, connection.Id, Ids.New(), to.Digits, to.Display).RunAsync(cancel);
        lines.Forget();
        return await lines.FindByNumberAsync(connection.RootId, to, cancel) ?? throw new NotStoredException("The line could not be added.", null);
    }

    /// <summary>The first real inbound proves that the line receives (P-12).</summary>
    async Task MarkReceivingAsync(LineState line, CancellationToken cancel)
    {
        await database.Command("update line set receiving_checked_at = now() where root_id = $1 and id = $2 and receiving_checked_at is null", line.RootId, line.Id).RunAsync(cancel);
        lines.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await texts.DisposeAsync();
        await receipts.DisposeAsync();
    }
}
