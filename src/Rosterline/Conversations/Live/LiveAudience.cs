using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.SignalR;
using Rosterline.Accounts;
using Rosterline.Platform.Observing;

namespace Rosterline.Conversations.Live;

/// <summary>Who listens on this node, in one group per line; changed rights move a connection at once (design, I9).</summary>
public sealed class LiveAudience(IHubContext<LiveHub> hub, ViewerReader viewers, FindConversations find, IMeterFactory meters)
{
    readonly UpDownCounter<int> connections = meters.Own().CreateUpDownCounter<int>(
        "rosterline.live.connections", "{connection}", "Browsers that get live updates from this node.");

    readonly ConcurrentDictionary<string, (Viewer Viewer, HubCallerContext Context)> listeners = new();

    public static string OfLine(Guid rootId, Guid lineId) => $"{rootId:N}{lineId:N}";

    public static string OfRoot(Guid rootId) => $"{rootId:N}";

    public async Task JoinAsync(string connectionId, Viewer viewer, HubCallerContext context)
    {
        if (listeners.TryAdd(connectionId, (viewer, context))) connections.Add(1);
        await hub.Groups.AddToGroupAsync(connectionId, OfRoot(viewer.RootId));
        foreach (var line in viewer.WholeLineIds) await hub.Groups.AddToGroupAsync(connectionId, OfLine(viewer.RootId, line));
    }

    public void Leave(string connectionId)
    {
        if (listeners.TryRemove(connectionId, out _)) connections.Add(-1);
    }

    /// <summary>Connections that hear of a conversation though not of its whole line: it is theirs, or of a kind they may read.</summary>
    public async Task<IReadOnlyList<string>> WhoSeesAsync(Guid rootId, Guid lineId, Guid conversationId, CancellationToken cancel)
    {
        var may = new List<string>();
        foreach (var (id, (viewer, _)) in listeners)
            if (viewer.RootId == rootId && !viewer.SeesWholeLinesOnly && !viewer.WholeLineIds.Contains(lineId) && viewer.SeenLineIds.Contains(lineId)
                && await find.FindAsync(viewer, conversationId, cancel) is not null) may.Add(id);
        return may;
    }

    /// <summary>Reads the rights of an organisation's listeners anew; whoever lost all of them is cut off.</summary>
    public async Task RereadAsync(Guid rootId, CancellationToken cancel)
    {
        viewers.ForgetHere(rootId);
        foreach (var (id, (before, context)) in listeners.Where(l => l.Value.Viewer.RootId == rootId).ToList())
        {
            if (await viewers.FindAsync(rootId, before.UserId, cancel) is not { } now)
            {
                context.Abort();
                continue;
            }
            foreach (var lost in before.WholeLineIds.Except(now.WholeLineIds)) await hub.Groups.RemoveFromGroupAsync(id, OfLine(rootId, lost), cancel);
            foreach (var gained in now.WholeLineIds.Except(before.WholeLineIds)) await hub.Groups.AddToGroupAsync(id, OfLine(rootId, gained), cancel);
            // Not put back when it left meanwhile.
            listeners.TryUpdate(id, (now, context), (before, context));
        }
    }
}
