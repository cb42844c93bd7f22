using Microsoft.AspNetCore.SignalR;
using Rosterline.Accounts;
using Rosterline.Accounts.Devices;

namespace Rosterline.Conversations.Live;

/// <summary>A browser's live connection. It only listens: which lines it hears follows from the viewer's rights, read on the server.</summary>
public sealed class LiveHub(LiveAudience audience) : Hub
{
    public override async Task OnConnectedAsync()
    {
        if (Context.GetHttpContext()?.ViewerOrNone() is not { } viewer)
        {
            Context.Abort();
            return;
        }
        await audience.JoinAsync(Context.ConnectionId, viewer, Listening.Of(viewer, Context.User!), Context);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        audience.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
