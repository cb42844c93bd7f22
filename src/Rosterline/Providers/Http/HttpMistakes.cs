using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rosterline.Providers.Http;

/// <summary>What is wrong with a description, and where exactly.</summary>
static partial class HttpMistakes
{
    static readonly string[] NotOurs = ["host", "content-length", "transfer-encoding", "connection"];

    public static IEnumerable<SettingMistake> In(HttpSettings settings)
    {
        (string Field, string? Words)[] all =
        [
            ("address", Address(settings.Address)), ("headers", Headers(settings.Headers)), ("body", Body(settings)), ("yesPattern", Pattern(settings.YesPattern)),
            ("idAt", Where(settings.IdAt)), ("errorAt", Where(settings.ErrorAt)), ("errorRules", Rules(settings.ErrorRules, AnswerRules.Meanings.Keys)),
            ("statusWords", Rules(settings.StatusWords, ["sent", "delivered", "undelivered", "failed"])), ("checkAddress", settings.CheckAddress is { } check ? Address(check) : null),
            ("checkPattern", Pattern(settings.CheckPattern)),
            ("headerSecret", settings.SecretHeader is not null && settings.HeaderSecret is null ? "Fill in what the secret header must say." : null),
            ("statusIdAt", settings.StatusAt is not null && settings.StatusIdAt is null && settings.StatusReferenceAt is null ? "Say where a delivery names its text: by its message id, or by our reference." : null),
            ("toAt", settings.TextAt is not null && (settings.FromAt is null || settings.ToAt is null) ? "Say where a received text names its sender and our number." : null),
        ];
        return all.Where(m => m.Words is not null).Select(m => new SettingMistake(m.Field, m.Words!));
    }

    static string? Address(string address)
    {
        if (Template.Read(address, Place.Address).Mistake is { } mistake) return mistake;
        // Paths stand in the record of what was said between us and providers; queries, headers and bodies do not.
        var path = address.Split('?')[0];
        if (path.Contains("{password}", StringComparison.Ordinal) || path.Contains("{basic}", StringComparison.Ordinal)) return "A password stands behind the question mark, in a header or in the body, not in the path.";
        // What a placeholder says must not choose the host.
        return Plain().IsMatch(address) && Uri.TryCreate(Template.SameLength(address), UriKind.Absolute, out _) ? null
            : "The address starts with https:// and a host, without placeholders before the first slash.";
    }

    static string? Headers(string? headers)
    {
        foreach (var (number, line) in Lines.Of(headers))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !Token().IsMatch(line[..colon].Trim())) return $"Line {number}: a header is written Name: value.";
            if (NotOurs.Contains(line[..colon].Trim().ToLowerInvariant())) return $"Line {number}: {line[..colon].Trim()} is set by the request itself.";
            if (Template.Read(line, Place.Header, number).Mistake is { } mistake) return mistake;
            if (line.FirstOrDefault(c => c is < ' ' or > '~') is not '\0' and var odd) return $"{Template.Where(line, line.IndexOf(odd, StringComparison.Ordinal), number)}: “{odd}” cannot stand in a header.";
        }
        return null;
    }

    static string? Body(HttpSettings settings)
    {
        if (settings.BodyKind == "none" || settings.Method == "GET") return null;
        var body = settings.Body ?? "";
        if (Template.Read(body, RequestDescription.PlaceOf(settings.BodyKind)).Mistake is { } mistake) return mistake;
        return settings.BodyKind == "json" ? Json(body) : settings.BodyKind == "xml" ? Xml(body) : body.Length == 0 ? "Fill in the body, or choose that there is none." : null;
    }

    static string? Json(string body)
    {
        try
        {
            // A placeholder outside of a string reads as zeros, which is no number in JSON.
            using var _ = JsonDocument.Parse(Template.SameLength(body));
            return null;
        }
        catch (JsonException fault)
        {
            return $"Line {fault.LineNumber + 1}, character {fault.BytePositionInLine + 1}: this is not JSON. A placeholder stands within quotation marks.";
        }
    }

    static string? Xml(string body)
    {
        try
        {
            System.Xml.Linq.XDocument.Parse(Template.SameLength(body));
            return null;
        }
        catch (System.Xml.XmlException fault)
        {
            return $"Line {fault.LineNumber}, character {fault.LinePosition}: this is not XML.";
        }
    }

    static string? Where(string? where) => where is not null && Found.IsPattern(where) ? Pattern(where[1..^1]) : null;

    static string? Pattern(string? pattern)
    {
        try
        {
            if (pattern is not null) _ = Regex.Match("", pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
            return null;
        }
        catch (RegexParseException fault)
        {
            return $"Character {fault.Offset}: this is not a regular expression.";
        }
    }

    static string? Rules(string? rules, IReadOnlyCollection<string> meanings)
    {
        foreach (var (number, line) in Lines.Of(rules))
        {
            if (Lines.Pair(line) is not var (key, meaning)) return $"Line {number}: write it like CODE = {meanings.First()}.";
            if (!meanings.Contains(meaning)) return $"Line {number}: “{meaning}” is not one of {string.Join(", ", meanings)}.";
            if (Where(key) is { } mistake) return $"Line {number}: {mistake}";
        }
        return null;
    }

    [GeneratedRegex(@"^https?://[^\s/?#@{}]+([/?]|$)[^\s]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Plain();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Token();
}
