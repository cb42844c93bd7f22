using System.Text;
using Rosterline.Consent;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>A text from a person, with its line found and its keyword read, waiting to be stored.</summary>
public sealed record InboundText(
    Guid RootId, Guid ConnectionId, Guid LineId, Guid MessageId, ReceivedText Text, KeywordReading Keyword, string? LineProblem)
{
    /// <summary>The sender's number; a sender that is not a number gets a stable negative stand-in.</summary>
    public long Number { get; } = Text.From?.Digits ?? StandIn(Text.FromAddress);

    /// <summary>The sender as received, kept only where it is not a number.</summary>
    public string? Address => Text.From is null ? Text.FromAddress : null;

    public PhoneNumber? From => Text.From;

    /// <summary>The words as they are kept; a text to several people says so, because it is no word between two.</summary>
    public string Kept => Text.AlsoTo.Count == 0 ? Text.Body : $"{Text.Body}\n\n(A group text, also sent to {string.Join(", ", Text.AlsoTo.Select(to => PhoneNumber.FromWire(to)?.Display ?? to))})".TrimStart();

    // FNV-1a; two odd senders of one line would have to collide in 63 bits to share a thread.
    static long StandIn(string address)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes(address)) hash = (hash ^ part) * 1099511628211UL;
        return -(long)(hash >> 1) - 1;
    }
}

/// <summary>The stored text; <paramref name="IsNew"/> is false for a repeated webhook.</summary>
public sealed record Ingested(Guid MessageId, bool IsNew);
