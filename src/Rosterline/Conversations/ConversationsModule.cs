using Rosterline.Accounts;
using Microsoft.AspNetCore.Http.Connections;
using Rosterline.Accounts.Keys;
using Rosterline.Conversations.Events;
using Rosterline.Conversations.History;
using Rosterline.Conversations.Live;
using Rosterline.Database;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>The inbox, threads and live updates.</summary>
public static class ConversationsModule
{
    public static void AddConversations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSignalR().AddJsonProtocol(options => App.ConfigureJson(options.PayloadSerializerOptions));
        services.AddSingleton<LiveAudience>();
        services.AddRunning<MakeMonths>();
        services.AddRunning<LiveHints>();
        services.AddSingleton<IRightsWatcher>(provider => provider.GetRequiredService<LiveHints>());
        services.AddRunning<LiveListener>();
        services.AddRunning<CutEndedListeners>();
        services.AddSingleton<FindConversations>();
        services.AddSingleton<FindColleagues>();
        services.AddSingleton<ReadMessages>();
        services.AddSingleton<ReadEvents>();
        services.AddSingleton<OpenConversation>().AddSingleton<FindTexted>();
        services.AddSingleton<StartConversation>();
        services.AddSingleton<ChangeConversation>();
        services.AddSingleton<ExplainMessage>();
        services.AddSingleton<DecideUnknown>();
        services.AddSingleton<CancelText>();
        services.AddSingleton<Search>();
        services.AddSingleton<ReadHistory>();
    }

    public static void MapConversations(this RouteGroupBuilder api)
    {
        ConversationApi.Map(api);
        MessageActionsApi.Map(api);
        HistoryApi.Map(api);
    }

    // WebSockets alone, without negotiation: no node needs sticky sessions.
    public static void MapLive(this WebApplication app) =>
        app.MapHub<LiveHub>("/live", options => options.Transports = HttpTransportType.WebSockets).RequireAuthorization().ForEveryViewer().NeedsScope(Scopes.Read);
}
