using System.Runtime.CompilerServices;
using System.Text;

namespace Rosterline.Providers.Http;

/// <summary>The request of a gateway, its templates read once.</summary>
sealed class RequestDescription
{
    static readonly ConditionalWeakTable<HttpSettings, RequestDescription> Known = [];

    readonly HttpSettings settings;
    readonly Template address;
    readonly Template? check, body;
    readonly List<(string Name, Template Value)> headers;

    RequestDescription(HttpSettings settings)
    {
        this.settings = settings;
        address = Read(settings.Address, Place.Address);
        check = settings.CheckAddress is { } asked ? Read(asked, Place.Address) : null;
        body = settings.BodyKind != "none" && settings.Method != "GET" ? Read(settings.Body ?? "", PlaceOf(settings.BodyKind)) : null;
        headers = [.. Lines.Of(settings.Headers).Select(l => (l.Text[..l.Text.IndexOf(':', StringComparison.Ordinal)].Trim(), Read(l.Text[(l.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), Place.Header)))];
    }

    public static RequestDescription Of(HttpSettings settings) => Known.GetValue(settings, static s => new(s));

    public bool HasCheck => check is not null;

    public static Place PlaceOf(string bodyKind) => bodyKind switch { "json" => Place.Json, "form" => Place.Form, "xml" => Place.Xml, _ => Place.Text };

    public HttpRequestMessage Send(Filling filling)
    {
        var request = WithHeaders(new(new HttpMethod(settings.Method), new Uri(address.Fill(filling))), filling);
        // Even an empty body shows whether the request was begun: without, silence would count as not sent, and the text would go twice.
        var content = new ByteArrayContent(body is null ? [] : Encoding.UTF8.GetBytes(body.Fill(filling)));
        if (body is not null) content.Headers.TryAddWithoutValidation("Content-Type", TypeOf(settings.BodyKind));
        foreach (var (name, value) in headers.Where(h => h.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)))
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value.Fill(filling));
        }
        request.Content = content;
        return request;
    }

    public HttpRequestMessage Check(Filling filling) => WithHeaders(new(HttpMethod.Get, new Uri(check!.Fill(filling))), filling);

    /// <summary>The request as text.</summary>
    public string Show(Filling filling)
    {
        var shown = new StringBuilder().Append(settings.Method).Append(' ').AppendLine(address.Fill(filling));
        if (body is not null && !headers.Exists(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))) shown.Append("Content-Type: ").AppendLine(TypeOf(settings.BodyKind));
        foreach (var (name, value) in headers) shown.Append(name).Append(": ").AppendLine(value.Fill(filling));
        return (body is null ? shown : shown.AppendLine().Append(body.Fill(filling))).ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    HttpRequestMessage WithHeaders(HttpRequestMessage request, Filling filling)
    {
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value.Fill(filling));
        return request;
    }

    static string TypeOf(string bodyKind) => bodyKind switch
    {
        "json" => "application/json", "form" => "application/x-www-form-urlencoded", "xml" => "application/xml; charset=utf-8", _ => "text/plain; charset=utf-8",
    };

    static Template Read(string text, Place place) => Template.Read(text, place) is { Template: { } read } ? read
        : throw new InvalidOperationException("The saved description of a gateway has a mistake. Save the connection again.");
}

/// <summary>The lines of a setting that say something.</summary>
static class Lines
{
    public static IEnumerable<(int Number, string Text)> Of(string? text) =>
        (text ?? "").Split('\n').Select((line, i) => (Number: i + 1, Text: line.Trim())).Where(line => line.Text.Length > 0);

    /// <summary>What stands before and after the last equals sign; null without one.</summary>
    public static (string Key, string Value)? Pair(string line) =>
        line.LastIndexOf('=') is > 0 and var at ? (line[..at].Trim(), line[(at + 1)..].Trim()) : null;
}
