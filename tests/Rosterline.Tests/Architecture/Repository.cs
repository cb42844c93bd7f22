namespace Rosterline.Tests.Architecture;

/// <summary>One file of this repository; <paramref name="Path"/> is relative to its root, with "/".</summary>
sealed record SourceFile(string Path, string Text)
{
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);

    public bool Is(params string[] endings) => endings.Any(ending => Path.EndsWith(ending, StringComparison.Ordinal));
}

/// <summary>The files people write, as they stand in the working tree; what is built, downloaded or ignored is left out.</summary>
static class Repository
{
    public static readonly string Root = FindRoot();

    static readonly HashSet<string> NotOurs =
        [".git", "bin", "obj", "node_modules", "dist", "data", "artifacts", "TestResults", "wwwroot", ".vs", ".idea", ".cache", ".output", ".wxt"];

    static readonly HashSet<string> TextEndings =
    [
        "", ".cs", ".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".md", ".sql", ".css", ".html", ".sh", ".yml", ".yaml", ".csproj", ".slnx",
        ".props", ".targets", ".txt", ".service", ".npmrc", ".gitignore", ".editorconfig", ".config", ".csv", ".http", ".webmanifest",
    ];

    static readonly Lazy<IReadOnlyList<SourceFile>> All = new(() => [.. Read(new DirectoryInfo(Root))]);

    public static IReadOnlyList<SourceFile> Files => All.Value;

    /// <summary>Our C# and TypeScript, without what a tool generates.</summary>
    public static IEnumerable<SourceFile> Code => Files.Where(file => file.Is(".cs", ".ts", ".tsx") && !file.Is(".d.ts", ".g.cs"));

    /// <summary>The C# of the application itself.</summary>
    public static IEnumerable<SourceFile> Application => Code.Where(file => file.Path.StartsWith("src/Rosterline/", StringComparison.Ordinal));

    static IEnumerable<SourceFile> Read(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => TextEndings.Contains(file.Extension)))
            yield return new(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName));
        foreach (var inner in folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)))
            foreach (var file in Read(inner))
                yield return file;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Rosterline.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
