using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>A temporary folder, deleted on dispose.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "rosterline-" + Ids.New().ToString("N")[^12..])).FullName;

    public TestFolder()
    {
        // Passable, as the folder of an installation is.
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>A path inside.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => TestCluster.Delete(Path);
}
