namespace Rosterline.Providers.Vonage;

/// <summary>A Vonage API account; with an application its texts go through the Messages API, which also carries pictures.</summary>
public sealed record VonageSettings
{
    const string Dashboard = "Vonage API Dashboard › ";
    const string Address = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", NoAddress = "The address starts with https:// and has no question mark.";

    [Setting("API key", "Eight letters and digits. " + Dashboard + "Account settings.",
        Pattern = "^[0-9a-zA-Z]{8}$", Mistake = "An API key has eight letters and digits. Copy it from " + Dashboard + "Account settings.")]
    public string ApiKey { get; init; } = "";

    [Setting("API secret", "Of the account. " + Dashboard + "Account settings.", Secret = true,
        Pattern = @"^\S{6,40}$", Mistake = "An API secret has 6 to 40 characters. Copy it again from " + Dashboard + "Account settings.")]
    public string ApiSecret { get; init; } = "";

    [Setting("signature secret", "Checks what Vonage sends us; unsigned texts are not believed. " + Dashboard + "Account settings › Signed webhooks.", Secret = true,
        Pattern = @"^\S{6,100}$", Mistake = "A signature secret has at least 6 characters. Copy it again from " + Dashboard + "Account settings.")]
    public string SignatureSecret { get; init; } = "";

    [Setting("signature method", "As chosen beside the signature secret.", Optional = true)]
    [Choice("sha256", "SHA-256 HMAC signature"), Choice("sha512", "SHA-512 HMAC signature"), Choice("sha1", "SHA-1 HMAC signature"), Choice("md5", "MD5 HMAC signature"), Choice("md5hash", "MD5 hash signature")]
    public string SignatureMethod { get; init; } = "sha256";

    [Setting("application ID", "For pictures and files, by the Messages API. " + Dashboard + "Applications.", Optional = true,
        Pattern = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", Mistake = "An application ID has 32 digits and letters a to f, with four dashes.")]
    public string? ApplicationId { get; init; }

    [Setting("private key", "Of that application: the whole file private.key, line ends or not.", Secret = true, Optional = true, Long = true,
        Pattern = "^-----BEGIN (RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\n]+-----END (RSA )?PRIVATE KEY-----$", Mistake = "The private key begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----. Paste the whole file.")]
    [MixUp("PUBLIC KEY", "This is the public key, which Vonage keeps; the private one was downloaded when the application was made.")]
    public string? PrivateKey { get; init; }

    [Setting("address of the SMS API", "Leave it.", Optional = true, Pattern = Address, Mistake = NoAddress)]
    public string RestAddress { get; init; } = "https://rest.nexmo.com";

    [Setting("address of the Messages API", "Leave it.", Optional = true, Pattern = Address, Mistake = NoAddress)]
    public string ApiAddress { get; init; } = "https://api.nexmo.com";

    [Setting("Vonage answers STOP itself", "No, unless Vonage switched its own opt-out handling on for your numbers.", Optional = true)]
    public bool VonageAnswersStop { get; init; }

    /// <summary>Whether texts go by the Messages API.</summary>
    internal bool HasApplication => ApplicationId is { Length: > 0 } && PrivateKey is { Length: > 0 };

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"Vonage {ApiKey}";
}
