namespace Rosterline.Providers.Bandwidth;

/// <summary>A Bandwidth account and the messaging application its texts go through.</summary>
public sealed record BandwidthSettings
{
    const string Dashboard = "Bandwidth Dashboard › ";
    const string Address = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", NoAddress = "The address starts with https:// and has no question mark.";

    [Setting("account ID", "The number beside your company's name. " + Dashboard + "top right.",
        Pattern = @"^\d{1,12}$", Mistake = "An account ID has digits only. It stands at the top right of the Bandwidth Dashboard.")]
    public string AccountId { get; init; } = "";

    [Setting("API user", Dashboard + "Account › API Credentials.")]
    public string ApiUser { get; init; } = "";

    [Setting("API password", "Of that API user.", Secret = true)]
    public string ApiPassword { get; init; } = "";

    [Setting("application ID", "Of the messaging application. " + Dashboard + "Applications.",
        Pattern = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", Mistake = "An application ID has 32 digits and letters a to f, with four dashes.")]
    [MixUp(@"^\d{1,12}$", "This looks like the account ID; the application ID has dashes.")]
    public string ApplicationId { get; init; } = "";

    [Setting("callback user ID", "As you set it at the application, so that nobody else can send us texts. " + Dashboard + "Applications › callback credentials.", Optional = true)]
    public string? CallbackUser { get; init; }

    [Setting("callback password", "As you set it at the application.", Secret = true, Optional = true)]
    public string? CallbackPassword { get; init; }

    [Setting("Bandwidth answers STOP itself", "No, unless every line here is toll-free: only there the network replies to STOP and START.", Optional = true)]
    public bool BandwidthAnswersStop { get; init; }

    [Setting("address of the messaging API", "Leave it.", Optional = true, Pattern = Address, Mistake = NoAddress)]
    public string BaseAddress { get; init; } = "https://messaging.bandwidth.com/api/v2";

    [Setting("address of the numbers API", "Leave it.", Optional = true, Pattern = Address, Mistake = NoAddress)]
    public string NumbersAddress { get; init; } = "https://dashboard.bandwidth.com/api";

    [Setting("address of the look-up API", "Leave it.", Optional = true, Pattern = Address, Mistake = NoAddress)]
    public string LookUpAddress { get; init; } = "https://api.bandwidth.com/v2";

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"Bandwidth {AccountId}";
}
