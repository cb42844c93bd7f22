using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Fields;

/// <summary>What an agency notes about a person under names of its own, as for {custom.shirt size} in a text.</summary>
public sealed class CustomFields(NpgsqlDataSource database, FieldList list, TimeProvider clock)
{
    public const int LongestValue = 500;

    /// <summary>Null: there is no such person in the viewer's organisation.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = await database.Command("select coalesce(custom, '{}')::text from person where root_id = $1 and id = $2", viewer.RootId, id).ExecuteScalarAsync(cancel) as string;
        return found is null ? null : CustomValues.Read(found);
    }

    /// <summary>Replaces all of them; an empty value is none, a name that is new becomes a field. False: there is no such person.</summary>
    public async Task<Result<bool>> WriteAsync(Viewer viewer, Guid id, IReadOnlyDictionary<string, string?> fields, CancellationToken cancel)
    {
        var known = await list.FindAsync(viewer.RootId, cancel);
        var clean = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var added = new List<string>();
        foreach (var (name, value) in fields)
        {
            if (CleanText.OrNull(value) is not { } written) continue;
            if (FieldList.Refuse(CleanText.Of(name)) is { } wrong) return wrong;
            var key = FieldList.Named(known, name)?.Key ?? FieldList.Plain(name);
            clean[key] = written;
            if (known.All(field => field.Key != key)) added.Add(key);
        }

        if (Refuse(clean, known.Count + added.Count) is { } refusal) return refusal;
        return await StoreAsync(viewer, id, clean, added, cancel);
    }

    /// <summary>The values by key, from names or keys; null values clear. Refused when a name is no field of the agency.</summary>
    public async Task<Result<IReadOnlyDictionary<string, string?>>> ByKeyAsync(Guid rootId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancel)
    {
        var known = await list.FindAsync(rootId, cancel);
        var clean = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (FieldList.Named(known, name) is not { } field) return new Refusal("field_unknown", $"There is no field “{CleanText.Of(name)}”. An administrator adds it in Admin › Fields and actions.");
            clean[field.Key] = CleanText.OrNull(value);
            if (clean[field.Key]?.Length > LongestValue) return Refusals.TooLong(field.Name, LongestValue);
        }

        return Result.Of<IReadOnlyDictionary<string, string?>>(clean);
    }

    async Task<bool> StoreAsync(Viewer viewer, Guid id, SortedDictionary<string, string> clean, List<string> added, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var changed = await transaction.Command("update person set custom = nullif($3::jsonb, '{}'), updated_at = $4 where root_id = $1 and id = $2",
            viewer.RootId, id, JsonSerializer.Serialize(clean), clock.GetUtcNow()).RunAsync(cancel);
        if (changed == 0) return false;
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (added.Count > 0)
            batch.Add("""
                insert into custom_field (root_id, key, name, position)
                select $1, k.key, upper(left(k.key, 1)) || substr(k.key, 2), k.at + coalesce((select max(f.position) from custom_field f where f.root_id = $1), 0)
                from unnest($2::text[]) with ordinality k(key, at) on conflict do nothing
                """, viewer.RootId, added.ToArray());
        AuditLog.Add(batch, AuditedAct.By(viewer, "person.custom_fields_changed", "person", id, new { names = clean.Keys }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static Refusal? Refuse(SortedDictionary<string, string> fields, int all)
    {
        if (fields.Count > FieldList.Most) return new("too_many", string.Create(CultureInfo.InvariantCulture, $"At most {FieldList.Most} fields of your own for one person."));
        if (all > FieldList.Most) return new("too_many", string.Create(CultureInfo.InvariantCulture, $"At most {FieldList.Most} fields of your own."));
        foreach (var (name, value) in fields)
            if (value.Length > LongestValue) return Refusals.TooLong(name, LongestValue);
        return null;
    }
}
