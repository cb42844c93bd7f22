using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rosterline.Database;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Database;

/// <summary>Migrations are written by hand and entities too: every mapped column exists, with the type and nullability that is mapped.</summary>
public class MappingTest
{
    sealed record Column(string Type, bool Nullable);

    [Fact]
    public async Task Every_mapped_column_exists_as_mapped()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = new RosterlineDb(new DbContextOptionsBuilder<RosterlineDb>().UseNpgsql(database.DataSource).Options);
        var columns = await ColumnsAsync(database.DataSource);
        var mapped = db.Model.GetEntityTypes().ToList();
        mapped.Count.ShouldBeGreaterThan(10);
        mapped.SelectMany(entity => Faults(entity, columns)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_key_is_the_primary_key_of_its_table()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = new RosterlineDb(new DbContextOptionsBuilder<RosterlineDb>().UseNpgsql(database.DataSource).Options);
        var keys = await KeysAsync(database.DataSource);
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var store = StoreObjectIdentifier.Table(entity.GetTableName()!);
            entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(store)).ShouldBe(keys[entity.GetTableName()!], ignoreOrder: true, entity.GetTableName());
        }
    }

    static IEnumerable<string> Faults(IEntityType entity, Dictionary<(string Table, string Column), Column> columns)
    {
        var table = entity.GetTableName()!;
        foreach (var property in entity.GetProperties())
        {
            var name = property.GetColumnName(StoreObjectIdentifier.Table(table))!;
            if (!columns.TryGetValue((table, name), out var column)) yield return $"{table}.{name} does not exist";
            else if (Plain(property.GetColumnType()) != column.Type) yield return $"{table}.{name} is {column.Type}, mapped as {property.GetColumnType()}";
            else if (property.IsNullable != column.Nullable) yield return $"{table}.{name} is {(column.Nullable ? "" : "not ")}nullable, mapped otherwise";
        }
    }

    // Lengths are checked before saving; PostgreSQL's text and varchar are one type to EF.
    static string Plain(string mapped) => mapped.Split('(')[0] switch { "character varying" => "text", var type => type };

    static async Task<Dictionary<(string, string), Column>> ColumnsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select c.relname, a.attname, format_type(a.atttypid, null), not a.attnotnull from pg_attribute a
            join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where a.attnum > 0 and not a.attisdropped
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new Dictionary<(string, string), Column>();
        while (await reader.ReadAsync()) all[(reader.GetString(0), reader.GetString(1))] = new Column(reader.GetString(2), reader.GetBoolean(3));
        return all;
    }

    static async Task<Dictionary<string, string[]>> KeysAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select c.relname, array_agg(a.attname::text) from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indisprimary group by c.relname
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new Dictionary<string, string[]>();
        while (await reader.ReadAsync()) all[reader.GetString(0)] = reader.GetFieldValue<string[]>(1);
        return all;
    }
}
