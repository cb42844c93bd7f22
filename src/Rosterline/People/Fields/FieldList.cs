using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Fields;

/// <summary>A field the agency added for itself.</summary>
/// <param name="Key">What values are kept under; stays when the name changes.</param>
/// <param name="Hidden">Offered nowhere any more; its values stay.</param>
public sealed record CustomField(string Key, string Name, bool Hidden);

/// <summary>The organisation's own fields of people, in its order: to add, rename, order and hide.</summary>
public sealed class FieldList(NpgsqlDataSource database, TimeProvider clock)
{
    public const int Most = 50, LongestName = 60;

    /// <param name="Key">Absent for a new one.</param>
    public sealed record Item(string? Key, string? Name, bool Hidden = false);

    public async Task<IReadOnlyList<CustomField>> FindAsync(Guid rootId, CancellationToken cancel) =>
        await database.Command("select key, name, hidden from custom_field where root_id = $1 order by position, key", rootId)
            .ReadAllAsync(row => new CustomField(row.GetString(0), row.GetString(1), row.GetBoolean(2)), cancel);

    /// <summary>Makes the list as it is given. What is left out is hidden, for its values are not thrown away.</summary>
    public async Task<Result<IReadOnlyList<CustomField>>> ReplaceAsync(Viewer viewer, IReadOnlyList<Item>? items, CancellationToken cancel)
    {
        var known = await FindAsync(viewer.RootId, cancel);
        var wanted = new List<CustomField>();
        foreach (var item in items ?? [])
        {
            var name = CleanText.Of(item.Name);
            if (Refuse(name) is { } wrong) return wrong;
            if (item.Key is { } key && known.All(field => field.Key != key)) return new Refusal("field_unknown", $"There is no field “{key}” any more. Read the list again.");
            wanted.Add(new(item.Key ?? Plain(name), name, item.Hidden));
        }

        wanted.AddRange(known.Where(field => wanted.All(other => other.Key != field.Key)).Select(field => field with { Hidden = true }));
        if (wanted.Count > Most) return new Refusal("too_many", string.Create(CultureInfo.InvariantCulture, $"At most {Most} fields of your own."));
        if (Twice(wanted) is { } twice) return new Refusal("name_taken", $"Two fields cannot both be called “{twice}”, now or formerly.");
        await StoreAsync(viewer, wanted, cancel);
        return Result.Of<IReadOnlyList<CustomField>>(wanted);
    }

    /// <summary>The name as it is compared and kept: small letters, one space between words, as merge fields have it.</summary>
    public static string Plain(string written) => string.Join(' ', CleanText.Of(written).ToLowerInvariant().Split([' ', '_', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The field that goes by this name, now or formerly; null when none does.</summary>
    public static CustomField? Named(IReadOnlyList<CustomField> fields, string name)
    {
        var plain = Plain(name);
        return fields.FirstOrDefault(field => field.Key == plain) ?? fields.FirstOrDefault(field => Plain(field.Name) == plain);
    }

    public static Refusal? Refuse(string name) =>
        Plain(name).Length == 0 ? new("name_missing", "A field of your own needs a name.")
        : name.Length > LongestName ? Refusals.TooLong("Name of a field", LongestName)
        : name.AsSpan().IndexOfAny("{}|:") >= 0 ? new("name_wrong", $"“{name}”: the characters {{, }}, | and : stand for something else in texts. Leave them out.")
        : null;

    static string? Twice(List<CustomField> fields) => fields
        .SelectMany(field => new[] { field.Key, Plain(field.Name) }.Distinct().Select(name => (field.Key, field.Name, Plain: name)))
        .GroupBy(use => use.Plain).FirstOrDefault(same => same.Select(use => use.Key).Distinct().Count() > 1 || same.Count() > 1)?.Last().Name;

    async Task StoreAsync(Viewer viewer, List<CustomField> fields, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // Two who replace it at once: one list or the other, not both.
        batch.Add("select 1 from organisation where root_id = $1 for update", viewer.RootId);
        batch.Add("delete from custom_field where root_id = $1", viewer.RootId);
        batch.Add("insert into custom_field (root_id, key, name, hidden, position) select $1, f.key, f.name, f.hidden, f.at from unnest($2::text[], $3::text[], $4::bool[]) with ordinality f(key, name, hidden, at)",
            viewer.RootId, fields.Select(f => f.Key).ToArray(), fields.Select(f => f.Name).ToArray(), fields.Select(f => f.Hidden).ToArray());
        AuditLog.Add(batch, AuditedAct.By(viewer, "custom_fields.changed", "organisation", viewer.RootId, new { fields = fields.Select(f => new { f.Key, f.Name, f.Hidden }) }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
