namespace Rosterline.Providers.Http;

/// <summary>Any gateway that takes a text as an HTTP request: what the request looks like, what its answers mean, and where callbacks say what.</summary>
public sealed record HttpSettings : ICheckedSettings
{
    const string Names = "Placeholders: {to} {to.digits} {from} {from.digits} {text} {reference} {callback} {username} {password} {basic} {coding}.";
    const string Paths = "A field of the form or address, or a path in the JSON like message.id or items[0].id; several with | between.";

    [Setting("Method", "How texts are handed over.")]
    [Choice("POST", "POST"), Choice("GET", "GET"), Choice("PUT", "PUT")]
    public string Method { get; init; } = "POST";

    [Setting("Address", "Where texts go. " + Names)]
    public string Address { get; init; } = "";

    [Setting("Headers", "One a line, Name: value. The same placeholders; {basic} is username and password for Basic.", Optional = true, Long = true)]
    public string? Headers { get; init; }

    [Setting("Kind of body", "Decides how what stands in for a placeholder is written.")]
    [Choice("json", "JSON"), Choice("form", "Form"), Choice("xml", "XML"), Choice("text", "Plain text"), Choice("none", "None")]
    public string BodyKind { get; init; } = "json";

    [Setting("Body", "With placeholders; in JSON within quotation marks. A form is written like to={to}&text={text}.", Optional = true, Long = true)]
    public string? Body { get; init; }

    [Setting("Username", "Stands in for {username}.", Optional = true)]
    public string? Username { get; init; }

    [Setting("Password or token", "Stands in for {password}. Kept encrypted, never shown.", Secret = true, Optional = true)]
    public string? Password { get; init; }

    [Setting("Statuses that mean yes", "Like 200-299 or 200, 202.", Pattern = @"^\s*\d{3}(\s*-\s*\d{3})?(\s*,\s*\d{3}(\s*-\s*\d{3})?)*\s*$", Mistake = "Statuses have three digits: 200-299, or 200, 202.")]
    public string YesStatuses { get; init; } = "200-299";

    [Setting("Answers that mean yes", "A regular expression the answer must match as well.", Optional = true)]
    public string? YesPattern { get; init; }

    [Setting("Message id in the answer", "A path in the JSON, or a regular expression between slashes whose group is the id. Empty: the gateway gives none, and callbacks name {reference}.", Optional = true)]
    public string? IdAt { get; init; }

    [Setting("Error code in the answer", "A path in the JSON, or a regular expression between slashes.", Optional = true)]
    public string? ErrorAt { get; init; }

    [Setting("What errors mean", "One a line, CODE = MEANING: a code, status 403, or /a regular expression/ on the answer. Meanings: opted_out, no_such_number, landline, unreachable, filtered, content, not_registered, configuration, expired, other, later.", Optional = true, Long = true)]
    public string? ErrorRules { get; init; }

    [Setting("Callbacks: list", "Path of the list in a JSON callback that holds several; empty where each tells one thing.", Optional = true)]
    public string? ItemsAt { get; init; }

    [Setting("Received text: sender", Paths, Optional = true)]
    public string? FromAt { get; init; }

    [Setting("Received text: our number", Paths, Optional = true)]
    public string? ToAt { get; init; }

    [Setting("Received text: words", Paths, Optional = true)]
    public string? TextAt { get; init; }

    [Setting("Received text: id", Paths + " Empty: the same words from the same sender within a minute count as one text.", Optional = true)]
    public string? ReceivedIdAt { get; init; }

    [Setting("Received text: character set", "The field of the address that names the character set the words are written in, as Kannel does. Empty: UTF-8.", Optional = true)]
    public string? CharsetAt { get; init; }

    [Setting("Delivery: status", Paths, Optional = true)]
    public string? StatusAt { get; init; }

    [Setting("Delivery: message id", Paths, Optional = true)]
    public string? StatusIdAt { get; init; }

    [Setting("Delivery: our reference", "Where {reference} comes back.", Optional = true)]
    public string? StatusReferenceAt { get; init; }

    [Setting("Delivery: error code", Paths, Optional = true)]
    public string? StatusErrorAt { get; init; }

    [Setting("What statuses mean", "One a line, WORD = sent, delivered, undelivered or failed.", Optional = true, Long = true)]
    public string? StatusWords { get; init; }

    [Setting("Secret header: name", "A header every callback must carry, besides the secret in our address.", Optional = true, Pattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", Mistake = "The name of a header, like X-Secret.")]
    public string? SecretHeader { get; init; }

    [Setting("Secret header: value", "What it must say.", Secret = true, Optional = true)]
    public string? HeaderSecret { get; init; }

    [Setting("Check request", "An address to read that shows whether the credentials work, without texting anybody. The same headers go with it.", Optional = true)]
    public string? CheckAddress { get; init; }

    [Setting("Answers that mean it works", "A regular expression the answer to the check must match.", Optional = true)]
    public string? CheckPattern { get; init; }

    [Setting("The gateway answers STOP itself", "Yes, only if it says so: then Rosterline does not confirm a second time.", Optional = true)]
    public bool AnswersStop { get; init; }

    public IEnumerable<SettingMistake> FindMistakes() => HttpMistakes.In(this);

    /// <summary>Names the gateway and nothing secret.</summary>
    public override string ToString() => $"HTTP gateway {(Uri.TryCreate(Address.Split('?')[0], UriKind.Absolute, out var address) ? address.Host : "")}";
}
