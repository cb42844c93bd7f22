using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>What is entered at a text provider, and what is brought from there. Of saved settings only those that are no secret.</summary>
sealed class ProviderValues(NpgsqlDataSource database, ProviderCatalog providers, ConnectionReader connections, Settings settings)
{
    sealed record Row(string Provider, string Name, string Settings, string HookToken, string[] Numbers);

    public async Task<List<StepValue>> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        var found = await database.Command("""
            select c.provider, c.name, c.settings::text, c.hook_token,
                   array(select '+' || l.number from line l where l.root_id = c.root_id and l.connection_id = c.id and l.active and l.receiving_checked_at is null order by l.number limit 50)
            from provider_connection c where c.root_id = $1 and c.active order by c.created_at
            """, rootId).ReadAllAsync(row => new Row(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<string[]>(4)), cancel);
        return found.Count == 0 ? [.. Wanted()] : [.. found.SelectMany(Connected)];
    }

    IEnumerable<StepValue> Connected(Row row)
    {
        if (providers.Find(row.Provider) is not { } provider) yield break;
        var note = settings.PublicUrl is null ? "No public address is set: the provider cannot reach this one. Set ROSTERLINE_PUBLIC_URL first; until then replies are asked for where the provider lists them."
            : "The address Rosterline gives to the provider. Incoming messages and delivery news come here.";
        yield return new($"{row.Name}: address for incoming messages", connections.HookAddress(row.Provider, row.HookToken).AbsoluteUri, note);
        var saved = JsonNode.Parse(row.Settings)!.AsObject();
        foreach (var field in ProviderCatalog.FieldsOf(provider).Where(field => !field.Secret))
            if (saved[field.Name]?.ToString() is { Length: > 0 } value) yield return new($"{row.Name}: {field.Label}", value, field.Help);
        if (row.Numbers.Length > 0) yield return new($"{row.Name}: numbers that received nothing yet", string.Join(", ", row.Numbers));
    }

    // Nothing is connected yet: what each provider would be asked for.
    IEnumerable<StepValue> Wanted() => providers.All.SelectMany(provider => ProviderCatalog.FieldsOf(provider).Where(field => !field.Optional).Select(field =>
        new StepValue($"{provider.Label}: {field.Label}", field.Secret ? "secret: hand it over on a safe way" : "not a secret", field.Help)));
}
