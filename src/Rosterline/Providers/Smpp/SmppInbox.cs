using System.Threading.Channels;

namespace Rosterline.Providers.Smpp;

/// <summary>
/// What a link has brought, in order: as many as wait are stored together, and each is answered once it is on disk (design, I1). Where it
/// could not be stored the gateway is told to try again.
/// </summary>
sealed class SmppInbox(SmppSettings settings, ISessionDesk desk, TimeProvider clock, ILogger log)
{
    const int Most = 1_000, Together = 100;

    readonly Channel<Item> queue = Channel.CreateBounded<Item>(Most);
    readonly Queue<(long At, string Id)> answered = new();

    sealed record Item(Pdu? Pdu, SessionText? Text, DeliveryUpdate? Update);

    /// <summary>False: too much waits already.</summary>
    public bool Offer(Pdu delivered) => queue.Writer.TryWrite(Read(delivered));

    /// <summary>The gateway's answer to a text came when nobody waited for it any more: now it is known what became of it.</summary>
    public void Offer(Guid reference, Submitted.Answered late)
    {
        if (late.Status == SmppStatus.Ok && Delivered.Canonical(late.Id, settings.SubmitIds) is { } id) queue.Writer.TryWrite(new(null, null, new(reference, id, DeliveryStatus.Sent, null, null, null)));
        else if (SmppStatus.ProblemOf(late.Status) is { } problem) queue.Writer.TryWrite(new(null, null, new(reference, null, DeliveryStatus.Failed, problem, SmppStatus.Code(late.Status), null)));
    }

    public void Close() => queue.Writer.TryComplete();

    public async Task RunAsync(SmppSession session)
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Item>();
            while (batch.Count < Together && queue.Reader.TryRead(out var next)) batch.Add(next);
            await StoreAsync(session, batch);
        }
    }

    /// <summary>Everything answered before this moment has arrived.</summary>
    public async Task ProvenAsync(long at)
    {
        var ids = new List<string>();
        lock (answered)
            while (answered.TryPeek(out var first) && first.At < at) ids.Add(answered.Dequeue().Id);
        if (ids.Count > 0) await desk.ProvenAsync(ids);
    }

    Item Read(Pdu pdu)
    {
        try
        {
            var message = ShortMessage.Decode(pdu.Body.Span);
            if (Delivered.IsReceipt(message)) return new(pdu, null, Delivered.Update(message, settings, clock.GetUtcNow()));
            if (Delivered.Text(message, pdu.Body, settings) is { } text) return new(pdu, text, null);
            log.LogWarning("A text from the gateway has no sender or no number of ours and was taken without being stored");
        }
        catch (MalformedPduException malformed)
        {
            log.LogWarning("A deliver_sm could not be read: {Fault}", malformed.Message);
        }
        return new(pdu, null, null);
    }

    async Task StoreAsync(SmppSession session, List<Item> batch)
    {
        try
        {
            var ids = await desk.TakeAsync([.. batch.Select(i => i.Text).OfType<SessionText>()], [.. batch.Select(i => i.Update).OfType<DeliveryUpdate>()], CancellationToken.None);
            // Always an answer, to an unknown receipt too: whoever gets none sends it for days.
            foreach (var pdu in batch.Select(i => i.Pdu).OfType<Pdu>()) await session.AnswerAsync(pdu.Answer(SmppStatus.Ok, new byte[] { 0 }));
            lock (answered)
                foreach (var id in ids) answered.Enqueue((clock.GetTimestamp(), id));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One that cannot be stored must not hold up the others.
            log.LogWarning("{Count} deliver_sm could not be stored: {Fault}", batch.Count, fault.GetType().Name);
            if (batch.Count > 1)
                foreach (var item in batch) await StoreAsync(session, [item]);
            else if (batch[0].Pdu is { } pdu) await session.AnswerAsync(pdu.Answer(SmppStatus.Temporary));
        }
    }
}
