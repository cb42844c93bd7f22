namespace Rosterline.Conversations;

/// <summary>A row of the inbox.</summary>
/// <param name="Title">The person's name, or the number of an unknown sender.</param>
public sealed record ConversationRow(
    Guid Id, LineName Line, string Number, PersonName? Person, int OtherPeople, string Title, DateTimeOffset LastAt, string Preview,
    Direction PreviewDirection, Who? PreviewAuthor, int Unread, Attention Attention, DateTimeOffset? AttentionAt, Who? Assignee, bool Problem, long Version, int LastSeq);

public sealed record LineName(Guid Id, string Name, string Number);

public sealed record PersonName(Guid Id, string Name, bool IsCandidate, bool IsEmployee, bool IsContact);

/// <summary>Whose turn it is.</summary>
public enum Attention : short { Done, NeedsReply, Waiting }

/// <summary>Which conversations of the visible ones.</summary>
public enum InboxView { Mine, Unassigned, Team }

/// <summary>A conversation opened: the row, what the composer may do, who shares the number, my draft.</summary>
public sealed record ConversationDetail(
    ConversationRow Conversation, ComposerState Composer, ConsentState Consent, IReadOnlyList<PersonName> People, string? Draft, IReadOnlyList<MessageView> Later)
{
    /// <summary>Where texts and calls of the line go besides, who answers; null: nothing said.</summary>
    public string? LineNote { get; init; }

    /// <summary>That somebody of the agency texted this person from another line lately (P-09); null: nobody, or it is not told.</summary>
    public TextedLately? Texted { get; init; }
}

/// <summary>Who may not read that conversation learns that and when, and nothing else.</summary>
/// <param name="ConversationId">Null: the viewer may not read it.</param>
public sealed record TextedLately(string Words, DateTimeOffset At, Guid? ConversationId);

/// <summary>free, warning, held or closed, with the reason in words (product, b3).</summary>
public sealed record ComposerState(string State, string? Code, string? Words, DateTimeOffset? Until);

/// <summary>What the number has said about texts.</summary>
public sealed record ConsentState(string State, string Words, DateTimeOffset? Since);
