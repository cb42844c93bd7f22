using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving.Elsewhere;

/// <summary>
/// Takes what happened in a provider's own app: texts sent there and people who opted out or in. Returns when it is on disk. News about a
/// text sent over there and about one of ours look alike; the id decides, and what became of it is applied like any delivery receipt.
/// </summary>
public sealed class TakeFromElsewhere(ReceiveTexts receive, LogSentTexts log, ApplyConsents consents) : IAsyncDisposable
{
    readonly GroupCommit<LoggedText, bool> sent = new GroupCommit<LoggedText, bool>(log.ExecuteAsync).Start();
    readonly GroupCommit<ConsentSaid, bool> said = new GroupCommit<ConsentSaid, bool>(consents.ExecuteAsync).Start();

    /// <exception cref="NotStoredException">The commit was not confirmed: answer 503.</exception>
    public async Task ExecuteAsync(Connection connection, WebhookReading.Verified reading, CancellationToken cancel)
    {
        var all = new List<Task>(reading.Sent.Count + reading.Consents.Count);
        foreach (var news in reading.Consents) all.Add(said.WriteAsync(new ConsentSaid(connection.RootId, news), cancel));
        foreach (var text in reading.Sent) all.Add(sent.WriteAsync(new LoggedText(connection.RootId, connection.Id, await receive.FindLineAsync(connection, text.From, cancel), Ids.New(), text), cancel));
        await Task.WhenAll(all);
        var updates = reading.Sent.Select(text => new DeliveryUpdate(null, text.ProviderMessageId, text.Status, text.Problem, text.ProviderCode, text.At)).ToList();
        if (updates.Count > 0) await receive.ExecuteAsync(connection, [], updates, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await sent.DisposeAsync();
        await said.DisposeAsync();
    }
}
