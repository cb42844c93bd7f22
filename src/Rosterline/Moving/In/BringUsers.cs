using System.Text.Json;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Moving.In;

/// <summary>
/// The people who sign in. A person signs in once for all organisations of an installation: whoever is here already under the same id stays as
/// she is, and nobody else's address is taken over.
/// </summary>
static class BringUsers
{
    const string Known = """
        select l.nth, r.id = u.id, u.email from unnest($1::text[]) with ordinality l(line, nth), json_populate_record(null::app_user, l.line::json) r
        join app_user u on u.id = r.id or u.normalized_email = r.normalized_email or u.normalized_user_name = r.normalized_user_name order by l.nth
        """;

    public static async Task<Refusal?> CheckAsync(NpgsqlTransaction transaction, ExportFile export, CancellationToken cancel)
    {
        if (export.Manifest.Find("app_user.ndjson") is null) return null;
        var line = 0L;
        await foreach (var lines in export.LinesAsync("app_user.ndjson", 1000, cancel))
        {
            if (Array.FindIndex(lines, text => !IsObject(text)) is >= 0 and var bad) return Refusals.Damaged($"app_user.ndjson, line {line + bad + 1}", "it is not JSON.");
            foreach (var (nth, same, email) in await transaction.Command(Known, (object)lines).ReadAllAsync(row => (row.GetInt64(0), row.GetBoolean(1), row.Text(2)), cancel))
                if (!same) return Refusals.EmailTaken(line + nth, email ?? "This name");
            line += lines.Length;
        }
        return null;
    }

    static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
