using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Rosterline.Platform;

namespace Rosterline.Providers;

/// <summary>Every provider of this assembly, found by scanning; knows none of them by name.</summary>
public sealed class ProviderCatalog
{
    readonly ImmutableSortedDictionary<string, ITextProvider> byName;

    public ProviderCatalog(IEnumerable<ITextProvider> providers)
    {
        var all = providers.ToList();
        if (all.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two providers are called {twice.Key}.");
        byName = all.ToImmutableSortedDictionary(p => p.Name, p => p, StringComparer.Ordinal);
    }

    /// <summary>In the order of their labels.</summary>
    public IReadOnlyList<ITextProvider> All => [.. byName.Values.OrderBy(p => p.Label, StringComparer.OrdinalIgnoreCase)];

    public ITextProvider? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The fields of a provider's settings form, in the order they are written in its settings record.</summary>
    public static IReadOnlyList<SettingField> FieldsOf(ITextProvider provider) => ProviderSettings.FieldsOf(provider.SettingsType);

    /// <summary>Checks what somebody filled in; an empty secret keeps the saved one. The refusal's code is <c>setting_{field}</c>.</summary>
    public static Result<CheckedSettings> Check(ITextProvider provider, JsonObject filledIn, JsonObject? savedSecrets = null) =>
        ProviderSettings.Check(provider.SettingsType, filledIn, savedSecrets);

    /// <summary>Every mistake at once, for a form.</summary>
    public static IReadOnlyList<SettingMistake> FindMistakes(ITextProvider provider, JsonObject filledIn, JsonObject? savedSecrets = null) =>
        ProviderSettings.FindMistakes(provider.SettingsType, filledIn, savedSecrets);

    /// <summary>The typed record of saved settings, secrets included, for <see cref="Connection.Settings"/>.</summary>
    public static object Bind(ITextProvider provider, JsonObject settings, JsonObject? secrets) =>
        ProviderSettings.Bind(provider.SettingsType, settings, secrets);

    /// <summary>The same from JSON texts, as saved.</summary>
    public static object Bind(ITextProvider provider, string settings, string? secrets) =>
        Bind(provider, ProviderSettings.Parse(provider.SettingsType, settings), secrets is null ? null : ProviderSettings.Parse(provider.SettingsType, secrets));
}

public static class ProviderCatalogRegistration
{
    /// <summary>Registers every provider of this assembly, the catalogue and the shared HTTP rules.</summary>
    public static IServiceCollection AddTextProviders(this IServiceCollection services, ProviderHttpOptions? options = null)
    {
        foreach (var type in typeof(ITextProvider).Assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ITextProvider)))
                services.AddSingleton(typeof(ITextProvider), type);
        }

        return services
            .AddSingleton(s => new GatewayOptions(s.GetService<Settings>()?.ProvidersPrivate == true))
            .AddSingleton(s => new ProviderHttp(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProviderHttp>>(),
                options ?? ProviderHttpOptions.Default with { AllowPrivateAddresses = s.GetRequiredService<GatewayOptions>().AllowPrivateAddresses }))
            .AddSingleton<ProviderCatalog>();
    }
}
