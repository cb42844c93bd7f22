namespace Rosterline.Providers.Plivo;

/// <summary>A Plivo account.</summary>
public sealed record PlivoSettings
{
    const string Console = "Plivo Console › Overview.";

    [Setting("auth ID", "Starts with MA, or SA for a subaccount. " + Console,
        Pattern = "^[MS]A[A-Z0-9]{18}$", Mistake = "An auth ID is MA or SA followed by 18 capital letters and digits. Copy it from " + Console)]
    public string AuthId { get; init; } = "";

    [Setting("auth token", "Beside the auth ID. " + Console, Secret = true,
        Pattern = "^[A-Za-z0-9+/=_-]{20,}$", Mistake = "An auth token has at least 20 letters and digits. Copy it again from " + Console)]
    [MixUp("^[MS]A[A-Z0-9]{18}$", "This looks like the auth ID; the auth token stands below it.")]
    public string AuthToken { get; init; } = "";

    [Setting("Plivo answers STOP itself", "Yes, unless you switched Plivo's own replies to STOP, START and HELP off.", Optional = true)]
    public bool PlivoAnswersStop { get; init; } = true;

    [Setting("believe signature V2", "No. It covers the address only, not the text; say yes where requests carry no newer one.", Optional = true)]
    public bool BelieveV2 { get; init; }

    [Setting("address of the API", "Leave it.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string BaseAddress { get; init; } = "https://api.plivo.com";

    [Setting("address of the look-up API", "Leave it.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string LookUpAddress { get; init; } = "https://lookup.plivo.com";

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"Plivo {AuthId}";
}
