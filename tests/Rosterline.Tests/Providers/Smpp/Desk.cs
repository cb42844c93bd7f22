using System.Collections.Concurrent;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers.Smpp;

/// <summary>Keeps what a link brought, or refuses it.</summary>
sealed class Desk : ISessionDesk
{
    public volatile int Bound;

    public bool Broken { get; set; }

    public ConcurrentQueue<SessionText> Texts { get; } = new();

    public ConcurrentQueue<DeliveryUpdate> News { get; } = new();

    public ConcurrentQueue<string> Proven { get; } = new();

    public Task BoundAsync(string words)
    {
        Bound++;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> TakeAsync(IReadOnlyList<SessionText> texts, IReadOnlyList<DeliveryUpdate> news, CancellationToken cancel)
    {
        if (Broken) throw new NotStoredException("The database is away.", null);
        foreach (var text in texts) Texts.Enqueue(text);
        foreach (var update in news) News.Enqueue(update);
        return Task.FromResult<IReadOnlyList<string>>([.. texts.Select((_, i) => $"{Texts.Count}-{i}")]);
    }

    public Task ProvenAsync(IReadOnlyList<string> ids)
    {
        foreach (var id in ids) Proven.Enqueue(id);
        return Task.CompletedTask;
    }
}
