using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>What the documents name exists: scripts, commands, settings, linked pages, criteria.</summary>
public partial class DocumentsTest
{
    static readonly Dictionary<string, SourceFile> Files = Repository.Files.ToDictionary(file => file.Path);

    [Fact]
    public void Scripts_in_documents_exist() => MissingScripts(Documents(Repository.Files), Files.ContainsKey).ShouldBeEmpty();

    [Fact]
    public void Commands_in_the_readme_exist() => MissingCommands(Text("README.md"), ProgramText()).ShouldBeEmpty();

    [Fact]
    public void Settings_the_program_reads_are_in_the_readme() => MissingSettings(ProgramText(), Text("README.md")).ShouldBeEmpty();

    [Fact]
    public void Links_between_documents_lead_somewhere() => MissingPages(Documents(Repository.Files), path => Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();

    [Fact]
    public void Code_and_tests_named_in_documents_exist() =>
        MissingParts(Documents(Repository.Files), path => Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();

    [Fact]
    public void Criteria_that_tests_name_exist() =>
        UnknownCriteria(Repository.Code.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)), Text("docs/requirements.md")).ShouldBeEmpty();

    [Fact]
    public void Finds_a_missing_script()
    {
        SourceFile[] documents = [new("README.md", "```sh\n./run --port 1\nscripts/none\n```")];
        MissingScripts(documents, path => path is "run").ShouldHaveSingleItem().ShouldContain("scripts/none");
        MissingScripts(documents, path => path is "test" or "scripts/none").ShouldHaveSingleItem().ShouldContain("run");
    }

    [Fact]
    public void Finds_a_missing_command() =>
        MissingCommands("`rosterline serve` and `rosterline user create`", "new Command(\"serve\"); new Command(\"user\")").ShouldHaveSingleItem().ShouldContain("user create");

    [Fact]
    public void Finds_a_missing_setting() =>
        MissingSettings("Get(\"ROSTERLINE_URLS\", \"ROSTERLINE_NEW\")", "| `ROSTERLINE_URLS` |").ShouldHaveSingleItem().ShouldContain("ROSTERLINE_NEW");

    [Fact]
    public void Finds_a_link_that_leads_nowhere()
    {
        SourceFile[] documents = [new("docs/a.md", "[b](b.md#part) [top](../README.md) [out](https://example.org) [here](#x)")];
        MissingPages(documents, path => path is "README.md").ShouldHaveSingleItem().ShouldContain("docs/b.md");
    }

    [Fact]
    public void Finds_a_part_that_does_not_exist()
    {
        SourceFile[] documents = [new("docs/a.md", "`Sending/SendGate`, shown by `Sending/SendGateTest`, in `Providers/Simulated`; `Accounts/None`")];
        string[] there = ["run", "src/Rosterline/Sending/SendGate.cs", "tests/Rosterline.Tests/Sending/SendGateTest.cs", "src/Rosterline/Providers/Simulated"];
        MissingParts(documents, there.Contains).ShouldHaveSingleItem().ShouldContain("Accounts/None");
    }

    [Fact]
    public void Finds_an_unknown_criterion() =>
        UnknownCriteria([new("tests/A.cs", "[Trait(\"Requirement\", \"HS-01\"), Trait(\"Requirement\", \"HS-\" + \"\")][Trait(\"Requirement\", \"ZZ-99\")]")], "- **HS-01** x").ShouldHaveSingleItem().ShouldContain("ZZ-99");

    static string Text(string path) => Files.TryGetValue(path, out var file) ? file.Text : "";

    static string ProgramText() => string.Concat(Repository.Application.Select(file => file.Text));

    /// <summary>All but the requirements, which speak of what is to come.</summary>
    static IEnumerable<SourceFile> Documents(IEnumerable<SourceFile> files) => files.Where(file => file.Is(".md") && file.Path is not "docs/requirements.md");

    /// <summary>Whether the tree is whole, told by its two start scripts: a part of it may be checked out without what documents name.</summary>
    static bool Whole(Func<string, bool> exists) => exists("run") || exists("test");

    static IEnumerable<string> MissingScripts(IEnumerable<SourceFile> documents, Func<string, bool> exists) =>
        from document in Whole(exists) ? documents : []
        from script in Script().Matches(document.Text).Select(match => match.Groups[1].Value).Distinct()
        where !exists(script)
        select $"{document.Path}: {script} does not exist";

    static IEnumerable<string> MissingCommands(string readme, string program) =>
        from command in program.Contains("new Command(", StringComparison.Ordinal) ? CommandLine().Matches(readme).Select(match => match.Groups[1].Value).Distinct() : []
        where !command.Split(' ').All(word => program.Contains($"\"{word}\"", StringComparison.Ordinal))
        select $"README.md: there is no command {command}";

    static IEnumerable<string> MissingSettings(string program, string readme) =>
        from name in Setting().Matches(program).Select(match => match.Groups[1].Value).Distinct()
        where !readme.Contains($"`{name}`", StringComparison.Ordinal)
        select $"README.md: {name} is read but not described";

    static IEnumerable<string> MissingPages(IEnumerable<SourceFile> documents, Func<string, bool> exists) =>
        from document in documents
        from target in Link().Matches(document.Text).Select(match => match.Groups[1].Value).Distinct()
        let path = Path.GetRelativePath("/x", Path.Combine("/x", document.Folder, target)).Replace('\\', '/')
        where !exists(path) && (exists("docs/screenshots") || !path.StartsWith("docs/screenshots/", StringComparison.Ordinal))
        select $"{document.Path}: {path} does not exist";

    static IEnumerable<string> MissingParts(IEnumerable<SourceFile> documents, Func<string, bool> exists) =>
        from document in Whole(exists) ? documents : []
        from part in Part().Matches(document.Text).Select(match => match.Groups[1].Value).Distinct()
        where !new[] { $"src/Rosterline/{part}.cs", $"src/Rosterline/{part}", $"tests/Rosterline.Tests/{part}.cs", $"tests/Rosterline.Tests/{part}" }.Any(exists)
        select $"{document.Path}: {part} does not exist";

    static IEnumerable<string> UnknownCriteria(IEnumerable<SourceFile> tests, string requirements) =>
        from test in tests
        from id in NamedCriterion().Matches(test.Text).Select(match => match.Groups[1].Value).Distinct()
        where !requirements.Contains($"**{id}**", StringComparison.Ordinal)
        select $"{test.Path}: {id} is not in docs/requirements.md";

    [GeneratedRegex(@"(?<![\w./-])(?:\./)?(scripts/[\w-]+(?![\w…/])|(?<=\./)(?:run|test)\b)")]
    private static partial Regex Script();

    [GeneratedRegex(@"`rosterline ([a-z][a-z-]*(?: [a-z][a-z-]*)?)")]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"""(ROSTERLINE_[A-Z_]+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`([A-Z]\w+(?:/[A-Z]\w+)+)`")]
    private static partial Regex Part();

    [GeneratedRegex(@"Trait\(""Requirement"", ""([A-Z]+-\d+)""\)")]
    private static partial Regex NamedCriterion();
}
