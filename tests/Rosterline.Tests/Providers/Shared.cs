using System.Text.Json;

namespace Rosterline.Tests.Providers;

/// <summary>Cases and descriptions that may not lie in this repository: read from beside it, or from ROSTERLINE_SHARED.</summary>
static class Shared
{
    public static string Root { get; } = FindRoot();

    public static string? Folder { get; } = FindFolder();

    public static string Path(string name) => System.IO.Path.Combine(Folder!, name);

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(name)));
        return document.RootElement.Clone();
    }

    static string? FindFolder()
    {
        var folder = Environment.GetEnvironmentVariable("ROSTERLINE_SHARED") is { Length: > 0 } set ? set
            : System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared"));
        return Directory.Exists(System.IO.Path.Combine(folder, "cases")) ? folder : null;
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Rosterline.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Rosterline.slnx is in no folder above the tests.");
    }
}

/// <summary>Runs where the shared files are there; shown as skipped elsewhere.</summary>
sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Shared.Folder is null)
            Skip = "The shared cases are not beside the repository.";
    }
}
