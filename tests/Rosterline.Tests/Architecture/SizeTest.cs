namespace Rosterline.Tests.Architecture;

/// <summary>A file can be read in one go and a folder seen at a glance; past that it is split, by sub-feature and never by kind.</summary>
public class SizeTest
{
    const int LongestFile = 300, LongestAdapter = 500, FullestFolder = 15;

    /// <summary>Folders that may hold more, each with its reason.</summary>
    static readonly Dictionary<string, string> Exceptions = [];

    [Fact]
    public void Files_and_folders_are_small() => Faults(Repository.Code, Exceptions).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Rosterline/Lines/Line.cs", 301)]
    [InlineData("src/Rosterline/Providers/ITextProvider.cs", 301)]
    [InlineData("src/Rosterline/Providers/Twilio/TwilioProvider.cs", 501)]
    [InlineData("src/Rosterline/Ats/Greenhouse/GreenhouseConnector.cs", 501)]
    [InlineData("src/web/src/inbox/Inbox.tsx", 301)]
    public void Finds_a_long_file(string path, int lines)
    {
        Faults([LongFile(path, lines)], []).ShouldHaveSingleItem();
        Faults([LongFile(path, lines - 1)], []).ShouldBeEmpty();
    }

    [Fact]
    public void Finds_a_full_folder()
    {
        Faults(FolderOf(FullestFolder + 1), []).ShouldHaveSingleItem();
        Faults(FolderOf(FullestFolder), []).ShouldBeEmpty();
    }

    [Fact]
    public void An_exception_needs_a_reason_and_a_need()
    {
        Faults(FolderOf(FullestFolder + 1), new() { ["src/Rosterline/Lines"] = "one file per rule, listed by law" }).ShouldBeEmpty();
        Faults(FolderOf(FullestFolder + 1), new() { ["src/Rosterline/Lines"] = " " }).ShouldHaveSingleItem();
        Faults(FolderOf(FullestFolder), new() { ["src/Rosterline/Lines"] = "one file per rule, listed by law" }).ShouldHaveSingleItem();
    }

    static SourceFile LongFile(string path, int lines) => new(path, string.Concat(Enumerable.Repeat("//\n", lines)));

    static IEnumerable<SourceFile> FolderOf(int count) => Enumerable.Range(0, count).Select(number => new SourceFile($"src/Rosterline/Lines/A{number}.cs", ""));

    internal static IEnumerable<string> Faults(IEnumerable<SourceFile> files, Dictionary<string, string> exceptions)
    {
        var all = files.ToList();
        var full = all.GroupBy(file => file.Folder).Where(folder => folder.Count() > FullestFolder).ToDictionary(folder => folder.Key, folder => folder.Count());
        return
        [
            .. all.Where(file => file.Lines > Limit(file)).Select(file => $"{file.Path}: {file.Lines} lines, {Limit(file)} at most"),
            .. full.Where(folder => !exceptions.ContainsKey(folder.Key)).Select(folder => $"{folder.Key}: {folder.Value} files, {FullestFolder} at most"),
            .. exceptions.Where(exception => string.IsNullOrWhiteSpace(exception.Value)).Select(exception => $"{exception.Key}: its exception gives no reason"),
            .. exceptions.Keys.Where(folder => !full.ContainsKey(folder)).Select(folder => $"{folder}: needs its exception no longer"),
        ];
    }

    static int Limit(SourceFile file) => file.Path.Split('/') is ["src", "Rosterline", "Providers" or "Ats", _, _, ..] ? LongestAdapter : LongestFile;
}
