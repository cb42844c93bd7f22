using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>Nothing unfinished is left in a file, and nothing that is true on one machine only.</summary>
public partial class LeftoversTest
{
    [Fact]
    public void Files_hold_no_leftovers() => Faults(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Rosterline/Lines/Line.cs", "// TO" + "DO: later")]
    [InlineData("src/web/src/app.tsx", "{/* FIX" + "ME */}")]
    [InlineData("run", "# TO" + "DO later")]
    [InlineData("src/Rosterline/Database/Migrations/0001_a.sql", "-- TO" + "DO later")]
    [InlineData("docs/api.md", "open /ho" + "me/ana/rosterline")]
    [InlineData("src/Rosterline/Lines/Line.cs", "x = \"/ro" + "ot/x\";")]
    [InlineData("docs/api.md", "C:" + "\\Users\\ana")]
    [InlineData(".npmrc", "registry=https://regi" + "stry.example.org/npm")]
    [InlineData("src/web/package-lock.json", "\"reso" + "lved\": \"https://a/b\"")]
    [InlineData("README.md", "https://api.nu" + "get.org/v3/index.json")]
    public void Finds(string path, string text) => Faults([new(path, text)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("src/Rosterline/Consent/Phrases.cs", "\"CANCELAR TODO\" // all of it")]
    [InlineData("docs/self-hosting.md", "/var/lib/rosterline https://example.org/home/x ./data")]
    public void Allows(string path, string text) => Faults([new(path, text)]).ShouldBeEmpty();

    internal static IEnumerable<string> Faults(IEnumerable<SourceFile> files) =>
        from file in files
        from rule in Rules
        let found = rule.Pattern.Match(file.Text)
        where found.Success
        select $"{file.Path}:{file.Text.AsSpan(0, found.Index).Count('\n') + 1}: {rule.Words}: {found.Value}";

    static (Regex Pattern, string Words)[] Rules =>
    [
        (Unfinished(), "unfinished"),
        (MachinePath(), "a path of one machine"),
        (PackageHost(), "a package host; clients have their own setting"),
        (LockedAddress(), "a lock file with addresses"),
    ];

    [GeneratedRegex(@"(//|#|/\*|<!--|--)[^\n]*?\b(T[O]DO|FIX[M]E)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.:/~-])/(root|home/\w+|Users/\w+|work/\w+)(/|\b)|[A-Z]:\\+Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://([\w.-]*\.)?(registry|npm|nuget|artifactory|nexus|mirror)[\w-]*\.[\w.-]+/|api\.nuget\.org|registry\.npmjs", RegexOptions.IgnoreCase)]
    private static partial Regex PackageHost();

    [GeneratedRegex("\"resolved\": *\"http")]
    private static partial Regex LockedAddress();
}
