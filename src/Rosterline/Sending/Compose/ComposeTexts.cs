using Npgsql;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Compose;

/// <summary>
/// Puts drafts through the gate and stores what it allows, many in one transaction: message, place in the outbox, journal
/// note, audit entry and the conversation's own row. What it refuses is kept too, with the answer.
/// </summary>
sealed class ComposeTexts(HotPath database, TimeProvider clock, LiveHints live, SendingFigures figures)
{
    /// <summary>Answers stand in the order of the drafts, after the commit.</summary>
    public async Task<IReadOnlyList<Composed>> ExecuteAsync(IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        var facts = await ComposeFacts.LockAsync(transaction, drafts, now, cancel);
        var plan = new ComposePlan(facts, now);
        var answers = new Composed[drafts.Count];
        for (var i = 0; i < drafts.Count; i++) answers[i] = plan.Take(drafts[i]);
        await WriteComposed.WriteAsync(transaction, plan, now, cancel);
        await transaction.CommitAsync(cancel);
        foreach (var text in plan.Texts) live.Changed(text.Draft.RootId, text.Draft.LineId, text.ConversationId);
        foreach (var text in plan.Texts) figures.Accepted(text.Draft.Origin, text.Status);
        foreach (var refusal in plan.Refusals) figures.Refused(refusal.Check);
        return answers;
    }
}

/// <summary>A text the gate allowed, with its place in the thread; no place while it is scheduled or held.</summary>
sealed record PlannedText(Draft Draft, Guid ConversationId, int? Seq, bool IsHead, Providers.DeliveryStatus Status, DateTimeOffset? DueAt, Lane Lane, string Gate);

/// <summary>A text the gate refused, with the check that did.</summary>
sealed record PlannedRefusal(Draft Draft, Refusal Refusal, string Check, string Gate);

/// <summary>Decides one draft after the other on the locked facts; later drafts of the batch see what earlier ones took.</summary>
sealed class ComposePlan(ComposeFacts facts, DateTimeOffset now)
{
    readonly Dictionary<(Guid, Guid, long), int> lastSeq = [];
    readonly HashSet<(Guid, Guid, long)> busy = [.. facts.Busy];
    readonly Dictionary<(Guid, Guid, string), (byte[] Hash, Guid MessageId)> keys = new(facts.Keys);
    readonly HashSet<(Guid, Guid, long, string)> sameInBatch = [];

    public List<PlannedText> Texts { get; } = [];

    public List<PlannedRefusal> Refusals { get; } = [];

    public Composed Take(Draft draft)
    {
        if (draft.Place is not null && !facts.Waiting.Contains(draft.MessageId)) return new Composed.NotWaiting();
        if (Before(draft) is { } before) return before;
        var place = (draft.RootId, draft.LineId, draft.Number.Digits);
        var conversation = facts.Conversations[place];
        if (draft.SeenSeq is { } seen && conversation.LastSeq > seen && !(conversation.LastIsOurs && conversation.LastAuthor == draft.AuthorId))
            return new Composed.NewerText(conversation.LastSeq);
        var gateFacts = Facts(draft, conversation);
        var decision = SendGate.Decide(gateFacts);
        if (decision.Refusal is { } refusal)
        {
            Refusals.Add(new PlannedRefusal(draft, refusal, decision.DecidedBy!.Name, decision.Kept));
            return new Composed.Refused(refusal);
        }
        var text = Plan(draft, place, conversation, gateFacts, decision);
        Texts.Add(text);
        if (draft.Key is { } key) keys[(draft.RootId, key.AccountId, key.Key)] = (key.BodyHash, draft.MessageId);
        return new Composed.Queued(text, now);
    }

    Composed? Before(Draft draft)
    {
        if (draft.Key is not { } key || !keys.TryGetValue((draft.RootId, key.AccountId, key.Key), out var first)) return null;
        return first.Hash.AsSpan().SequenceEqual(key.BodyHash)
            ? new Composed.Before(first.MessageId)
            : new Composed.Refused(new Refusal("idempotency_key_reused", "This Idempotency-Key was used for a different text. Use a new key."));
    }

    PlannedText Plan(Draft draft, (Guid, Guid, long) place, LockedConversation conversation, GateFacts gateFacts, GateDecision decision)
    {
        sameInBatch.Add((draft.RootId, draft.LineId, draft.Number.Digits, draft.Body));
        var lane = draft.Origin switch
        {
            Origin.Broadcast => Lane.Broadcast,
            _ when gateFacts.IsReply || draft.Origin == Origin.Automatic => Lane.Reply,
            _ => Lane.Single,
        };
        var later = decision.Answer is GateAnswer.HeldUntil held ? held.When : draft.SendAt > now ? draft.SendAt : null;
        if (later is not null)
        {
            var status = decision.Answer is GateAnswer.HeldUntil ? Providers.DeliveryStatus.Held : Providers.DeliveryStatus.Scheduled;
            return new PlannedText(draft, conversation.Id, null, false, status, later, lane, decision.Kept);
        }
        var seq = lastSeq[place] = (lastSeq.TryGetValue(place, out var last) ? last : conversation.LastSeq) + 1;
        return new PlannedText(draft, conversation.Id, seq, busy.Add(place), Providers.DeliveryStatus.Queued, null, lane, decision.Kept);
    }

    GateFacts Facts(Draft draft, LockedConversation conversation)
    {
        var number = facts.Numbers[(draft.RootId, draft.Number.Digits)];
        var inBatch = sameInBatch.Contains((draft.RootId, draft.LineId, draft.Number.Digits, draft.Body));
        return new GateFacts
        {
            Now = now,
            Number = draft.Number,
            OutsideTestList = draft.OutsideTestList,
            Blocked = number.Blocked,
            OptedOutAt = number.OptedOutAt,
            OptedOutHow = number.How,
            OptedOutWords = number.Words,
            NumberProblem = number.Problem,
            NumberProblemAt = number.ProblemAt,
            LineProblem = draft.LineProblem,
            LineUnconfirmed = draft.LineUnconfirmed,
            LastInboundAt = conversation.LastInboundAt,
            SameTextAt = inBatch ? now : facts.SameText.TryGetValue(draft.MessageId, out var at) ? at : null,
            IsReply = draft.Origin == Origin.Person && now - conversation.LastInboundAt < TimeSpan.FromMinutes(draft.ReplyMinutes),
            RepeatOnPurpose = draft.RepeatOnPurpose,
            LeftWhy = draft.LeftWhy,
            Where = draft.Where,
            SendAt = draft.SendAt > now ? draft.SendAt : null,
            ExpiresAt = draft.ExpiresAt,
        };
    }
}
