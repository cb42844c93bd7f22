using Rosterline.Accounts.Devices;
using Rosterline.Platform;

namespace Rosterline.Conversations.Live;

/// <summary>Ends the live connections of devices that were signed out, within a second and on every node.</summary>
public sealed class CutEndedListeners(LiveAudience audience, EndedListeners ended, ILogger<CutEndedListeners> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await audience.CutEndedAsync(ended, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Asked again in half a second.
                log.LogWarning("Whether listeners are still signed in could not be read: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }
}
