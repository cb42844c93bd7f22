using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>
/// SQL that reads or writes a tenant's table names the organisation in the same statement. Work that is meant for all of them
/// says so and why: <c>// every organisation: the claim takes accounts in turn</c> up to three lines above the string,
/// or the same words after <c>--</c> within the statement.
/// </summary>
public partial class TenantSqlTest
{
    static readonly string[] Example = ["message", "line", "outbox"];

    [Fact]
    public void Sql_names_the_organisation()
    {
        var tenant = MigrationTest.Tables(Repository.Files).Where(table => table.HasRoot).Select(table => table.Name).ToArray();
        tenant.ShouldContain("message");
        Faults(Repository.Files.Where(file => file.Path.StartsWith("src/Rosterline/", StringComparison.Ordinal)), tenant).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"select body from message where id = $1\"")]
    [InlineData("\"select 1 from line l where l.root_id = $1; update message set body = ''\"")]
    [InlineData("$\"\"\"\n  insert into outbox (message_id)\n  values ({id})\n  \"\"\"")]
    [InlineData("\"select body \" +\n  \"from message where id = $1\"")]
    [InlineData("$\"{Columns} from message m join line l on l.id = m.line_id\"")]
    [InlineData("// every organisation:\n\"delete from outbox where state = 9\"")]
    [InlineData("// every organisation: far above\n\n\n\n\n\"delete from outbox where state = 9\"")]
    [InlineData("\"DELETE FROM public.outbox\"")]
    public void Finds(string text) => Faults([new("src/Rosterline/Sending/A.cs", text)], Example).ShouldHaveSingleItem();

    [Fact]
    public void Finds_it_in_a_file_of_sql() =>
        Faults([new("src/Rosterline/Sending/claim.sql", "update outbox set state = 2")], Example).ShouldHaveSingleItem();

    [Theory]
    [InlineData("\"select body from message where root_id = $1 and id = $2\"")]
    [InlineData("$\"select body from message m where {viewer.SeesMessage(\"m\")} and id = $2\"")]
    [InlineData("\"select 1 from app_user where id = $1\"")]
    [InlineData("\"Texts from line {0} wait\"")]
    [InlineData("// every organisation: a sweeper finds what was missed\nvar sql =\n\"update outbox set state = 1\"")]
    [InlineData("\"-- every organisation: a sweeper finds what was missed\\nupdate outbox set state = 1\"")]
    public void Allows(string text) => Faults([new("src/Rosterline/Sending/A.cs", text)], Example).ShouldBeEmpty();

    internal static IEnumerable<string> Faults(IEnumerable<SourceFile> files, string[] tenantTables)
    {
        var names = new Regex($@"\b(?:from|join|into|update|using)\s+(?:only\s+)?(?:\w+\.)?({string.Join('|', tenantTables)})\b", RegexOptions.IgnoreCase);
        return from file in files
               where file.Is(".cs", ".sql") && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
               from sql in file.Is(".sql") ? [new StringLiteral(file.Text, 1)] : CSharpText.Of(file.Text).Strings
               where LooksLikeSql().IsMatch(sql.Text) && !Excused(file.Text, sql.Line)
               from statement in sql.Text.Split(';')
               let named = names.Match(statement)
               where named.Success && !NamesOrganisation().IsMatch(statement) && !Reason().IsMatch(statement)
               select $"{file.Path}:{sql.Line}: {named.Groups[1].Value} without root_id";
    }

    static bool Excused(string text, int line) =>
        text.Split('\n')[Math.Max(0, line - 4)..(line - 1)].Any(above => above.Contains("//", StringComparison.Ordinal) && Reason().IsMatch(above));

    [GeneratedRegex(@"^(\s|\\n|--[^\n]*?(\n|\\n)|\{[^}]*\})*(with|select|insert|update|delete|merge|copy|lock|from|join|left|inner|create|WITH|SELECT|INSERT|UPDATE|DELETE|MERGE|COPY|FROM|JOIN)\b")]
    private static partial Regex LooksLikeSql();

    [GeneratedRegex(@"root_id|RootId|Sees(Conversation|Message)\(")]
    private static partial Regex NamesOrganisation();

    [GeneratedRegex(@"(//|--) every organisation: \S.{9,}")]
    private static partial Regex Reason();
}
