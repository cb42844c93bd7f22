using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Fields;

/// <summary>What an agency notes about a person under names of its own, as for {custom.shirt size} in a text.</summary>
public sealed class CustomFields(NpgsqlDataSource database, TimeProvider clock)
{
    const int Most = 50, LongestName = 60, LongestValue = 500;

    /// <summary>Null: there is no such person in the viewer's organisation.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = await database.Command("select coalesce(custom, '{}')::text from person where root_id = $1 and id = $2", viewer.RootId, id).ExecuteScalarAsync(cancel) as string;
        return found is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(found);
    }

    /// <summary>Replaces all of them; an empty value is none. False: there is no such person.</summary>
    public async Task<Result<bool>> WriteAsync(Viewer viewer, Guid id, IReadOnlyDictionary<string, string?> fields, CancellationToken cancel)
    {
        var clean = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            if (CleanText.OrNull(value) is { } written) clean[Name(name)] = written;
        if (Refuse(clean) is { } refusal) return refusal;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var changed = await transaction.Command("update person set custom = nullif($3::jsonb, '{}'), updated_at = $4 where root_id = $1 and id = $2",
            viewer.RootId, id, JsonSerializer.Serialize(clean), clock.GetUtcNow()).RunAsync(cancel);
        if (changed == 0) return false;
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, "person.custom_fields_changed", "person", id, new { names = clean.Keys }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // As merge fields compare names: small letters, one space between words.
    static string Name(string written) => string.Join(' ', CleanText.Of(written).ToLowerInvariant().Split([' ', '_', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));

    static Refusal? Refuse(SortedDictionary<string, string> fields)
    {
        if (fields.Count > Most) return new("too_many", string.Create(CultureInfo.InvariantCulture, $"At most {Most} fields of your own for one person."));
        foreach (var (name, value) in fields)
        {
            if (name.Length == 0) return new("name_missing", "A field of your own needs a name.");
            if (name.Length > LongestName) return Refusals.TooLong("Name of a field", LongestName);
            if (name.AsSpan().IndexOfAny("{}|") >= 0) return new("name_wrong", $"“{name}”: the characters {{, }} and | stand for something else in texts. Leave them out.");
            if (value.Length > LongestValue) return Refusals.TooLong(name, LongestValue);
        }
        return null;
    }
}
