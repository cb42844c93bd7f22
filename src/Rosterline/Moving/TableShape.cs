using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Moving;

/// <summary>The columns of a table that hold something of their own, and those of its key, as the database has them now.</summary>
/// <param name="Type">Of its rows, with the schema: <c>line</c> alone is a figure of geometry.</param>
/// <param name="Key">In their order; rows are written in it.</param>
sealed record TableShape(string Name, string Type, IReadOnlyList<string> Columns, IReadOnlyList<string> Key)
{
    const string Sql = """
        select c.relname, quote_ident(current_schema()) || '.' || quote_ident(c.relname), array_agg(a.attname::text order by a.attnum),
               (select array_agg(k.attname::text order by array_position(i.indkey::smallint[], k.attnum)) from pg_index i
                join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        group by c.oid, c.relname
        """;

    /// <summary>Every table of the schema by name.</summary>
    public static async Task<Dictionary<string, TableShape>> AllAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        (await database.Command(Sql).ReadAllAsync(row => new TableShape(row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.IsDBNull(3) ? [] : row.GetFieldValue<string[]>(3)), cancel))
        .ToDictionary(shape => shape.Name);

    /// <summary>What of it goes along: all but the organisation, which the manifest names, and what stays behind.</summary>
    public IEnumerable<string> Moved(MovedTable table) =>
        Columns.Where(column => column != "root_id" && !table.Without.ContainsKey(column) && !table.Anew.ContainsKey(column));

    /// <summary>Reads the organisation's rows, each as a line of JSON, in the order of the key.</summary>
    public string Select(MovedTable table)
    {
        var columns = Moved(table).Select(column => table.As.TryGetValue(column, out var sql) ? $"{sql} as \"{column}\"" : $"t.\"{column}\"");
        var order = Key.Where(column => column != "root_id").Select(column => $"t.\"{column}\"").DefaultIfEmpty("1");
        return $"select row_to_json(x)::text from (select {string.Join(", ", columns)} from {Name} t where {table.Rows} order by {string.Join(", ", order)}) x";
    }

    /// <summary>Writes rows from lines of JSON ($2) for the organisation ($1).</summary>
    /// <param name="into">A table of the same shape.</param>
    public string Insert(MovedTable table, IReadOnlyList<string> columns, string into)
    {
        var root = Columns.Contains("root_id") ? new[] { ("root_id", "$1") } : [];
        (string Name, string Value)[] all = [.. root, .. columns.Select(column => (column, $"r.\"{column}\"")), .. table.Anew.Select(made => (made.Key, made.Value))];
        return $"""
            insert into {into} ({string.Join(", ", all.Select(column => $"\"{column.Name}\""))}) select {string.Join(", ", all.Select(column => column.Value))}
            from unnest($2::text[]) with ordinality l(line, nth), json_populate_record(null::{Type}, l.line::json) r where $1::uuid is not null order by l.nth
            """;
    }
}
