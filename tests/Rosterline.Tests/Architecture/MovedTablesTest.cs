using Rosterline.Moving;

namespace Rosterline.Tests.Architecture;

/// <summary>Nothing of an organisation is forgotten when it moves: every table goes along or says why it stays.</summary>
public class MovedTablesTest
{
    static readonly string[] Made = [.. MigrationTest.Tables(Repository.Files).Select(table => table.Name).Where(name => name != "message_other"), "schema_version"];

    [Fact]
    public void Every_table_goes_along_or_says_why_not()
    {
        var known = MovedTables.All.Select(table => table.Name).Concat(MovedTables.LeftOut.Keys).ToList();
        known.ShouldBeUnique();
        Made.Except(known).ShouldBeEmpty("add these to Moving/MovedTables and docs/export-format.md");
        known.Except(Made).ShouldBeEmpty("these tables do not exist");
        MovedTables.LeftOut.Values.ShouldAllBe(reason => reason.Length > 5);
    }
}
