using Rosterline.Platform;

namespace Rosterline.Admin.Health;

/// <summary>There is room left where everything is kept.</summary>
sealed class DiskCheck(Settings settings) : ICheck
{
    const long Gigabyte = 1_000_000_000;

    public string Name => "Disk space";

    public Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        var words = free < Gigabyte ? $"Only {free / 1_000_000} MB free where the data folder is." : $"{free / Gigabyte} GB free where the data folder is.";
        return Task.FromResult(free < Gigabyte / 2 ? HealthCheck.Problem(Name, words)
            : free < 2 * Gigabyte ? HealthCheck.Warning(Name, words) : HealthCheck.Ok(Name, words));
    }
}

/// <summary>The data folder can be written, and its key is readable by us alone.</summary>
sealed class DataFolderCheck(Settings settings) : ICheck
{
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Name => "Data folder";

    public Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel) => Task.FromResult(Look());

    HealthCheck Look()
    {
        var key = settings.KeyFile ?? Path.Combine(settings.DataFolder, "secret.key");
        if (!File.Exists(key)) return HealthCheck.Problem(Name, "secret.key is missing: saved provider keys cannot be read without it.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(key) & Others) != UnixFileMode.None)
            return HealthCheck.Problem(Name, "secret.key can be read by other accounts of this machine. Run chmod 600 on it.");
        return IsWritable() ? HealthCheck.Ok(Name, "Writable, its key readable by this account alone.")
            : HealthCheck.Problem(Name, "Not writable by this account.");
    }

    bool IsWritable()
    {
        var probe = Path.Combine(settings.DataFolder, $".doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The answer to the question asked.
            return false;
        }
    }
}
