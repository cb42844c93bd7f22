namespace Rosterline.Providers.Twilio;

/// <summary>A Twilio account, or one at a gateway that speaks Twilio's language.</summary>
public sealed record TwilioSettings
{
    const string Console = "Twilio Console › Account Dashboard › Account Info.";

    [Setting("Account SID", "Starts with AC. " + Console,
        Pattern = "^AC[0-9a-fA-F]{32}$", Mistake = "An Account SID is AC followed by 32 digits and letters a to f. Copy it from " + Console)]
    [MixUp("^SK", "This looks like an API key SID; the Account SID starts with AC.")]
    [MixUp("^MG", "This looks like a Messaging Service SID; the Account SID starts with AC.")]
    [MixUp("^[0-9a-fA-F]{32}$", "This looks like the auth token; the Account SID has AC in front.")]
    public string AccountSid { get; init; } = "";

    [Setting("auth token", "Below the Account SID, after Show. Needed to check what Twilio sends us, even beside an API key.", Secret = true,
        Pattern = "^[0-9a-fA-F]{32}$", Mistake = "An auth token is 32 digits and letters a to f. Copy it again from " + Console)]
    [MixUp("^AC", "This looks like an Account SID; the auth token has no AC in front.")]
    [MixUp("^SK", "This looks like an API key SID; it belongs in the field API key SID.")]
    public string AuthToken { get; init; } = "";

    [Setting("API key SID", "Instead of the auth token for sending. Starts with SK. Twilio Console › Account › API keys & tokens.", Optional = true,
        Pattern = "^SK[0-9a-fA-F]{32}$", Mistake = "An API key SID is SK followed by 32 digits and letters a to f.")]
    [MixUp("^AC", "This looks like an Account SID; the API key SID starts with SK.")]
    public string? ApiKeySid { get; init; }

    [Setting("API key secret", "Shown once, when the key is made.", Secret = true, Optional = true)]
    [MixUp("^SK[0-9a-fA-F]{32}$", "This looks like an API key SID; the secret has no SK in front.")]
    [MixUp("^AC[0-9a-fA-F]{32}$", "This looks like an Account SID; the API key secret has no AC in front.")]
    public string? ApiKeySecret { get; init; }

    [Setting("Messaging Service SID", "Only if texts must go through one. Starts with MG.", Optional = true,
        Pattern = "^MG[0-9a-fA-F]{32}$", Mistake = "A Messaging Service SID is MG followed by 32 digits and letters a to f.")]
    [MixUp("^AC", "This looks like an Account SID; the Messaging Service SID starts with MG.")]
    public string? MessagingServiceSid { get; init; }

    [Setting("Address of the API", "Leave it, except for a gateway that speaks Twilio's language.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string BaseAddress { get; init; } = "https://api.twilio.com";

    [Setting("Twilio answers STOP itself", "Yes, unless you asked Twilio to switch its own replies to STOP, START and HELP off.", Optional = true)]
    public bool TwilioAnswersStop { get; init; } = true;

    /// <summary>The API key where one is given, else the account itself.</summary>
    internal (string User, string Secret) SendingSignIn =>
        ApiKeySid is { Length: > 0 } key && ApiKeySecret is { Length: > 0 } secret ? (key, secret) : (AccountSid, AuthToken);

    internal bool UsesApiKey => SendingSignIn.User != AccountSid;

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"Twilio {AccountSid}";
}
