namespace Rosterline.Providers.Zipwhip;

/// <summary>A text-enabled line at Zipwhip, or at a gateway that speaks its language: one connection for each line.</summary>
public sealed record ZipwhipSettings
{
    [Setting("Username", "Usually the text-enabled phone number: ten digits, nothing between them.", Username = UsernameRule.LettersAndDigits)]
    public string Username { get; init; } = "";

    [Setting("Phone number", "The line’s number, as in (555) 666-1234. Texts from any other number are not handed over.",
        Pattern = @"^\+?[0-9(). \-]{10,20}$", Mistake = "A phone number has ten digits, or starts with + and the country.")]
    public string PhoneNumber { get; init; } = "";

    [Setting("Password", "As you sign in there.", Secret = true)]
    public string Password { get; init; } = "";

    [Setting("API key for number checks", "Only for asking whether a number can be texted. Zipwhip gives it for its provisioning API.", Secret = true, Optional = true)]
    public string? ApiKey { get; init; }

    [Setting("Address of the API", "Leave it, except for a gateway that speaks Zipwhip’s language.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string Address { get; init; } = "https://api.zipwhip.com";

    [Setting("Address for number checks", "Leave it, except for a gateway.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string CheckAddress { get; init; } = "https://provision.zipwhip.com";

    internal Uri Root => new(Address.TrimEnd('/') + "/");

    /// <summary>Names the line and nothing secret.</summary>
    public override string ToString() => $"Zipwhip {Username}";
}

/// <summary>Somebody's own account, an operator of the line, so that Zipwhip knows who wrote.</summary>
public sealed record ZipwhipUserSettings
{
    [Setting("Username", "Your own at Zipwhip; nobody else here may use it.", Username = UsernameRule.LettersAndDigits)]
    public string Username { get; init; } = "";

    [Setting("Phone number", "The number you text from there.", Optional = true)]
    public string? PhoneNumber { get; init; }

    [Setting("Password", "As you sign in there.", Secret = true)]
    public string Password { get; init; } = "";

    public override string ToString() => $"{nameof(ZipwhipUserSettings)} {Username}";
}
