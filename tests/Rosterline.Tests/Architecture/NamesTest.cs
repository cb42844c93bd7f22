using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>A name says what a thing is; words that fit everything say nothing. Folders are named after the business, not after kinds of code.</summary>
public partial class NamesTest
{
    static readonly string[] Empty = ["Manager", "Helper", "Util", "Utils", "Utility", "Base", "Info", "Common", "Misc", "Impl"];

    static readonly string[] Kinds = ["models", "services", "repositories", "interfaces", "helpers"];

    [Fact]
    public void Names_say_what_things_are() => Faults(Repository.Code).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Rosterline/Lines/Lines.cs", "class LineManager;")]
    [InlineData("src/Rosterline/Lines/Lines.cs", "public sealed record LineInfo(int A);")]
    [InlineData("src/Rosterline/Lines/Lines.cs", "abstract class BaseJob { }")]
    [InlineData("src/Rosterline/Lines/Lines.cs", "record struct MessageData(int A);")]
    [InlineData("src/Rosterline/Lines/Lines.cs", "class SenderImpl : ISender;")]
    [InlineData("src/web/src/lines/Lines.tsx", "export type CommonProps = {}")]
    [InlineData("src/web/src/lines/Lines.tsx", "export function LineHelper() {}")]
    [InlineData("src/web/src/lines/utils.ts", "")]
    [InlineData("src/Rosterline/Lines/Services/Lines.cs", "")]
    [InlineData("src/web/src/models/lines.ts", "")]
    public void Finds(string path, string text) => Faults([new(path, text)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("src/Rosterline/Database/RosterlineDb.cs", "class RosterlineDb; class DataProtectionKey; class Database;")]
    [InlineData("src/Rosterline/Lines/Lines.cs", "class Line { string s = \"class LineManager\"; } // class LineManager")]
    [InlineData("src/web/src/lines/Lines.tsx", "const info = 1; function Information() {}")]
    public void Allows(string path, string text) => Faults([new(path, text)]).ShouldBeEmpty();

    internal static IEnumerable<string> Faults(IEnumerable<SourceFile> files) => files.SelectMany(FaultsOf);

    static IEnumerable<string> FaultsOf(SourceFile file)
    {
        foreach (var folder in file.Folder.Split('/').Where(folder => Kinds.Contains(folder.ToLowerInvariant())))
            yield return $"{file.Path}: folder {folder} is named after a kind of code";
        foreach (var name in Declared(file).Append(file.Name.Split('.')[0]).Distinct().Where(SaysNothing))
            yield return $"{file.Path}: {name} says nothing about the thing";
    }

    static IEnumerable<string> Declared(SourceFile file) => file.Is(".cs")
        ? CSharpType().Matches(CSharpText.Of(file.Text).Code).Select(match => match.Groups[1].Value)
        : ScriptType().Matches(file.Text).Select(match => match.Groups[1].Value);

    static bool SaysNothing(string name)
    {
        var words = Word().Matches(name).Select(match => match.Value).ToArray();
        return words.Length > 0 && (words[^1] is "Data" || words.Any(word => Empty.Contains(word, StringComparer.OrdinalIgnoreCase)));
    }

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record)\s+(?!class\b|struct\b)([A-Z]\w*)")]
    private static partial Regex CSharpType();

    [GeneratedRegex(@"^\s*(?:export\s+(?:default\s+)?)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|type|enum|function)\s+([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex ScriptType();

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")]
    private static partial Regex Word();
}
