using Rosterline.Platform;

namespace Rosterline.Providers;

/// <summary>
/// One company that carries texts. An adapter translates and stores nothing: it returns what happened, the owning module
/// stores it. Found by scanning this assembly; one instance serves every connection.
/// </summary>
public interface ITextProvider
{
    /// <summary>Stable lower-case name, as in <c>/hooks/{name}/…</c> and the provider column.</summary>
    string Name { get; }

    /// <summary>The name people know: "Twilio".</summary>
    string Label { get; }

    /// <summary>A record with <see cref="SettingAttribute"/>s, from which the admin form is drawn.</summary>
    Type SettingsType { get; }

    ProviderAbilities Abilities { get; }

    /// <summary>What this connection can do, where its settings choose among several APIs.</summary>
    ProviderAbilities AbilitiesOf(Connection connection) => Abilities;

    /// <summary>A record with <see cref="SettingAttribute"/>s, <c>Username</c> among them, for the account that each person has there; null: the organisation's alone is known.</summary>
    Type? UserSettingsType => null;

    /// <summary>Whoever has no account of her own there cannot text.</summary>
    bool NeedsUserCredentials => false;

    /// <summary>Hands one text over. Never throws for what the network or the provider did: that is a <see cref="SendOutcome"/>.</summary>
    Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel);

    /// <summary>Verifies the raw request, then translates it. Must not call out.</summary>
    WebhookReading ReadWebhook(Connection connection, WebhookRequest request);

    /// <summary>Checks the credentials without texting anybody.</summary>
    Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel);

    /// <summary>Asks what became of a text whose hand-over had no clear outcome.</summary>
    Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel);

    /// <summary>Texts received since a moment, oldest first, pages read to the end.</summary>
    IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel);

    Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel);

    /// <summary>Points a number's incoming messages at us. False: the API does not allow it, show the address to copy.</summary>
    Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel);

    /// <summary>Fetches an attachment with credentials only where the host is the provider's own.</summary>
    Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel);

    /// <summary>Everybody who is opted out over there at this moment; only where <see cref="ProviderAbilities.ListsOptOuts"/> says so.</summary>
    IAsyncEnumerable<PhoneNumber> ListOptOutsAsync(Connection connection, CancellationToken cancel) => AsyncEnumerable.Empty<PhoneNumber>();

    /// <summary>The request an example text would make, secrets left out; only where <see cref="ProviderAbilities.Previews"/> says so.</summary>
    string? Preview(object settings, Uri callback) => null;

    /// <summary>Asks what kind of number it is; only where <see cref="ProviderAbilities.LooksUpNumbers"/> says so.</summary>
    Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel) =>
        Task.FromResult<NumberAnswer>(new NumberAnswer.NoAnswer($"{Label} does not tell what kind of number it is."));
}

/// <summary>What a provider can do; an honest absence is a value too.</summary>
/// <param name="LookUp">How far a look-up may be trusted.</param>
/// <param name="ListsReceived">Received texts can be listed, so gaps can be filled and no public address is needed.</param>
/// <param name="ListsNumbers">The account's numbers can be brought in.</param>
/// <param name="Media">Pictures and files can be sent.</param>
public sealed record ProviderAbilities(LookUpTrust LookUp, bool ListsReceived, bool ListsNumbers, bool Media)
{
    /// <summary>The kind of a person's number can be asked for, usually for money.</summary>
    public bool LooksUpNumbers { get; init; }

    /// <summary>Who opted out over there can be read.</summary>
    public bool ListsOptOuts { get; init; }

    /// <summary>Spoken to over links of our own making, so that nobody needs to know our address.</summary>
    public bool KeepsLinks { get; init; }

    /// <summary>An administrator describes the request and may look at it first.</summary>
    public bool Previews { get; init; }
}

public enum LookUpTrust
{
    /// <summary>No way to ask.</summary>
    None,

    /// <summary>A find is certain, an absence is not (the list lags behind).</summary>
    FindsOnly,

    /// <summary>Found by our own reference; once a request can no longer be under way, an absence is certain too.</summary>
    Exact,
}

/// <summary>A configured account at a provider.</summary>
/// <param name="Settings">Instance of the provider's <see cref="ITextProvider.SettingsType"/>, secrets included.</param>
/// <param name="HookAddress">Public address of this connection, <c>https://host/hooks/{name}/{token}</c>.</param>
public sealed record Connection(Guid RootId, Guid Id, string Provider, string Name, object Settings, Uri HookAddress)
{
    /// <summary>Instance of <see cref="ITextProvider.UserSettingsType"/>: as whom the author of this text signs in; null: as the organisation.</summary>
    public object? UserSettings { get; init; }

    /// <summary>Names it and nothing secret: who knows the address could knock.</summary>
    public override string ToString() => $"{nameof(Connection)} {Id} ({Provider})";
}

/// <summary>A text to hand over. <paramref name="Reference"/> is our message id; put it where the provider gives it back.</summary>
/// <param name="MediaUrls">Public, short-lived addresses of attachments.</param>
public sealed record OutgoingText(
    Guid Reference, PhoneNumber From, PhoneNumber To, string Body, IReadOnlyList<Uri> MediaUrls)
{
    /// <summary>Reads the attachments themselves, in the order of <see cref="MediaUrls"/>, for providers that take bytes; one that is gone is left out.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<Attachment>>> ReadMediaAsync { get; init; } = _ => Task.FromResult<IReadOnlyList<Attachment>>([]);
}

/// <summary>A file that goes with a text.</summary>
public sealed record Attachment(string ContentType, string? Name, byte[] Content);

/// <summary>What became of a hand-over.</summary>
public abstract record SendOutcome
{
    SendOutcome() { }

    /// <summary>The provider has it. <paramref name="Status"/> is usually Sent.</summary>
    public sealed record Accepted(string ProviderMessageId, DeliveryStatus Status) : SendOutcome;

    /// <summary>The provider said no for good.</summary>
    public sealed record Rejected(DeliveryProblem Problem, string? ProviderCode) : SendOutcome;

    /// <summary>Certainly not handed over; may be tried again, not before <paramref name="After"/>.</summary>
    public sealed record TryAgain(string Words, TimeSpan? After, bool ProviderDown) : SendOutcome;

    /// <summary>The request may have arrived. Never sent again blindly.</summary>
    public sealed record Unknown(string Words) : SendOutcome;
}

/// <summary>Delivery status of a text; the numbers are stored.</summary>
public enum DeliveryStatus : short
{
    Scheduled = 0, Held = 1, Queued = 2, Sending = 3, Sent = 4, Delivered = 5, Undelivered = 6, Failed = 7,
    Unknown = 8, Cancelled = 9, Refused = 10, Received = 11,
}

/// <summary>Why a text did not arrive: our classes, each with its sentence and next steps (P-20).</summary>
public enum DeliveryProblem
{
    Other, OptedOut, NumberDoesNotExist, Landline, Unreachable, Filtered, Content, NotRegistered, Configuration, Throttled, Expired,
}

/// <summary>The raw request as it came in, with the public address it was sent to.</summary>
/// <param name="PublicUrl">As the provider signed it: built from the configured public address, never from Host.</param>
public sealed record WebhookRequest(
    string Method, Uri PublicUrl, IReadOnlyDictionary<string, string> Headers, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Null where it was not sent; names are told apart by letters only, not by case.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Without the address, which holds the connection's token.</summary>
    public override string ToString() => $"{nameof(WebhookRequest)} {Method}, {Body.Length} bytes";
}

/// <summary>What a webhook said, or why it is not believed.</summary>
public abstract record WebhookReading
{
    WebhookReading() { }

    /// <summary>Verified. The reply is sent only after everything is stored.</summary>
    public sealed record Verified(
        IReadOnlyList<ReceivedText> Received, IReadOnlyList<DeliveryUpdate> Updates, WebhookReply Reply) : WebhookReading
    {
        /// <summary>Texts from our line that may have been sent in the provider's own app; those that were ours are recognised by their id.</summary>
        public IReadOnlyList<SentText> Sent { get; init; } = [];

        /// <summary>People who opted out or in at the provider.</summary>
        public IReadOnlyList<ConsentNews> Consents { get; init; } = [];
    }

    /// <summary>Signature missing or wrong: 403, nothing stored.</summary>
    public sealed record Forged(string Words) : WebhookReading;

    /// <summary>Signed, but not understood: 400, nothing stored.</summary>
    public sealed record Malformed(string Words) : WebhookReading;
}

/// <summary>The 2xx answer a provider expects.</summary>
public sealed record WebhookReply(int Status, string? ContentType, string? Body)
{
    public static readonly WebhookReply NoContent = new(204, null, null);
}

/// <summary>A text from a person.</summary>
/// <param name="ProviderMessageId">Unique per connection, for ever; a provider without ids gets one made from sender, time and text.</param>
/// <param name="From">Null when the sender is not a number; then <paramref name="FromAddress"/> says what it was.</param>
/// <param name="ProviderAnswersKeyword">The provider or network itself confirms STOP, START and HELP.</param>
public sealed record ReceivedText(
    string ProviderMessageId, PhoneNumber? From, string FromAddress, PhoneNumber To, string Body,
    DateTimeOffset? ReceivedAt, IReadOnlyList<ReceivedMedia> Media, bool ProviderAnswersKeyword)
{
    /// <summary>Where the provider delivers a long text in pieces: which piece this is; null: the whole text.</summary>
    public TextPart? Part { get; init; }

    /// <summary>To whom else it went, as the provider writes them: a text to a group is no word between two.</summary>
    public IReadOnlyList<string> AlsoTo { get; init; } = [];
}

/// <summary>A text that went from a line to a person, as the provider tells of it, with what became of it so far.</summary>
/// <param name="ProviderMessageId">Unique per connection, for ever, and the id <see cref="ITextProvider.SendAsync"/> gave where it was ours.</param>
/// <param name="AuthorEmail">Who wrote it over there; null: not said.</param>
public sealed record SentText(
    string ProviderMessageId, PhoneNumber From, PhoneNumber To, string Body, DeliveryStatus Status, DeliveryProblem? Problem, string? ProviderCode,
    DateTimeOffset? At, IReadOnlyList<ReceivedMedia> Media, string? AuthorEmail);

/// <summary>Somebody opted out, or in again, where our connection is not the one who heard it.</summary>
/// <param name="At">When over there; an older word never undoes a newer one.</param>
public sealed record ConsentNews(PhoneNumber Number, bool OptedOut, DateTimeOffset At);

/// <summary>A piece of a long text. Pieces with the same sender, line and <paramref name="Reference"/> belong together.</summary>
/// <param name="Number">From 1 to <paramref name="Count"/>, in the order of the text.</param>
public sealed record TextPart(string Reference, int Number, int Count);

public sealed record ReceivedMedia(Uri Source, string ContentType, string? Name);

/// <summary>News about a text we sent. Found by <paramref name="Reference"/> if given back, else by the provider's id.</summary>
public sealed record DeliveryUpdate(
    Guid? Reference, string? ProviderMessageId, DeliveryStatus Status, DeliveryProblem? Problem, string? ProviderCode, DateTimeOffset? At);

/// <summary>Result of a credential test, in words. <paramref name="Account"/> is what the provider calls the account.</summary>
public sealed record CredentialTest(bool Ok, string Words, string? Account, int? Numbers);

public abstract record LookUp
{
    LookUp() { }

    public sealed record Found(string ProviderMessageId, DeliveryStatus Status, DeliveryProblem? Problem, string? ProviderCode) : LookUp;

    public sealed record NotFound : LookUp;

    /// <summary>The provider did not answer the question.</summary>
    public sealed record NoAnswer(string Words) : LookUp;
}

/// <summary>A number in the provider's account. <paramref name="IncomingAddress"/> is where its messages go today.</summary>
public sealed record ProviderNumber(string ProviderId, PhoneNumber Number, string Name, bool CanText, string? IncomingAddress)
{
    /// <summary>How it stands with the carriers; null: the provider does not say.</summary>
    public NumberStanding? Standing { get; init; }
}

public sealed record FetchedMedia(string ContentType, byte[] Content)
{
    /// <summary>Further files of the same text, where the provider names them all by one address.</summary>
    public IReadOnlyList<FetchedMedia> More { get; init; } = [];
}

/// <summary>What a provider knows about a person's number.</summary>
public abstract record NumberAnswer
{
    NumberAnswer() { }

    /// <param name="GetsTexts">Null: the provider does not say.</param>
    public sealed record Known(ReachKind Kind, bool? GetsTexts, string? Carrier) : NumberAnswer;

    public sealed record NoAnswer(string Words) : NumberAnswer;
}

public enum ReachKind : short { Unknown, Mobile, Landline, Voip, TollFree, NotInUse }

/// <summary>How far a number has come with those who carry its texts; the numbers are stored.</summary>
public enum NumberVerification : short { NotNeeded, NotConfirmed, UnderReview, Verified, Refused }

/// <summary>What a provider says about one of our numbers.</summary>
/// <param name="Words">Its own words, as a reason for a refusal.</param>
/// <param name="Campaign">10DLC campaign the number belongs to.</param>
/// <param name="CarrierClass">Key of its class in the shipped figures of throughput.</param>
public sealed record NumberStanding(NumberVerification Verification, string? Words = null, string? Campaign = null, string? CarrierClass = null);
