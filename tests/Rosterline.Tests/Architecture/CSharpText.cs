using System.Text;

namespace Rosterline.Tests.Architecture;

/// <summary>A string of the program: its text, holes of interpolation included, and the line it starts on (from 1).</summary>
sealed record StringLiteral(string Text, int Line);

/// <summary>
/// C# taken apart just far enough for our rules: <see cref="Code"/> without comments and strings, and the strings. Strings added
/// with "+" count as one, so that SQL written over several lines is judged as a whole.
/// </summary>
sealed class CSharpText
{
    readonly string text;
    readonly StringBuilder code = new();
    readonly List<StringLiteral> strings = [];
    int at;
    int codeAtLastString = -1;

    CSharpText(string text) => this.text = text;

    public string Code => code.ToString();

    public IReadOnlyList<StringLiteral> Strings => strings;

    public static CSharpText Of(string text)
    {
        var parts = new CSharpText(text);
        parts.ReadCode(untilBrace: false);
        return parts;
    }

    bool Here(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    void ReadCode(bool untilBrace)
    {
        for (var depth = 0; at < text.Length;)
        {
            if (untilBrace && depth == 0 && text[at] == '}') return;
            if (Here("//")) SkipTo("\n");
            else if (Here("/*")) SkipTo("*/");
            else if (text[at] == '\'') SkipCharacter();
            else if (StartsString()) ReadString();
            else
            {
                depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
                code.Append(text[at++]);
            }
        }
    }

    void SkipTo(string end)
    {
        var found = text.IndexOf(end, at, StringComparison.Ordinal);
        at = found < 0 ? text.Length : end == "\n" ? found : found + end.Length;
    }

    void SkipCharacter()
    {
        var length = at + 1 < text.Length && text[at + 1] == '\\' ? 2 : 1;
        var end = text.IndexOf('\'', Math.Min(text.Length - 1, at + 1 + length));
        at = end < 0 || end - at > 8 ? at + 1 : end + 1;
    }

    bool StartsString()
    {
        var quote = at;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        return quote < text.Length && text[quote] == '"';
    }

    void ReadString()
    {
        var start = at;
        int dollars = 0, quotes = 0;
        for (; text[at] != '"'; at++) dollars += text[at] == '$' ? 1 : 0;
        var verbatim = text.AsSpan(start, at - start).Contains('@');
        while (at < text.Length && text[at] == '"') (at, quotes) = (at + 1, quotes + 1);
        if (quotes is 2 or >= 6) Keep("", start);
        else Keep(ReadBody(dollars, quotes == 1 ? 1 : quotes, verbatim), start);
    }

    string ReadBody(int dollars, int quotes, bool verbatim)
    {
        var (body, end) = (new StringBuilder(), new string('"', quotes));
        while (at < text.Length && !(Here(end) && !(verbatim && Here("\"\""))))
        {
            if (dollars > 0 && OpensHole(dollars, quotes)) ReadHole(dollars, body);
            else if (quotes == 1 && (verbatim ? Here("\"\"") : text[at] == '\\') || dollars > 0 && quotes == 1 && Here("{{")) Take(body, 2);
            else Take(body, 1);
        }
        at = Math.Min(text.Length, at + quotes);
        return body.ToString();
    }

    bool OpensHole(int dollars, int quotes) => Here(new string('{', dollars)) && !(quotes == 1 && Here("{{"));

    void ReadHole(int dollars, StringBuilder body)
    {
        Take(body, dollars);
        var from = at;
        ReadCode(untilBrace: true);
        body.Append(text, from, at - from);
        Take(body, dollars);
    }

    void Take(StringBuilder body, int count)
    {
        count = Math.Min(count, text.Length - at);
        body.Append(text, at, count);
        at += count;
    }

    void Keep(string body, int start)
    {
        var between = codeAtLastString < 0 || codeAtLastString > code.Length ? "-" : code.ToString(codeAtLastString, code.Length - codeAtLastString).Trim();
        if (between == "+") strings[^1] = strings[^1] with { Text = strings[^1].Text + body };
        else strings.Add(new(body, text.AsSpan(0, start).Count('\n') + 1));
        code.Append("\"\"");
        codeAtLastString = code.Length;
    }
}
