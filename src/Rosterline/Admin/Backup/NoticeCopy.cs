using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Notices that this data folder was copied or came to another machine since it was last served, and makes it quiet like a restored
/// one (P-05): its twin may be sending the same texts. A file that is copied is born anew, whatever else the copy preserves.
/// </summary>
static partial class NoticeCopy
{
    const string Mark = "place";

    /// <summary>Answers whether it was.</summary>
    public static async Task<bool> ExecuteAsync(NpgsqlDataSource database, string dataFolder, TimeProvider clock, CancellationToken cancel)
    {
        var mark = Path.Combine(dataFolder, Mark);
        var copied = File.Exists(mark) && !IsHere(await File.ReadAllLinesAsync(mark, cancel), await BirthAsync(mark, cancel));
        if (copied) await MakeQuietAsync(database, clock.GetUtcNow(), cancel);
        if (copied || !File.Exists(mark)) await WriteAsync(mark, cancel);
        return copied;
    }

    // What the file system or the machine does not tell proves nothing.
    static bool IsHere(string[] written, string birth) => written is not [var born, var machine, ..] || (Agree(born, birth) && Agree(machine, Machine()));

    static bool Agree(string before, string now) => before.Length == 0 || now.Length == 0 || before == now;

    static async Task WriteAsync(string mark, CancellationToken cancel)
    {
        // Its birth is known only when it is there; until both lines are, it proves nothing.
        File.Delete(mark);
        await File.WriteAllTextAsync(mark, "", cancel);
        await File.WriteAllLinesAsync(mark, [await BirthAsync(mark, cancel), Machine()], cancel);
    }

    static async Task MakeQuietAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancel)
    {
        // every organisation: nodes belong to the installation
        var seen = (await database.Command("select max(seen_at) from node").ReadAllAsync(row => row.Maybe<DateTimeOffset>(0), cancel))[0] ?? now;
        await QuietRestore.ExecuteAsync(database, seen, now, $"Copied or moved here after {QuietRestore.Moment(seen)}. Resume only when the other one no longer runs", cancel);
        // The archive belongs to the other one; this one's begins with its next backup.
        await database.Command("select pg_drop_replication_slot(slot_name) from pg_replication_slots where starts_with(slot_name, $1)", BackupLog.Slots).RunAsync(cancel);
    }

    static async Task<string> BirthAsync(string path, CancellationToken cancel)
    {
        var told = await ProgramRun.RunAsync("stat", OperatingSystem.IsMacOS() ? ["-f", "%FB", path] : ["-c", "%.9W", path], cancel);
        return told.Ok && Moment().IsMatch(told.Output.Trim()) ? told.Output.Trim() : "";
    }

    static string Machine() => File.Exists("/etc/machine-id") && File.ReadAllText("/etc/machine-id").Trim() is { Length: > 0 } id
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("rosterline place " + id)))[..16] : "";

    [GeneratedRegex(@"^[1-9]\d*(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
