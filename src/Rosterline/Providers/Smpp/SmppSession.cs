using System.Collections.Concurrent;

namespace Rosterline.Providers.Smpp;

/// <summary>What came of one submit_sm.</summary>
abstract record Submitted
{
    Submitted() { }

    /// <summary>Not an octet of it left.</summary>
    public sealed record NotWritten(string Words) : Submitted;

    /// <summary>Whoever sends no longer wanted it; see <see cref="FirstByte"/>.</summary>
    public sealed record KeptBack : Submitted;

    public sealed record Answered(uint Status, string? Id) : Submitted;

    /// <summary>Written, and then silence.</summary>
    public sealed record Lost(string Words) : Submitted;
}

/// <summary>
/// One bound link: requests and their answers by sequence number, the window, enquire_link. Everything that arrives is read by one loop,
/// which never waits for the database; whatever is not a unit of SMPP ends the link.
/// </summary>
sealed class SmppSession(Stream stream, SmppSettings settings, TimeProvider clock) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), ForWindow = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<uint, Waiting> waiting = new();
    readonly SemaphoreSlim window = new(settings.Window), writing = new(1);
    readonly CancellationTokenSource ended = new();
    uint sequence;
    string? why;

    sealed record Waiting(Guid? Reference, TaskCompletionSource<Pdu?> Answer);

    /// <summary>Whether texts may still be given to this link.</summary>
    public bool Takes { get; private set; }

    public int UnderWay => settings.Window - window.CurrentCount;

    /// <summary>Why the link ended, in words.</summary>
    public string Why => why ?? "The link ended.";

    /// <summary>Called for each deliver_sm, in the order they came.</summary>
    public Action<Pdu>? OnDelivered { get; init; }

    /// <summary>Called when an answer to a text comes after nobody waits for it any more.</summary>
    public Action<Guid, Submitted.Answered>? OnLateAnswer { get; init; }

    /// <summary>The gateway's name for itself.</summary>
    /// <exception cref="NoLinkException">It refused, or did not answer.</exception>
    public async Task<string> BindAsync(Command command, CancellationToken cancel)
    {
        _ = ReadAllAsync();
        var bind = new BindRequest(settings.SystemId, settings.Password, settings.SystemType ?? "", settings.VersionByte, 0, 0, "");
        var answer = await RequestAsync(command, bind.Encode(), cancel) ?? throw new NoLinkException(why ?? "The gateway did not answer the bind.");
        if (answer.Status != SmppStatus.Ok) throw new NoLinkException(SmppStatus.WhyNotBound(answer.Status));
        Takes = command != Command.BindReceiver;
        return IdIn(answer) is { Length: > 0 } name ? name : settings.Host;
    }

    /// <summary>Gives one unit of a text to the gateway and waits for the answer.</summary>
    /// <param name="reference">Whose text it decides on; null: it is not its last piece.</param>
    public async Task<Submitted> SubmitAsync(ShortMessage message, Guid? reference, CancellationToken cancel)
    {
        if (!await window.WaitAsync(ForWindow, cancel)) return new Submitted.NotWritten("The gateway answers slowly; the window is full.");
        try
        {
            var (asked, request) = Begin(Command.SubmitSm, message.Encode(), reference);
            if (await WriteTextAsync(request, cancel) is { } unwritten) return unwritten;
            return await AnswerOfAsync(asked, cancel) is { } answer ? new Submitted.Answered(answer.Status, IdIn(answer))
                : new Submitted.Lost(cancel.IsCancellationRequested ? "Rosterline stopped while waiting for the answer." : why ?? "The gateway did not answer in time.");
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Null: it is written, or nobody knows.</summary>
    async Task<Submitted?> WriteTextAsync(Pdu request, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            if (!Takes || ended.IsCancellationRequested) return Forget(request, new Submitted.NotWritten(why ?? "The link to the gateway has ended."));
            if (FirstByte.Current is { } mayBegin && !await mayBegin(cancel)) return Forget(request, new Submitted.KeptBack());
            cancel.ThrowIfCancellationRequested();
            await PutAsync(request);
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            waiting.TryRemove(request.Sequence, out _);
            throw;
        }
        finally
        {
            writing.Release();
        }
    }

    Submitted Forget(Pdu request, Submitted outcome)
    {
        waiting.TryRemove(request.Sequence, out _);
        return outcome;
    }

    /// <summary>Writes an answer; nothing comes of it when the link is gone.</summary>
    public async Task AnswerAsync(Pdu answer)
    {
        await writing.WaitAsync();
        try
        {
            await PutAsync(answer);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Asks from time to time whether the other side is there; returns when the link has ended.</summary>
    /// <param name="proven">Called with every answer: all we wrote before the question has arrived.</param>
    public async Task WatchAsync(Action<long> proven, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended.Token);
        while (!either.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(settings.EnquireSeconds), clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (either.IsCancellationRequested) return;
            var asked = clock.GetTimestamp();
            if (await RequestAsync(Command.EnquireLink, [], CancellationToken.None) is null) End("The gateway did not answer whether it is there.");
            else proven(asked);
        }
    }

    /// <summary>Takes no more texts, waits for answers under way, and says goodbye.</summary>
    public async Task UnbindAsync()
    {
        Takes = false;
        for (var waited = 0; UnderWay > 0 && !ended.IsCancellationRequested && waited < 100; waited++) await Task.Delay(50, CancellationToken.None);
        if (!ended.IsCancellationRequested) await RequestAsync(Command.Unbind, [], CancellationToken.None, TimeSpan.FromSeconds(2));
        End("Rosterline said goodbye.");
    }

    public void End(string words)
    {
        Takes = false;
        why ??= words;
        if (ended.IsCancellationRequested) return;
        ended.Cancel();
        stream.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        End("The link was closed.");
        await stream.DisposeAsync();
    }

    /// <summary>Null: no answer came.</summary>
    async Task<Pdu?> RequestAsync(Command command, byte[] body, CancellationToken cancel, TimeSpan? patience = null)
    {
        var (asked, request) = Begin(command, body, null);
        await AnswerAsync(request);
        return await AnswerOfAsync(asked, cancel, patience);
    }

    (Waiting Asked, Pdu Request) Begin(Command command, byte[] body, Guid? reference)
    {
        // From 1 to 0x7FFFFFFF, then from 1 again.
        var number = (Interlocked.Increment(ref sequence) - 1) % 0x7FFF_FFFF + 1;
        var asked = waiting[number] = new(reference, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return (asked, new(command, 0, number, body));
    }

    async Task<Pdu?> AnswerOfAsync(Waiting asked, CancellationToken cancel, TimeSpan? patience = null)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, ended.Token);
        try
        {
            return await asked.Answer.Task.WaitAsync(patience ?? Patience, clock, either.Token);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // Either the answer came in this moment, or whoever brings it finds that nobody waits.
            asked.Answer.TrySetResult(null);
            return await asked.Answer.Task;
        }
    }

    async Task PutAsync(Pdu pdu)
    {
        if (ended.IsCancellationRequested) return;
        try
        {
            await stream.WriteAsync(pdu.Encode(), ended.Token).AsTask().WaitAsync(Patience, clock);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // Whether the other side has it is not known; whoever waits learns that the link has ended.
            End("The link to the gateway was cut.");
        }
    }

    async Task ReadAllAsync()
    {
        try
        {
            while (await Pdu.ReadAsync(stream, ended.Token) is { } pdu)
                if (pdu.IsAnswer) Match(pdu);
                else await ReactAsync(pdu);
            End("The gateway closed the link.");
        }
        catch (MalformedPduException malformed)
        {
            End(malformed.Message);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            End("The link to the gateway was cut.");
        }
    }

    void Match(Pdu answer)
    {
        if (!waiting.TryRemove(answer.Sequence, out var asked)) return;
        var late = !asked.Answer.TrySetResult(answer);
        if (late && asked.Reference is { } reference) OnLateAnswer?.Invoke(reference, new(answer.Status, IdIn(answer)));
        // The gateway has forgotten that we are bound: only a new bind helps.
        if (answer.Status == SmppStatus.InvalidBindStatus && Takes) End("The gateway says this link is not bound (0x04).");
    }

    async Task ReactAsync(Pdu request)
    {
        switch (request.Command)
        {
            case Command.DeliverSm:
                OnDelivered?.Invoke(request);
                break;
            case Command.EnquireLink:
                await AnswerAsync(request.Answer());
                break;
            case Command.Unbind:
                await AnswerAsync(request.Answer());
                End("The gateway said goodbye.");
                break;
            case Command.AlertNotification or Command.Outbind:
                break;
            default:
                await AnswerAsync(new(Command.GenericNack, SmppStatus.InvalidCommand, request.Sequence, default));
                break;
        }
    }

    static string? IdIn(Pdu answer)
    {
        try
        {
            return AnswerBody.Decode(answer.Body.Span).Id;
        }
        catch (MalformedPduException)
        {
            // The status counts; an answer may leave its body out or cut it short.
            return null;
        }
    }
}
