namespace Rosterline.Accounts.Audit;

/// <summary>The audit log: sealing, checking, reading, erasing.</summary>
static class AuditModule
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditHeads>().AddSingleton<CheckAudit>().AddSingleton<EraseAuditDetail>().AddSingleton<FindAudit>().AddSingleton<ExportAudit>();
        services.AddSingleton<SealAudit>().AddSingleton<SealImported>();
        services.AddHostedService(provider => provider.GetRequiredService<SealAudit>());
        services.AddHostedService<WatchAudit>();
    }
}
