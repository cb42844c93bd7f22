using System.Globalization;

namespace Rosterline.Crash;

/// <summary>A record on disk that is only ever added to; a line is in the file when <see cref="Add"/> returns.</summary>
public sealed class AppendOnly(string path) : IDisposable
{
    readonly StreamWriter file = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    readonly Lock one = new();

    public void Add(params ReadOnlySpan<string> parts)
    {
        var line = string.Join('\t', parts);
        lock (one) file.WriteLine(line);
    }

    /// <summary>The machine's clock, which the database uses too.</summary>
    public static string Now => TimeProvider.System.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => file.Dispose();
}
