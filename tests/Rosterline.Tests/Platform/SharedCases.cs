using System.Text.Json;

namespace Rosterline.Tests.Platform;

/// <summary>Case collections that stand beside the repository (or where ROSTERLINE_SHARED points); tests on them are skipped without.</summary>
static class SharedCases
{
    public static string Repository { get; } = FindRepository();

    static string? Folder { get; } = FindFolder();

    public static bool Has(string file) => Folder is not null && File.Exists(Path.Combine(Folder, file));

    public static JsonElement Read(string file)
    {
        using var json = File.OpenRead(Path.Combine(Folder!, file));
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rosterline.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("ROSTERLINE_SHARED") is { Length: > 0 } set) return set;
        var beside = Path.Combine(Repository, "..", "shared");
        return Directory.Exists(beside) ? beside : null;
    }
}

/// <summary>A test over a shared case file; shown as skipped where the file is not there.</summary>
sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file)
    {
        if (!SharedCases.Has(file)) Skip = $"{file} is not beside the repository.";
    }
}
