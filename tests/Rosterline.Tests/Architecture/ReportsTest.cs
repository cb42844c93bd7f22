using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>A report reads. That it was run is written by the module that keeps the audit log.</summary>
public partial class ReportsTest
{
    [Fact]
    public void Reports_never_write() => Faults(Repository.Application).ShouldBeEmpty();

    [Theory]
    [InlineData("var sql = \"insert into message values (1)\";")]
    [InlineData("var sql = \"\"\"\n  UPDATE message m\n  SET body = ''\n  \"\"\";")]
    [InlineData("var sql = \"delete from message\";")]
    [InlineData("var sql = $\"with a as (select 1) delete\\n from {table}\";")]
    [InlineData("await db.SaveChangesAsync(cancel);")]
    [InlineData("await db.Messages.ExecuteDeleteAsync(cancel);")]
    public void Finds(string text) => Faults([new("src/Rosterline/Reports/SmsActivity.cs", text)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("src/Rosterline/Reports/SmsActivity.cs", "var sql = \"select updated_at, insert_at from message where root_id = $1\"; rows.Add(1);")]
    [InlineData("src/Rosterline/Sending/SendMessage.cs", "var sql = \"insert into message values (1)\";")]
    public void Allows(string path, string text) => Faults([new(path, text)]).ShouldBeEmpty();

    internal static IEnumerable<string> Faults(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Rosterline/Reports/", StringComparison.Ordinal)
        let parts = CSharpText.Of(file.Text)
        from text in parts.Strings.Where(sql => Writes().IsMatch(sql.Text)).Select(sql => sql.Text).Concat(Saves().Matches(parts.Code).Select(call => call.Value))
        select $"{file.Path}: a report never writes: {text}";

    [GeneratedRegex(@"\b(insert\s+into|update\s+(only\s+)?[\w.""{}]+(\s+(as\s+)?\w+)?\s+set|delete(\s|\\n)+from|merge\s+into|truncate|select\b[^;]*\binto\s+\w+\s+from)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Writes();

    [GeneratedRegex(@"\b(SaveChanges|ExecuteUpdate|ExecuteDelete|BeginBinaryImport)(Async)?\b")]
    private static partial Regex Saves();
}
