namespace Rosterline.Lines.Exchanges;

/// <summary>A call or a webhook as it is kept.</summary>
sealed record ExchangeRow(
    Guid RootId, Guid Id, Guid ConnectionId, Guid? MessageId, string? ProviderMessageId, bool IsCall, string What, string Method, string Place,
    int? Status, string Verdict, string? Words, int TookMs, int Bytes)
{
    /// <summary>It and so many like it, which were left out.</summary>
    public short StandsFor { get; init; } = 1;

    /// <summary>Whether it may stand for others: few ask about what went well.</summary>
    public bool WentWell => Verdict == "ok";
}
