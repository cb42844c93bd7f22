using Rosterline.Receiving.Elsewhere;
using Rosterline.Receiving.Parts;
using Rosterline.Receiving.Sessions;
using Rosterline.Sending;

namespace Rosterline.Receiving;

/// <summary>What providers send us.</summary>
public static class ReceivingModule
{
    public static void AddReceiving(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<KeywordEffects>();
        services.AddSingleton<ReceivingFigures>();
        services.AddSingleton<IngestTexts>();
        services.AddSingleton<ApplyUpdates>();
        services.AddSingleton<KeepParts>().AddSingleton<JoinParts>();
        services.AddSingleton<ReceiveTexts>();
        services.AddSingleton<LogSentTexts>();
        services.AddSingleton<ApplyConsents>();
        services.AddSingleton<TakeFromElsewhere>();
        services.AddRunning<ReadOptOuts>();
        services.AddSingleton<HookSeen>();
        services.AddRunning<FillGaps>();
        services.AddRunning<FetchMedia>();
        services.AddRunning<CloseParts>();
        services.AddSingleton<SessionRows>();
        services.AddRunning<KeepSessions>();
    }

    public static void MapHooks(this WebApplication app) => HookApi.Map(app);
}
