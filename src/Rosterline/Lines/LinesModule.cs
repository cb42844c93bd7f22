using Npgsql;
using Rosterline.Lines.Buying;
using Rosterline.Lines.Connections;
using Rosterline.Lines.Credentials;
using Rosterline.Lines.Exchanges;
using Rosterline.Lines.Health;
using Rosterline.Lines.Pools;
using Rosterline.Lines.Texting;
using Rosterline.Lines.Verification;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Sending;

namespace Rosterline.Lines;

/// <summary>Numbers we text from and the provider accounts that carry them.</summary>
public static class LinesModule
{
    public static void AddLines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<OwnAddress>();
        services.AddSingleton<ConnectionReader>();
        services.AddSingleton<ConnectionSecrets>();
        services.AddKeyedValues(ConnectionSecrets.Column);
        services.AddSingleton<LineReader>();
        services.AddSingleton<ConnectionCounts>().AddSingleton<ConnectionHealth>();
        services.AddRunning<ExchangeLog>();
        services.AddRunning<KeepExchanges>();
        services.AddRunning<WatchConnections>();
        services.AddSingleton<Receivers>();
        services.AddSingleton<FindLines>();
        services.AddSingleton<FindConnections>();
        services.AddScoped<LineRows>();
        services.AddScoped<CreateLine>();
        services.AddScoped<ChangeLine>().AddSingleton<ReadMode>();
        services.AddSingleton<FindExchanges>().AddSingleton<ReadConnectionFigures>().AddSingleton<FindTroubles>().AddScoped<ConfirmLine>();
        services.AddScoped<SavePool>().AddSingleton<FindPools>();
        services.AddScoped<AssignLine>().AddScoped<ChooseDefaultLine>();
        services.AddScoped<SaveConnection>();
        services.AddScoped<TestConnection>();
        services.AddScoped<BringInNumbers>();
        services.AddSingleton<LineUsage>().AddSingleton<TextingUsers>();
        services.AddScoped<GiveNumber>().AddScoped<RemoveFromTexting>().AddScoped<ReplaceAddress>().AddSingleton<SeatsPerLine>();
        services.AddScoped<BuyNumber>();
        services.AddSingleton<CredentialReader>().AddSingleton<SaveCredential>().AddSingleton<ReadCredential>();
        services.AddKeyedValues(CredentialReader.Column);
    }

    public static void MapLines(this RouteGroupBuilder api)
    {
        LinesApi.Map(api);
        PoolsApi.Map(api);
        HealthApi.Map(api);
        VerificationApi.Map(api);
        ConnectionsApi.Map(api);
        TextingApi.Map(api);
        BuyingApi.Map(api);
        CredentialsApi.Map(api);
    }
}
