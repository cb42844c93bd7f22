namespace Rosterline.Providers.Telnyx;

/// <summary>A Telnyx account.</summary>
public sealed record TelnyxSettings
{
    const string Portal = "Telnyx Mission Control Portal › ";

    [Setting("API key", "Starts with KEY. " + Portal + "API Keys.", Secret = true,
        Pattern = "^KEY[A-Za-z0-9_-]{10,}$", Mistake = "An API key starts with KEY. Make a new one in " + Portal + "API Keys.")]
    [MixUp("^[A-Za-z0-9+/]{43}=$", "This looks like the public key; the API key starts with KEY.")]
    public string ApiKey { get; init; } = "";

    [Setting("public key", "Checks what Telnyx sends us. " + Portal + "API Keys › Public Key.",
        Pattern = "^[A-Za-z0-9+/]{43}=$", Mistake = "The public key has 44 characters and ends with =. Copy it from " + Portal + "API Keys › Public Key.")]
    [MixUp("^KEY", "This looks like the API key; the public key is on the tab beside it.")]
    public string PublicKey { get; init; } = "";

    [Setting("messaging profile ID", "Only if numbers are to be put on one, or texts must go through one. " + Portal + "Messaging.", Optional = true,
        Pattern = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", Mistake = "A messaging profile ID has 32 digits and letters a to f, with four dashes.")]
    public string? MessagingProfileId { get; init; }

    [Setting("address of the API", "Leave it.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string BaseAddress { get; init; } = "https://api.telnyx.com/v2";

    [Setting("Telnyx answers STOP itself", "Yes, unless you switched Telnyx's own replies to STOP, START and HELP off.", Optional = true)]
    public bool TelnyxAnswersStop { get; init; } = true;

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => "Telnyx";
}
