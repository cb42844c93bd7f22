namespace Rosterline.Providers;

/// <summary>Text providers, found by scanning this assembly.</summary>
public static class ProvidersModule
{
    public static void AddProviders(this WebApplicationBuilder builder) => builder.Services.AddTextProviders();
}
