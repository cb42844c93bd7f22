using Rosterline.Platform.Keys;
using Rosterline.Platform;
using Npgsql;
using Rosterline.Simulator.Carrier;
using Rosterline.Simulator.Phones;
using Rosterline.Simulator.Zipwhip;

namespace Rosterline.Simulator;

/// <summary>The built-in carrier with virtual handsets.</summary>
public static class SimulatorModule
{
    public static void AddSimulator(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CarrierAccounts>();
        services.AddKeyedValues(CarrierAccounts.Column);
        services.AddSingleton<CarrierNumbers>();
        services.AddSingleton<CarrierSignal>();
        services.AddSingleton<CarrierStore>();
        services.AddSingleton<CarrierEvents>();
        services.AddSingleton<CarrierQueries>();
        services.AddSingleton<CarrierCallbacks>();
        services.AddSingleton<TakeText>();
        services.AddSingleton<ZipwhipSession>();
        services.AddSingleton<ZipwhipHooks>();
        services.AddSingleton<AnnounceToRegistered>();
        services.AddSingleton<TextLine>();
        services.AddSingleton<FindPhones>();
        services.AddSingleton<PhoneFaults>();
        services.AddSingleton<TextFromPhone>();
        services.AddScoped<SimulatedAccount>();
        services.AddScoped<LineChanges>();
        services.AddScoped<AddSimulatedLine>();
        services.AddHostedService<CarrierWorker>();
    }

    public static void MapSimulator(this WebApplication app, RouteGroupBuilder api)
    {
        CarrierApi.Map(app);
        ZipwhipApi.Map(app);
        PhonesApi.Map(api);
    }
}
