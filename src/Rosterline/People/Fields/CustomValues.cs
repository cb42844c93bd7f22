using System.Text.Json;

namespace Rosterline.People.Fields;

/// <summary>The agency's own fields of a record as they are stored.</summary>
static class CustomValues
{
    /// <summary>Texts and numbers by key; what an import by SQL left there otherwise is passed over.</summary>
    public static IReadOnlyDictionary<string, string> Read(string json)
    {
        using var stored = JsonDocument.Parse(json);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stored.RootElement.ValueKind != JsonValueKind.Object) return values;
        foreach (var field in stored.RootElement.EnumerateObject())
            if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number) values[field.Name] = field.Value.ToString();
        return values;
    }
}
