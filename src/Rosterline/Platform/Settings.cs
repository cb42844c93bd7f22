using System.Globalization;
using Rosterline.Platform.Mailing;

namespace Rosterline.Platform;

/// <summary>What the environment says. A value that cannot be used stops the start and names its key.</summary>
public sealed record Settings
{
    /// <summary>Connection string of an external PostgreSQL; null starts the embedded one.</summary>
    public string? Database { get; init; }

    /// <summary>Folder for everything that must survive: embedded database, keys, media.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on, loopback unless told otherwise.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Address the outside world reaches us by; null: none, replies are received by asking.</summary>
    public Uri? PublicUrl { get; init; }

    public string? AdminEmail { get; init; }

    public string? AdminPassword { get; init; }

    public bool Demo { get; init; }

    /// <summary>Null: no mail is sent, links are copied.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>Identity providers of single sign-on may be in the own network.</summary>
    public bool SsoPrivate { get; init; }

    /// <summary>Where a list of breached passwords is asked by range; null: nowhere.</summary>
    public Uri? BreachedPasswords { get; init; }

    /// <summary>Text providers and gateways may be in the own network.</summary>
    public bool ProvidersPrivate { get; init; }

    /// <summary>Attachments as files of the data folder instead of rows of the database.</summary>
    public bool MediaInFolder { get; init; }

    /// <summary>The file with the key that secrets are encrypted under; null: "secret.key" in the data folder.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Where backups are kept; null: "backups" in the data folder.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>The file with the key that backups are sealed with; null: "backup.key" in the data folder.</summary>
    public string? BackupKeyFile { get; init; }

    /// <summary>Seals backups instead of a key file.</summary>
    public string? BackupPassphrase { get; init; }

    /// <summary>No nightly backups; somebody else makes them.</summary>
    public bool BackupsOff { get; init; }

    public static Settings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    public static Settings From(Func<string, string?> read) => new()
    {
        Database = Text(read, "ROSTERLINE_DATABASE"),
        DataFolder = Path.GetFullPath(Text(read, "ROSTERLINE_DATA") ?? "data"),
        Urls = Text(read, "ROSTERLINE_URLS") is { } urls ? Addresses(urls) : "http://127.0.0.1:5080",
        PublicUrl = Text(read, "ROSTERLINE_PUBLIC_URL") is { } url ? Address("ROSTERLINE_PUBLIC_URL", url) : null,
        AdminEmail = Text(read, "ROSTERLINE_ADMIN_EMAIL"),
        AdminPassword = Text(read, "ROSTERLINE_ADMIN_PASSWORD"),
        Demo = Text(read, "ROSTERLINE_DEMO") is { } demo && Switch("ROSTERLINE_DEMO", demo),
        Mail = Text(read, "ROSTERLINE_SMTP") is { } smtp ? Mailbox(smtp, Text(read, "ROSTERLINE_MAIL_FROM")) : null,
        SsoPrivate = Text(read, "ROSTERLINE_SSO_PRIVATE") is { } sso && Switch("ROSTERLINE_SSO_PRIVATE", sso),
        ProvidersPrivate = Text(read, "ROSTERLINE_PROVIDERS_PRIVATE") is { } providers && Switch("ROSTERLINE_PROVIDERS_PRIVATE", providers),
        BreachedPasswords = Text(read, "ROSTERLINE_BREACHED_PASSWORDS") is { } list ? Address("ROSTERLINE_BREACHED_PASSWORDS", list) : null,
        KeyFile = Text(read, "ROSTERLINE_KEY_FILE") is { } key ? Path.GetFullPath(key) : null,
        BackupFolder = Text(read, "ROSTERLINE_BACKUPS") is { } backups and not "off" ? Path.GetFullPath(backups) : null,
        BackupsOff = Text(read, "ROSTERLINE_BACKUPS") == "off",
        BackupKeyFile = Text(read, "ROSTERLINE_BACKUP_KEY_FILE") is { } keyFile ? Path.GetFullPath(keyFile) : null,
        BackupPassphrase = Text(read, "ROSTERLINE_BACKUP_PASSPHRASE"),
        MediaInFolder = Text(read, "ROSTERLINE_MEDIA") is { } media && MediaPlace(media),
    };

    static string? Text(Func<string, string?> read, string key) => read(key) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    static string Addresses(string value)
    {
        foreach (var one in value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            _ = Address("ROSTERLINE_URLS", one.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal));
        return value;
    }

    static Uri Address(string key, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new BadSettingException(key, $"“{value}” is not a web address. Write it like https://texts.example.com.");

    static MailServer Mailbox(string value, string? from)
    {
        // The value holds a password: it is not repeated.
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
            throw new BadSettingException("ROSTERLINE_SMTP", "is written like smtp://user:password@mail.example.com:587, or smtps://user:password@mail.example.com:465. Special characters in the password as %40.");
        if (from is null || !System.Net.Mail.MailAddress.TryCreate(from, out var sender))
            throw new BadSettingException("ROSTERLINE_MAIL_FROM", "names who the mail is from, like rosterline@example.com.");
        var login = uri.UserInfo.Split(':', 2) is [{ Length: > 0 } name, var password] ? new System.Net.NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password)) : null;
        var atOnce = uri.Scheme == "smtps";
        return new MailServer(uri.Host, uri.Port > 0 ? uri.Port : atOnce ? 465 : 587, login, sender) { EncryptedAtOnce = atOnce };
    }

    static bool MediaPlace(string value) => value switch
    {
        "folder" => true,
        "database" => false,
        _ => throw new BadSettingException("ROSTERLINE_MEDIA", $"“{value}” is neither folder nor database."),
    };

    static bool Switch(string key, string value) => value.ToLower(CultureInfo.InvariantCulture) switch
    {
        "1" or "true" or "yes" or "on" => true,
        "0" or "false" or "no" or "off" => false,
        _ => throw new BadSettingException(key, $"“{value}” is neither 1 nor 0."),
    };
}

/// <summary>An environment value that cannot be used.</summary>
public sealed class BadSettingException(string key, string words) : Exception($"{key}: {words}")
{
    public string Key { get; } = key;
}
