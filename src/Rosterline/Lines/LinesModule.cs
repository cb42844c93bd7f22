using Npgsql;
using Rosterline.Lines.Buying;
using Rosterline.Lines.Connections;
using Rosterline.Lines.Credentials;
using Rosterline.Lines.Texting;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

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
        services.AddSingleton<Receivers>();
        services.AddSingleton<FindLines>();
        services.AddSingleton<FindConnections>();
        services.AddScoped<LineRows>();
        services.AddScoped<CreateLine>();
        services.AddScoped<ChangeLine>().AddSingleton<ReadMode>();
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
        ConnectionsApi.Map(api);
        TextingApi.Map(api);
        BuyingApi.Map(api);
        CredentialsApi.Map(api);
    }
}
