namespace Rosterline.Providers.TextUs;

/// <summary>An account at TextUs.</summary>
public sealed record TextUsSettings
{
    const string Hooks = "TextUs shows it after the address was saved there: Settings › Integrations › Webhook";

    [Setting("API token", "TextUs › Settings › API. For the older TextUs at app.textus.com: the API key.", Secret = true)]
    [MixUp("^textus-", "This looks like a webhook secret; it belongs in the field webhook secret.")]
    [MixUp("^[Bb]earer ", "Only the token itself, without the word Bearer in front.")]
    public string Token { get; init; } = "";

    [Setting("Account", "The account’s short name, as in its address: next.textus.com/my_account. Leave empty when the token reaches one account only.", Optional = true,
        Pattern = @"^[A-Za-z0-9_\-]+$", Mistake = "Only the account’s short name: letters, digits, dashes and underscores.")]
    [MixUp("/", "Only the short name, not the whole address.")]
    public string? Account { get; init; }

    [Setting("webhook secret", $"{Hooks}. Without it nothing can be received.", Secret = true, Optional = true)]
    public string? WebhookSecret { get; init; }

    [Setting("second webhook secret", "Only where the address stands in a second box at TextUs too, such as HealthcareSource. Each text is kept once.", Secret = true, Optional = true)]
    public string? SecondWebhookSecret { get; init; }

    [Setting("Older TextUs (app.textus.com)", "Yes for accounts that were not moved to next.textus.com.", Optional = true)]
    public bool Older { get; init; }

    [Setting("Username", "For the older TextUs only: the e-mail address you sign in with there. Texts go from this user’s number.", Optional = true)]
    public string? Username { get; init; }

    [Setting("TextUs answers STOP itself", "Yes, unless TextUs told you that it sends no confirmation.", Optional = true)]
    public bool AnswersStop { get; init; } = true;

    [Setting("Address of the API", "Leave it empty.", Optional = true,
        Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", Mistake = "The address starts with https:// and has no question mark.")]
    public string? Address { get; init; }

    internal Uri Root => new((Address ?? (Older ? "https://app.textus.com/api" : "https://next.textus.com")).TrimEnd('/') + "/");

    internal IEnumerable<string> WebhookSecrets => new[] { WebhookSecret, SecondWebhookSecret }.OfType<string>().Where(secret => secret.Length > 0);

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"TextUs {Account ?? Username}";
}
