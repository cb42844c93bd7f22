namespace Rosterline.Providers;

/// <summary>A provider spoken to over links that stay open: texts come in on them, and nothing goes out while none is there.</summary>
public interface ISessionProvider : ITextProvider
{
    /// <summary>How many links each node keeps for this connection.</summary>
    int SessionsFor(Connection connection);

    /// <summary>
    /// Opens one link and keeps it until it ends or <paramref name="stop"/> asks to say goodbye; whoever calls opens the next one. Returns why
    /// it ended, in words. Never throws for what the network or the provider did.
    /// </summary>
    Task<string> RunSessionAsync(Connection connection, ISessionDesk desk, CancellationToken stop);
}

/// <summary>Where a link hands in what it brings; one desk for each link, called by one caller at a time.</summary>
public interface ISessionDesk
{
    /// <summary>The link is up: as whom, and to whom.</summary>
    Task BoundAsync(string words);

    /// <summary>Returns when everything is on disk (design, I1), with the id each text was stored under. Throws when it is not: the provider is asked to send it again.</summary>
    Task<IReadOnlyList<string>> TakeAsync(IReadOnlyList<SessionText> texts, IReadOnlyList<DeliveryUpdate> news, CancellationToken cancel);

    /// <summary>Our answers about these texts have certainly arrived: the same words coming again are another text.</summary>
    Task ProvenAsync(IReadOnlyList<string> ids);
}

/// <summary>A text from a link.</summary>
/// <param name="Digest">
/// Where the provider gives texts no ids: of everything it sent. The desk makes an id of it, the same one when the text comes again because a link broke.
/// </param>
public sealed record SessionText(ReceivedText Text, byte[]? Digest);

/// <summary>Whether gateways may be inside the own network (ROSTERLINE_PROVIDERS_PRIVATE), and for tests.</summary>
public sealed record GatewayOptions(bool AllowPrivateAddresses);
