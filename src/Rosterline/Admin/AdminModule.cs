using Rosterline.Admin.Backup;
using Rosterline.Admin.Health;
using Rosterline.Admin.Pausing;
using Rosterline.Admin.SetUp;
using Rosterline.Admin.SetUp.Steps;
using Rosterline.Admin.Support;

namespace Rosterline.Admin;

/// <summary>Settings of the organisation, health.</summary>
public static class AdminModule
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OrganisationSettings>().AddScoped<PauseSending>().AddSingleton<PausePart>().AddScoped<TestNumbers>().AddScoped<SendingRules>();
        builder.Services.AddScoped<GoLive>().AddScoped<StartAgency>().AddScoped<RemoveDemo>();
        builder.Services.AddSingleton<TakeBackup>().AddSingleton<TryBackup>().AddSingleton<SettleRestore>().AddHostedService<BackupSchedule>();
        builder.Services.AddSingleton<SupportContact>().AddSingleton<SupportDetails>();
        builder.Services.AddSingleton<ArchiveLog>().AddHostedService(services => services.GetRequiredService<ArchiveLog>());
        builder.Services.AddSingleton<ReadSetUp>().AddSingleton<StepLinks>().AddSingleton<ReadStep>().AddSingleton<ProviderValues>();
        builder.Services.AddHealthReport();
    }

    public static void MapAdmin(this WebApplication app, RouteGroupBuilder api)
    {
        StepPageApi.Map(app);
        OrganisationApi.Map(api);
        OrganisationsApi.Map(api);
        PausingApi.Map(api);
        HealthApi.Map(api);
        SupportApi.Map(api);
        SetUpApi.Map(api);
    }
}
