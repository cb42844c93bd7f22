using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving.Sessions;

/// <summary>Takes what one link brings: names texts that came without ids, and stores everything before it returns.</summary>
sealed class SessionDesk(Connection connection, Guid id, SessionRows rows, ReceiveTexts receive, HookSeen seen, TimeProvider clock, ILogger log) : ISessionDesk
{
    /// <summary>An answer this late may have missed the gateway's patience, which then sends the text again on the same link.</summary>
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(4), Remembered = TimeSpan.FromMinutes(10);

    readonly Dictionary<string, (string Id, long At)> comeAgain = [];

    public bool WasBound { get; private set; }

    public async Task BoundAsync(string words)
    {
        WasBound = true;
        try
        {
            await rows.ChangeAsync(connection.RootId, id, bound: true, words, CancellationToken.None);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Only a display; the link is there all the same.
            log.LogWarning("That a link is up could not be noted: {Fault}", fault.Message);
        }
    }

    public async Task<IReadOnlyList<string>> TakeAsync(IReadOnlyList<SessionText> texts, IReadOnlyList<DeliveryUpdate> news, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var named = new List<ReceivedText>(texts.Count);
        try
        {
            foreach (var text in texts) named.Add(text.Text with { ProviderMessageId = await NameAsync(text, cancel) });
            await receive.ExecuteAsync(connection, named, news, cancel);
            seen.Mark(connection);
            if (clock.GetElapsedTime(began) > Slow) Remember(texts, named, began);
            return [.. named.Select(n => n.ProviderMessageId)];
        }
        catch
        {
            // Perhaps it is stored and only the answer is missing.
            Remember(texts, named, began);
            throw;
        }
    }

    public async Task ProvenAsync(IReadOnlyList<string> ids)
    {
        try
        {
            await rows.ProvenAsync(connection.RootId, id, ids, CancellationToken.None);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Then the same words on another link within ten minutes count as a repetition.
            log.LogWarning("Answers that arrived could not be noted: {Fault}", fault.Message);
        }
    }

    async Task<string> NameAsync(SessionText text, CancellationToken cancel)
    {
        if (text.Digest is not { } digest) return text.Text.ProviderMessageId;
        if (comeAgain.Remove(Convert.ToHexString(digest), out var before) && clock.GetElapsedTime(before.At) < Remembered) return before.Id;
        return await rows.NameAsync(connection.RootId, connection.Id, id, digest, $"{Convert.ToHexStringLower(digest.AsSpan(0, 8))}-{Ids.New():N}", cancel);
    }

    void Remember(IReadOnlyList<SessionText> texts, List<ReceivedText> named, long began)
    {
        foreach (var (text, name) in texts.Zip(named))
            if (text.Digest is { } digest) comeAgain[Convert.ToHexString(digest)] = (name.ProviderMessageId, began);
    }
}
