using Rosterline.Moving;
using Rosterline.Tests.Architecture;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

/// <summary>docs/export-format.md names every file and every field, and no other.</summary>
public class ExportFormatTest(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact, Trait("Requirement", "H-14")]
    public async Task The_format_is_written_down()
    {
        var shapes = await TableShape.AllAsync(shared.App.Sql, default);
        var (described, moved) = (Described().ToList(), MovedTables.All.SelectMany(table => shapes[table.Name].Moved(table).Select(column => $"{table.FileName} {column}")).ToList());
        moved.Except(described).ShouldBeEmpty("goes along, but is not described");
        described.Except(moved).ShouldBeEmpty("described, but does not go along");
        described.ShouldBeUnique();
        foreach (var table in MovedTables.All)
            table.Without.Keys.Concat(table.As.Keys).Concat(table.Anew.Keys).Except(shapes[table.Name].Columns).ShouldBeEmpty($"{table.Name} has no such column");
    }

    static IEnumerable<string> Described()
    {
        var file = "";
        foreach (var line in Repository.Files.Single(one => one.Path == "docs/export-format.md").Text.Split('\n'))
            if (line.StartsWith("### ", StringComparison.Ordinal)) file = line[4..];
            else if (file.Length > 0 && line.StartsWith("| `", StringComparison.Ordinal)) yield return $"{file} {line.Split('`')[1]}";
    }
}
