using System.Runtime.CompilerServices;

namespace Rosterline.Providers.Smpp;

/// <summary>Gateways that speak SMPP: our own client, one link or more for each node, kept open by whoever owns them.</summary>
public sealed class SmppProvider(GatewayOptions options, TimeProvider clock, ILogger<SmppProvider> log) : ISessionProvider
{
    static readonly TimeSpan PatienceForPieces = TimeSpan.FromSeconds(12);

    readonly SmppSessions sessions = new(clock);

    public string Name => "smpp";

    public string Label => "SMPP gateway";

    public Type SettingsType => typeof(SmppSettings);

    public ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: false, Media: false);

    public int SessionsFor(Connection connection) => Settings(connection).Sessions;

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var units = LongText.Of(text, Settings(connection));
        if (text.MediaUrls.Count > 0 || units.Count > LongText.MostPieces) return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var (session, why, pause) = sessions.Choose(connection.Id);
        if (session is null) return new SendOutcome.TryAgain(why, pause, ProviderDown: pause is null);
        return await SubmitAsync(session, connection, text.Reference, units, cancel);
    }

    async Task<SendOutcome> SubmitAsync(SmppSession session, Connection connection, Guid reference, IReadOnlyList<ShortMessage> units, CancellationToken cancel)
    {
        string? id = null;
        var began = clock.GetTimestamp();
        for (var i = 0; i < units.Count;)
        {
            // Begun is begun: a stop between two pieces would leave half a text.
            var submitted = await session.SubmitAsync(units[i], i == units.Count - 1 ? reference : null, i == 0 ? cancel : CancellationToken.None);
            if (submitted is Submitted.Answered { Status: SmppStatus.Ok } taken)
            {
                (id, i) = (taken.Id, i + 1);
                sessions.Took(connection.Id);
                continue;
            }
            var outcome = OutcomeOf(connection, submitted);
            if (i == 0 || outcome is not SendOutcome.TryAgain again) return outcome;
            // The first pieces are there: starting over would text the person twice, so the rest waits here.
            if (submitted is not Submitted.Answered || clock.GetElapsedTime(began) > PatienceForPieces) return new SendOutcome.Unknown($"The gateway took {i} of {units.Count} pieces. {again.Words}");
            await Task.Delay(again.After ?? TimeSpan.FromSeconds(1), clock, CancellationToken.None);
        }
        // Taken without an id: certain all the same, only its receipt will not be found.
        return new SendOutcome.Accepted(Delivered.Canonical(id, Settings(connection).SubmitIds) ?? $"without-id-{reference:N}", DeliveryStatus.Sent);
    }

    public async Task<string> RunSessionAsync(Connection connection, ISessionDesk desk, CancellationToken stop)
    {
        SmppLinks? links = null;
        var why = "The link ended.";
        try
        {
            var settings = Settings(connection);
            links = await SmppLinks.OpenAsync(settings, options.AllowPrivateAddresses, new SmppInbox(settings, desk, clock, log), clock, stop);
            sessions.Add(connection.Id, links.Sending, links.Words);
            await desk.BoundAsync(links.Words);
            why = await links.RunAsync(() => sessions.Remove(connection.Id, links.Sending, "The link is being closed."), stop);
        }
        catch (NoLinkException none)
        {
            why = none.Message;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            why = "Rosterline stopped before the link was up.";
        }
        finally
        {
            sessions.Remove(connection.Id, links?.Sending, why);
            if (links is not null) await links.DisposeAsync();
        }
        return why;
    }

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        if (sessions.Bound(connection.Id) is { } bound) return new(true, $"Works. {bound}. No text was sent.", Settings(connection).SystemId, null);
        try
        {
            await using var links = await SmppLinks.OpenAsync(Settings(connection), options.AllowPrivateAddresses, null, clock, cancel);
            await links.Sending.UnbindAsync();
            return new(true, $"Works. {links.Words}. No text was sent.", Settings(connection).SystemId, null);
        }
        catch (NoLinkException none)
        {
            return new(false, none.Message, null, null);
        }
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => new WebhookReading.Malformed("This gateway speaks SMPP; nothing is expected at this address.");

    public Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel) =>
        Task.FromResult<LookUp>(new LookUp.NoAnswer("SMPP finds a text by the gateway's id only, and none came."));

#pragma warning disable CS1998 // There is nothing to wait for
    public async IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (connection.Id != Guid.Empty) throw NoList();
        yield break;
    }
#pragma warning restore CS1998

    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel) => throw NoList();

    public Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel) => Task.FromResult(false);

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) => Task.FromResult<FetchedMedia?>(null);

    static ProviderUnavailableException NoList() => new("An SMPP gateway lists neither texts nor numbers.");

    SendOutcome OutcomeOf(Connection connection, Submitted submitted) => submitted switch
    {
        Submitted.NotWritten not => new SendOutcome.TryAgain(not.Words, TimeSpan.FromSeconds(1), ProviderDown: false),
        Submitted.KeptBack => new ProviderAnswer.KeptBack().CommonSendOutcome()!,
        Submitted.Lost lost => new SendOutcome.Unknown(lost.Words),
        Submitted.Answered { Status: var status } when SmppStatus.MeansSlower(status) =>
            new SendOutcome.TryAgain($"The gateway asks for fewer texts at once ({SmppStatus.Code(status)}).", sessions.Slower(connection.Id), ProviderDown: false),
        Submitted.Answered { Status: var status } => SmppStatus.ProblemOf(status) is { } problem
            ? new SendOutcome.Rejected(problem, SmppStatus.Code(status))
            : new SendOutcome.TryAgain($"The gateway could not take the text just now ({SmppStatus.Code(status)}).", null, ProviderDown: false),
        _ => throw new InvalidOperationException("A submit_sm has another outcome."),
    };

    static SmppSettings Settings(Connection connection) => (SmppSettings)connection.Settings;
}
