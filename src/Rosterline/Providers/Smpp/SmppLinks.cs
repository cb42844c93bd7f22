namespace Rosterline.Providers.Smpp;

/// <summary>The link of one session, or the two of a transmitter and a receiver, with its inbox: when one ends, all end.</summary>
sealed class SmppLinks : IAsyncDisposable
{
    static readonly TimeSpan ToStore = TimeSpan.FromSeconds(5);

    readonly List<SmppSession> all;
    readonly SmppInbox? inbox;
    readonly Task storing;

    SmppLinks(List<SmppSession> all, SmppInbox? inbox, string words)
    {
        (this.all, this.inbox, Words) = (all, inbox, words);
        // The last one is bound to receive.
        storing = inbox?.RunAsync(all[^1]) ?? Task.CompletedTask;
    }

    /// <summary>The link texts go out on.</summary>
    public SmppSession Sending => all[0];

    /// <summary>As whom, and to whom.</summary>
    public string Words { get; }

    /// <param name="inbox">Null: only to see whether the gateway lets us in.</param>
    /// <exception cref="NoLinkException">In words that may be shown.</exception>
    public static async Task<SmppLinks> OpenAsync(SmppSettings settings, bool allowPrivate, SmppInbox? inbox, TimeProvider clock, CancellationToken cancel)
    {
        var links = new List<SmppSession>();
        try
        {
            var gateway = "";
            foreach (var command in settings.BindAs == "pair" ? (Command[])[Command.BindTransmitter, Command.BindReceiver] : [Command.BindTransceiver])
            {
                links.Add(New(await SmppLink.OpenAsync(settings, allowPrivate, cancel), settings, inbox, clock));
                gateway = await links[^1].BindAsync(command, cancel);
            }
            return new SmppLinks(links, inbox, $"Bound as {settings.SystemId} to {gateway}");
        }
        catch
        {
            foreach (var link in links) await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns why the links ended; asked to stop, it says goodbye first.</summary>
    /// <param name="closing">Called before the goodbye: no text may be given to them any more.</param>
    public async Task<string> RunAsync(Action closing, CancellationToken stop)
    {
        await Task.WhenAny(all.Select(link => link.WatchAsync(at => { if (link == all[^1] && inbox is not null) _ = inbox.ProvenAsync(at); }, stop)));
        closing();
        foreach (var link in all) await link.UnbindAsync();
        return stop.IsCancellationRequested ? "Rosterline said goodbye." : all.Select(link => link.Why).FirstOrDefault(why => why != "Rosterline said goodbye.") ?? all[0].Why;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in all) await link.DisposeAsync();
        inbox?.Close();
        // What has arrived is stored as far as the database lets it; the gateway sends again what had no answer.
        await Task.WhenAny(storing, Task.Delay(ToStore));
    }

    static SmppSession New(Stream stream, SmppSettings settings, SmppInbox? inbox, TimeProvider clock)
    {
        SmppSession session = null!;
        return session = new SmppSession(stream, settings, clock)
        {
            OnDelivered = pdu => { if (inbox?.Offer(pdu) != true) _ = session.AnswerAsync(pdu.Answer(SmppStatus.Temporary)); },
            OnLateAnswer = (reference, answer) => inbox?.Offer(reference, answer),
        };
    }
}
