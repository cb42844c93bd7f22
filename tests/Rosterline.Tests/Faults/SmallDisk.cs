using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Faults;

/// <summary>A disk of a few megabytes that a test can fill and clear.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    readonly TestFolder folder = new();

    public string Path => folder.Path;

    string Filler => folder["filler"];

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        var mounted = await ProgramRun.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", disk.Path], CancellationToken.None);
        mounted.Ok.ShouldBeTrue(mounted.Output);
        return disk;
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        foreach (var size in new[] { block.Length, 4096 })
            try
            {
                while (true) file.Write(block, 0, size);
            }
            catch (IOException)
            {
                // Full, to a block of this size.
            }
    }

    public void Clear() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await ProgramRun.RunAsync("umount", ["-l", Path], CancellationToken.None);
        folder.Dispose();
    }
}

/// <summary>A test that needs a <see cref="SmallDisk"/>: skipped where mounting is not permitted.</summary>
sealed class SmallDiskFactAttribute : FactAttribute
{
    const int MayMount = 21;

    public SmallDiskFactAttribute()
    {
        if (!IsPermitted()) Skip = "Only root may mount the small disk that is filled here.";
    }

    static bool IsPermitted() => OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is { } rights
        && (Convert.ToUInt64(rights[7..].Trim(), 16) >> MayMount & 1) == 1;
}
