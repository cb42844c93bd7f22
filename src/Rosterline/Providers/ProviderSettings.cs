using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Rosterline.Platform;

namespace Rosterline.Providers;

/// <summary>One field of a provider's settings form.</summary>
/// <param name="Kind">text, lines (text of several lines), choice, yes_no or number.</param>
/// <param name="Default">What stands in an empty form; never a secret.</param>
/// <param name="Username">Which characters may stand in it.</param>
/// <param name="Choices">What a choice can be.</param>
public sealed record SettingField(
    string Name, string Label, string Help, string Kind, bool Secret, bool Optional, string? Pattern, string? Mistake, JsonNode? Default, UsernameRule Username = UsernameRule.None,
    IReadOnlyList<SettingChoice>? Choices = null);

public sealed record SettingChoice(string Value, string Label);

/// <summary>What is wrong with one field, in words.</summary>
public sealed record SettingMistake(string Field, string Words);

/// <summary>Settings that may be saved, apart from the secrets that must be encrypted.</summary>
public sealed record CheckedSettings(object Settings, JsonObject Public, JsonObject Secrets)
{
    public override string ToString() => nameof(CheckedSettings);
}

/// <summary>Draws, checks and binds a provider's settings record from its attributes.</summary>
static class ProviderSettings
{
    static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(200);
    static readonly ConcurrentDictionary<Type, IReadOnlyList<Drawn>> Known = new();

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
    };

    public static IReadOnlyList<SettingField> FieldsOf(Type type) => [.. Draw(type).Select(d => d.Field)];

    public static IReadOnlyList<SettingMistake> FindMistakes(Type type, JsonObject filledIn, JsonObject? savedSecrets)
    {
        var values = Merge(type, filledIn, savedSecrets);
        List<SettingMistake> alone = [.. Draw(type).Select(d => MistakeIn(d, values[d.Field.Name])).OfType<SettingMistake>()];
        return alone.Count == 0 && type.IsAssignableTo(typeof(ICheckedSettings)) ? [.. ((ICheckedSettings)Bind(type, values, null)).FindMistakes()] : alone;
    }

    public static Result<CheckedSettings> Check(Type type, JsonObject filledIn, JsonObject? savedSecrets)
    {
        if (FindMistakes(type, filledIn, savedSecrets) is [var first, ..])
            return new Refusal($"setting_{first.Field}", first.Words);
        var values = Merge(type, filledIn, savedSecrets);
        return new CheckedSettings(Bind(type, values, null), Part(type, values, secret: false), Part(type, values, secret: true));
    }

    public static object Bind(Type type, JsonObject settings, JsonObject? secrets)
    {
        var all = Merge(type, settings, secrets);
        try
        {
            return all.Deserialize(type, Json)!;
        }
        catch (JsonException)
        {
            throw DoNotFit(type);
        }
    }

    public static JsonObject Parse(Type type, string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw DoNotFit(type);
        }
        catch (JsonException)
        {
            throw DoNotFit(type);
        }
    }

    // Without the cause: it could quote a value.
    static InvalidOperationException DoNotFit(Type type) => new($"The saved settings of a connection do not fit {type.Name}. Save the connection again.");

    static JsonObject Merge(Type type, JsonObject settings, JsonObject? secrets)
    {
        var all = new JsonObject();
        foreach (var (field, _) in Draw(type))
        {
            var value = Tidy(field, settings[field.Name]);
            if (value is null && field.Secret)
                value = Tidy(field, secrets?[field.Name]);
            if (value is not null)
                all[field.Name] = value;
        }

        return all;
    }

    // Pasted values carry spaces and line ends; forms send yes and no as text.
    static JsonNode? Tidy(SettingField field, JsonNode? value)
    {
        if (value is not JsonValue)
            return null;
        if (!value.AsValue().TryGetValue<string>(out var text))
            return value.DeepClone();
        text = field.Kind == "lines" ? text.ReplaceLineEndings("\n").TrimEnd() : text.Trim();
        if (text.Length == 0)
            return null;
        return field.Kind == "yes_no" && bool.TryParse(text, out var yes) ? JsonValue.Create(yes) : JsonValue.Create(text);
    }

    static JsonObject Part(Type type, JsonObject values, bool secret)
    {
        var part = new JsonObject();
        foreach (var (field, _) in Draw(type))
        {
            if (field.Secret == secret && values[field.Name] is { } value)
                part[field.Name] = value.DeepClone();
        }

        return part;
    }

    static SettingMistake? MistakeIn(Drawn drawn, JsonNode? value)
    {
        var (field, mixUps) = drawn;
        if (value is null)
            return field.Optional || field.Default is not null ? null : new SettingMistake(field.Name, $"Fill in the {field.Label}.");
        if (field.Choices is { } choices && choices.All(c => c.Value != value.ToString()))
            return new SettingMistake(field.Name, $"{field.Label}: choose one of {string.Join(", ", choices.Select(c => c.Label))}.");
        if (field.Kind is "yes_no" or "number" && !(Fits(field.Kind, value) && field.Pattern is not null))
            return Fits(field.Kind, value) ? null : new SettingMistake(field.Name, $"{field.Label}: choose {(field.Kind == "number" ? "a whole number" : "yes or no")}.");
        var text = value.ToString();
        if (mixUps.FirstOrDefault(m => Matches(text, m.Pattern)) is { } mixUp)
            return new SettingMistake(field.Name, mixUp.Words);
        if (Username.Mistake(text, field.Username) is { } offending)
            return new SettingMistake(field.Name, offending);
        return field.Pattern is null || Matches(text, field.Pattern) ? null
            : new SettingMistake(field.Name, field.Mistake ?? $"{field.Label} does not look right. {field.Help}");
    }

    static bool Fits(string kind, JsonNode value) =>
        kind == "number" ? long.TryParse(value.ToString(), out _) : value.AsValue().TryGetValue<bool>(out _);

    static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternLimit);

    static IReadOnlyList<Drawn> Draw(Type type) => Known.GetOrAdd(type, static t =>
    [
        .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => (Property: p, Setting: p.GetCustomAttribute<SettingAttribute>()))
            .Where(p => p.Setting is not null)
            .OrderBy(p => p.Property.MetadataToken)
            .Select(p => new Drawn(NewField(t, p.Property, p.Setting!), [.. p.Property.GetCustomAttributes<MixUpAttribute>()])),
    ]);

    static SettingField NewField(Type type, PropertyInfo property, SettingAttribute setting) => new(
        JsonNamingPolicy.CamelCase.ConvertName(property.Name), setting.Label, setting.Help, KindOf(property, setting),
        setting.Secret, setting.Optional, setting.Pattern, setting.Mistake, setting.Secret ? null : DefaultOf(type, property), setting.Username, ChoicesOf(property));

    static List<SettingChoice>? ChoicesOf(PropertyInfo property) =>
        property.GetCustomAttributes<ChoiceAttribute>().Select(c => new SettingChoice(c.Value, c.Label)).ToList() is { Count: > 0 } choices ? choices : null;

    static string KindOf(PropertyInfo property, SettingAttribute setting) =>
        property.IsDefined(typeof(ChoiceAttribute)) ? "choice" : setting.Long ? "lines" : KindOf(property.PropertyType);

    static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => "yes_no",
        var t when t == typeof(int) || t == typeof(long) => "number",
        _ => "text",
    };

    static JsonNode? DefaultOf(Type type, PropertyInfo property) =>
        type.GetConstructor(Type.EmptyTypes)?.Invoke(null) is { } empty && property.GetValue(empty) is { } value and not ""
            ? JsonSerializer.SerializeToNode(value, property.PropertyType, Json)
            : null;

    sealed record Drawn(SettingField Field, IReadOnlyList<MixUpAttribute> MixUps);
}
