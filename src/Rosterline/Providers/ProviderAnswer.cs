using System.Net;

namespace Rosterline.Providers;

/// <summary>What came of one HTTP call to a provider; the part every adapter judges alike.</summary>
public abstract record ProviderAnswer
{
    ProviderAnswer() { }

    /// <summary>An answer with a status; what is missing of its body is said by <paramref name="Extent"/>.</summary>
    public sealed record Answered(int Status, byte[] Body, BodyExtent Extent, string? ContentType, TimeSpan? RetryAfter, Uri? Location) : ProviderAnswer
    {
        public bool Ok => Status is >= 200 and < 300;

        /// <summary>What stands beside the body, for providers that put paging or a pace there.</summary>
        public System.Net.Http.Headers.HttpResponseHeaders? Headers { get; init; }

        /// <summary>The first value of a header; null without it.</summary>
        public string? Header(string name) => Headers is not null && Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

        /// <summary>The body is longer than allowed or stopped half-way.</summary>
        public bool Cut => Extent != BodyExtent.Whole;
    }

    /// <summary>Nothing of the request can have been carried out.</summary>
    public sealed record NotSent(string Words, TimeSpan? After) : ProviderAnswer;

    /// <summary>The request went out and no answer came back.</summary>
    public sealed record Lost(string Words) : ProviderAnswer;

    /// <summary>Whoever sends no longer wanted it when its turn came; see <see cref="FirstByte"/>.</summary>
    public sealed record KeptBack : ProviderAnswer;

    /// <summary>The address is one we do not call.</summary>
    public sealed record Barred(string Words) : ProviderAnswer;

    /// <summary>The shared rule for a text handed over; null where the adapter has to read the answer itself (2xx, 3xx, other 4xx).</summary>
    public SendOutcome? CommonSendOutcome() => this switch
    {
        NotSent n => new SendOutcome.TryAgain(n.Words, n.After, ProviderDown: true),
        KeptBack => new SendOutcome.TryAgain("Kept back before its first byte.", TimeSpan.Zero, ProviderDown: false),
        Lost l => new SendOutcome.Unknown(l.Words),
        Barred => new SendOutcome.Rejected(DeliveryProblem.Configuration, null),
        Answered { Status: (int)HttpStatusCode.TooManyRequests } a => new SendOutcome.TryAgain("Too many texts at once; the provider asks to wait.", a.RetryAfter, ProviderDown: false),
        Answered { Status: (int)HttpStatusCode.ServiceUnavailable } a => new SendOutcome.TryAgain("The provider is not available at the moment.", a.RetryAfter, ProviderDown: true),
        // 408 comes from machines in between: whether the provider saw the request is anybody's guess.
        Answered { Status: (int)HttpStatusCode.RequestTimeout or >= 500 } a => new SendOutcome.Unknown($"The provider answered with status {a.Status}."),
        _ => null,
    };

    /// <summary>Why a reading call gave nothing, in words; null when it was answered in full with 2xx.</summary>
    public string? WhyNothing() => this switch
    {
        NotSent n => n.Words,
        Lost l => l.Words,
        Barred b => b.Words,
        KeptBack => "Kept back before its first byte.",
        Answered { Ok: false } a => $"The provider answered with status {a.Status}.",
        Answered { Extent: BodyExtent.TooLong } => "The provider's answer was far too long.",
        Answered { Extent: BodyExtent.BrokenOff } => "The provider's answer broke off.",
        _ => null,
    };
}

public enum BodyExtent
{
    Whole,

    /// <summary>Longer than allowed; reading stopped.</summary>
    TooLong,

    /// <summary>The connection ended, or time ran out, in the middle.</summary>
    BrokenOff,
}
