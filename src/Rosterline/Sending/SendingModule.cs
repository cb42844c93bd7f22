using Rosterline.Accounts.Audit;
using Rosterline.Sending.Audience;
using Rosterline.Sending.Broadcasts;
using Rosterline.Sending.Broadcasts.Tally;
using Rosterline.Sending.Compose;
using Rosterline.Sending.Dispatch;
using Rosterline.Sending.Failover;
using Rosterline.Sending.Gate;
using Rosterline.Sending.Schedules;
using Rosterline.Sending.Templates;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending;

/// <summary>Composing, the send gate and dispatch.</summary>
public static class SendingModule
{
    public static void AddSending(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SendingFigures>();
        services.AddSingleton<ComposeTexts>();
        services.AddSingleton<Composer>();
        services.AddSingleton<ReadyFrom>();
        services.AddSingleton<ClaimTexts>();
        services.AddSingleton<RecheckNumbers>();
        services.AddSingleton<HandOver>();
        services.AddSingleton<WriteOutcomes>();
        services.AddSingleton<SendWork>();
        services.AddRunning<Node>();
        services.AddRunning<ResolveUnknown>();
        services.AddRunning<SweepOutbox>();
        services.AddRunning<WatchOutbox>();
        services.AddRunning<ReleaseDue>();
        services.AddRunning<Dispatcher>();
        services.AddRunning<TakeDetours>();
        services.AddRunning<SealGateAnswers>();
        services.AddSingleton<ISealedElsewhere, CheckGateAnswers>();
        services.AddScoped<SendText>();
        services.AddSingleton<ReadMergeValues>().AddSingleton<CheckText>();
        services.AddSingleton<FindTemplates>().AddSingleton<SaveTemplate>().AddSingleton<RemoveTemplate>().AddSingleton<UseTemplate>();
        AddBroadcasts(services);
    }

    static void AddBroadcasts(IServiceCollection services)
    {
        services.AddSingleton<ReadRecipients>();
        services.AddSingleton<AudienceOf>();
        services.AddSingleton<PrepareBroadcast>();
        services.AddSingleton<PreviewBroadcast>();
        services.AddSingleton<StartBroadcast>();
        services.AddSingleton<StopBroadcast>();
        services.AddSingleton<FindBroadcasts>();
        services.AddSingleton<FindRecipients>();
        services.AddSingleton<RecipientsFile>();
        services.AddSingleton<KeepDraft>();
        services.AddSingleton<SendAgain>();
        services.AddSingleton<DecideMissed>();
        services.AddSingleton<FireSchedules>();
        services.AddSingleton<SaveSchedule>().AddSingleton<ScheduledBroadcasts>().AddSingleton<PreviewSchedule>().AddSingleton<CountBroadcasts>();
        services.AddSingleton<FindScheduled>();
        services.AddSingleton<ChangeScheduledText>();
        services.AddSingleton<ChangeScheduledBroadcast>();
        services.AddRunning<FeedBroadcasts>();
    }

    public static void MapSending(this RouteGroupBuilder api)
    {
        MessageApi.Map(api);
        MergeApi.Map(api);
        BroadcastApi.Map(api);
        ScheduleApi.Map(api);
        WordingApi.Map(api);
        TemplatesApi.Map(api);
    }

    /// <summary>Registers background work that others may call too.</summary>
    public static void AddRunning<T>(this IServiceCollection services) where T : BackgroundService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
