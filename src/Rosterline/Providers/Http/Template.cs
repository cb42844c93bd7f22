using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rosterline.Providers.Http;

/// <summary>Where a value is written decides how: a text must not become part of an address, a document or a header.</summary>
enum Place { Address, Form, Json, Xml, Header, Text }

/// <summary>What stands in for the placeholders.</summary>
sealed record Filling(string To, string From, string Text, string Reference, Uri Callback, string Username, string Password)
{
    public static readonly string[] Names = ["to", "to.digits", "from", "from.digits", "text", "reference", "callback", "username", "password", "basic", "coding"];

    public string Value(string name) => name switch
    {
        "to" => To, "to.digits" => To.TrimStart('+'), "from" => From, "from.digits" => From.TrimStart('+'), "text" => Text, "reference" => Reference,
        "callback" => Callback.OriginalString, "username" => Username, "password" => Password,
        "basic" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}")),
        // As Kannel and its like count: 0 is GSM 7 bit, 2 is Unicode.
        "coding" => Platform.Alphabets.Gsm7.Holds(Text) ? "0" : "2",
        _ => "",
    };
}

/// <summary>
/// Words with placeholders. <c>{callback?status=%d&amp;ref={reference}}</c> puts a query of its own behind our address, and the whole is then
/// written as its place demands; everything else in braces stays as it is, as JSON has it.
/// </summary>
sealed partial class Template
{
    readonly List<(string Literal, string? Name, Template? Query)> parts = [];
    readonly Place place;

    Template(Place place) => this.place = place;

    /// <summary>The template, or the place of its mistake, counted from <paramref name="firstLine"/>.</summary>
    public static (Template? Template, string? Mistake) Read(string text, Place place, int firstLine = 1)
    {
        var template = new Template(place);
        var at = 0;
        foreach (Match found in Placeholder().Matches(text))
        {
            var name = found.Groups["name"].Value;
            if (!Filling.Names.Contains(name))
                return (null, $"{Where(text, found.Index, firstLine)}: {{{name}}} is no placeholder. There are {string.Join(' ', Filling.Names.Select(n => $"{{{n}}}"))}.");
            var query = found.Groups["query"];
            if (query.Success && name != "callback") return (null, $"{Where(text, query.Index, firstLine)}: only {{callback}} takes a query.");
            var (inner, mistake) = query.Success ? Read(query.Value, Place.Address) : (null, null);
            if (mistake is not null) return (null, $"{Where(text, query.Index, firstLine)}: {mistake}");
            template.parts.Add((text[at..found.Index], name, inner));
            at = found.Index + found.Length;
        }
        template.parts.Add((text[at..], null, null));
        return (template, null);
    }

    public string Fill(Filling filling)
    {
        var filled = new StringBuilder();
        foreach (var (literal, name, query) in parts)
        {
            filled.Append(literal);
            if (name is not null) filled.Append(Escape(filling.Value(name) + WithQuery(filling, query), place));
        }
        return filled.ToString();
    }

    static string WithQuery(Filling filling, Template? query) =>
        query is null ? "" : (filling.Callback.Query.Length > 0 ? "&" : "?") + query.Fill(filling)[1..];

    /// <summary>As many signs, so that what another reader says about a place is about this one.</summary>
    public static string SameLength(string text) => Placeholder().Replace(text, found => new string('0', found.Length));

    public static string Where(string text, int index, int firstLine = 1)
    {
        var before = text.AsSpan(0, index);
        var line = before.Count('\n');
        return $"Line {firstLine + line}, character {index - (before.LastIndexOf('\n') + 1) + 1}";
    }

    static string Escape(string value, Place place) => place switch
    {
        Place.Address or Place.Form => Uri.EscapeDataString(value),
        Place.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        Place.Xml => SecurityElement.Escape(string.Concat(value.Where(c => c is '\t' or '\n' or '\r' or >= ' '))),
        // A line end would begin another header; other signs are written as in an address.
        Place.Header => string.Concat(value.Select(c => c is >= ' ' and <= '~' ? c.ToString() : c is '\r' or '\n' ? " " : Uri.EscapeDataString(c.ToString()))),
        _ => value,
    };

    [GeneratedRegex(@"\{(?<name>[a-z][a-z.]*)(?<query>\?([^{}]|\{[a-z.]+\})*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Placeholder();
}
