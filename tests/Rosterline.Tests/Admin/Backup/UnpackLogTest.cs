using Rosterline.Admin.Backup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.Backup;

/// <summary>Which of the archived log a restore uses, on files that no server wrote.</summary>
[Trait("Requirement", "P-06")]
public sealed class UnpackLogTest : IDisposable
{
    const int Size = 1 << 20;

    readonly TestFolder folder = new();
    readonly BackupKey key;

    public UnpackLogTest()
    {
        key = BackupKey.FromFile(folder["backup.key"], make: true);
        Directory.CreateDirectory(Target);
        // What the backup itself held.
        File.WriteAllBytes(Path.Combine(Target, Name(3)), new byte[Size]);
    }

    public void Dispose() => folder.Dispose();

    string Backup => folder["rosterline-20261101T020000Z.backup"];

    string Target => folder["pg_wal"];

    static string Name(int nth) => BackupLog.NameOf(1, nth, Size);

    [Fact]
    public async Task Whole_files_and_what_the_last_one_held_follow_the_backup()
    {
        await SealAsync(3, Size, whole: true);
        await SealAsync(4, 5000, whole: false);
        await SealAsync(4, Size, whole: true);
        await SealAsync(5, 700, whole: false);

        var unpacked = await UnpackAsync();

        unpacked.Broken.ShouldBeNull();
        unpacked.Until.ShouldBe(At(5));
        Files().ShouldBe([Name(3), Name(4), Name(5)]);
        File.ReadAllBytes(Path.Combine(Target, Name(4))).ShouldBe(Content(4));
        var last = File.ReadAllBytes(Path.Combine(Target, Name(5)));
        last.Length.ShouldBe(Size);
        last[..700].ShouldBe(Content(5)[..700]);
        last[700..].ShouldAllBe(b => b == 0);
        Directory.GetFiles(BackupLog.FolderOf(Backup), "*.begun").Length.ShouldBe(1, "a whole file replaces what was begun of it");
    }

    [Fact]
    public async Task Nothing_behind_a_gap_counts()
    {
        await SealAsync(4, Size, whole: true);
        await SealAsync(6, Size, whole: true);
        var unpacked = await UnpackAsync();
        unpacked.Broken.ShouldBe($"{Name(6)} does not follow {Name(4)}.");
        unpacked.Until.ShouldBe(At(4));
        Files().ShouldBe([Name(3), Name(4)]);
    }

    [Fact]
    public async Task Nothing_from_a_damaged_file_on_counts()
    {
        await SealAsync(4, Size, whole: true);
        await SealAsync(5, Size, whole: true);
        await SealAsync(6, Size, whole: true);
        var damaged = Directory.GetFiles(BackupLog.FolderOf(Backup), Name(5) + "*").Single();
        var bytes = File.ReadAllBytes(damaged);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        (await UnpackAsync()).Broken!.ShouldContain("damaged or cut off");
        Files().ShouldBe([Name(3), Name(4)]);
    }

    [Fact]
    public async Task It_opens_with_the_key_of_the_backup_alone_and_holds_nothing_readable()
    {
        await SealAsync(4, Size, whole: true);
        var sealedFile = File.ReadAllBytes(Directory.GetFiles(BackupLog.FolderOf(Backup)).Single());
        sealedFile.AsSpan().IndexOf("Content of"u8).ShouldBe(-1);
        var other = BackupKey.FromFile(folder["other.key"], make: true);
        (await UnpackLog.ExecuteAsync(Backup, Target, _ => other, default)).Broken!.ShouldContain("needs the key file with the fingerprint");
        Files().ShouldBe([Name(3)]);
    }

    [Fact]
    public void Names_are_the_servers_own()
    {
        BackupLog.NameOf(1, 0x2_05, 16 << 20).ShouldBe("000000010000000200000005");
        BackupLog.NthOf("000000010000000200000005", 16 << 20).ShouldBe(0x2_05);
        BackupLog.BackupOf(folder.Path, BackupLog.SlotOf(Backup)).ShouldBe(Backup);
    }

    Task<LogUnpacked> UnpackAsync() => UnpackLog.ExecuteAsync(Backup, Target, _ => key, default);

    async Task SealAsync(int nth, int length, bool whole)
    {
        var file = folder[Name(nth)];
        await File.WriteAllBytesAsync(file, Content(nth));
        await BackupLog.SealAsync(BackupLog.FolderOf(Backup), file, length, whole, key, At(nth), default);
    }

    IEnumerable<string> Files() => Directory.GetFiles(Target).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    static DateTimeOffset At(int nth) => new(2026, 11, 1, 3, nth, 0, TimeSpan.Zero);

    static byte[] Content(int nth)
    {
        var bytes = new byte[Size];
        new Random(nth).NextBytes(bytes);
        "Content of"u8.CopyTo(bytes);
        return bytes;
    }
}
