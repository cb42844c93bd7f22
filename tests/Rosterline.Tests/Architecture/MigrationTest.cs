using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>
/// Every table belongs to an organisation and says so first in its primary key, so that it can be partitioned by it; the few that
/// belong to the whole installation are listed here.
/// </summary>
public partial class MigrationTest
{
    /// <summary>Tables of the whole installation, or found before the organisation is known, each with its reason.</summary>
    internal static readonly Dictionary<string, string> Exceptions = new()
    {
        ["app_user"] = "a person signs in once and may belong to several organisations",
        ["user_claim"] = "part of app_user",
        ["user_login"] = "part of app_user",
        ["user_token"] = "part of app_user",
        ["user_session"] = "part of app_user: a signed-in device may go from one organisation to another",
        ["user_passkey"] = "part of app_user",
        ["used_code"] = "part of app_user",
        ["one_time_link"] = "found by its secret, which tells the organisation",
        ["data_protection_key"] = "keys of the installation",
        ["backup_run"] = "backups of the installation",
        ["sending_clock"] = "one clock for all: which node feeds broadcasts, and when any last did",
        ["node"] = "running copies of the application",
        ["carrier_account"] = "the simulated carrier's, whose customers are found by token",
        ["carrier_number"] = "the simulated carrier's, by owner",
        ["carrier_message"] = "the simulated carrier's, by owner",
        ["carrier_event"] = "the simulated carrier's, worked off in order of time",
        ["carrier_phone"] = "the simulated carrier's, by owner",
        ["carrier_webhook"] = "the simulated carrier's, by owner",
        ["carrier_fault"] = "the simulated carrier's, by owner",
    };

    [Fact]
    public void Keys_of_tenant_tables_start_with_the_organisation() => Faults(Tables(Repository.Files), Exceptions).ShouldBeEmpty();

    [Fact]
    public void Every_migration_has_a_number_of_its_own() => MigrationFiles(Repository.Files).Select(file => int.Parse(file.Name[..4])).ShouldBeUnique();

    [Theory]
    [InlineData("create table a (root_id uuid, id uuid, primary key (id, root_id));")]
    [InlineData("create table a (root_id uuid, id uuid primary key);")]
    [InlineData("create table if not exists a (root_id uuid not null, id uuid);")]
    [InlineData("create unlogged table a (id uuid primary key, n numeric(8,3) default (1));")]
    public void Finds(string sql) => Faults(Tables([Migration(sql)]), []).ShouldHaveSingleItem();

    [Theory]
    [InlineData("create table a (root_id uuid, -- the (account root\n id uuid, primary key (root_id, id)) with (fillfactor = 70);")]
    [InlineData("CREATE TABLE a (root_id uuid PRIMARY KEY);")]
    [InlineData("create table a_1 partition of a for values in (1);")]
    public void Allows(string sql) => Faults(Tables([Migration(sql)]), []).ShouldBeEmpty();

    [Fact]
    public void An_exception_must_be_needed() => Faults([], new() { ["gone"] = "it was needed once" }).ShouldHaveSingleItem();

    static SourceFile Migration(string sql) => new("src/Rosterline/Database/Migrations/0001_a.sql", sql);

    internal static IEnumerable<string> Faults(IEnumerable<Table> tables, Dictionary<string, string> exceptions)
    {
        var all = tables.ToList();
        return all.Where(table => table.FirstKey != "root_id" && !exceptions.ContainsKey(table.Name))
            .Select(table => $"{table.Name}: its primary key starts with {table.FirstKey ?? "nothing"}, not root_id")
            .Concat(exceptions.Keys.Where(name => all.All(table => table.Name != name || table.FirstKey == "root_id")).Select(name => $"{name}: needs its exception no longer"));
    }

    /// <summary>A table as its migration creates it.</summary>
    internal sealed record Table(string Name, bool HasRoot, string? FirstKey);

    internal static IEnumerable<Table> Tables(IEnumerable<SourceFile> files) =>
        from file in MigrationFiles(files)
        let sql = Comment().Replace(file.Text, "")
        from Match created in CreateTable().Matches(sql)
        let body = Body(sql, created.Index + created.Length)
        select new Table(created.Groups[1].Value, HasRootColumn().IsMatch(body), FirstKey(body));

    static IEnumerable<SourceFile> MigrationFiles(IEnumerable<SourceFile> files) => files
        .Where(file => file.Folder == "src/Rosterline/Database/Migrations" && file.Is(".sql")).OrderBy(file => file.Name, StringComparer.Ordinal);

    static string Body(string sql, int start)
    {
        var (at, depth) = (start, 1);
        for (; at < sql.Length && depth > 0; at++) depth += sql[at] switch { '(' => 1, ')' => -1, _ => 0 };
        return sql[start..Math.Max(start, at - 1)];
    }

    static string? FirstKey(string body) =>
        TableKey().Match(body) is { Success: true } table ? table.Groups[1].Value
        : ColumnKey().Match(body) is { Success: true } column ? column.Groups[1].Value
        : null;

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?(\w+)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"(^|,)\s*root_id\s", RegexOptions.IgnoreCase)]
    private static partial Regex HasRootColumn();

    [GeneratedRegex(@"\bprimary\s+key\s*\(\s*(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex TableKey();

    [GeneratedRegex(@"(?:^|,)\s*(\w+)\s(?:[^,()]|\([^()]*\))*\bprimary\s+key\b(?!\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex ColumnKey();
}
