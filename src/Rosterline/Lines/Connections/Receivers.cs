using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>How a number's received texts reach us: by the provider calling, or by our asking (P-13).</summary>
sealed class Receivers(Settings settings, TimeProvider clock)
{
    /// <summary>Whether the provider's list of received texts could be read just now.</summary>
    public async Task<bool> AsksAsync(ConfiguredConnection found, CancellationToken cancel)
    {
        if (!found.Abilities.ListsReceived) return false;
        try
        {
            await foreach (var _ in found.Provider.ListReceivedAsync(found.Connection, clock.GetUtcNow(), cancel)) break;
            return true;
        }
        catch (ProviderUnavailableException)
        {
            // Then the first real text shows that receiving works.
            return false;
        }
    }

    /// <summary>Points the number at us, unless nobody out there could call us: that would break what it points at today.</summary>
    public async Task<bool> PointAsync(ConfiguredConnection found, ProviderNumber number, CancellationToken cancel)
    {
        if (!CanBeCalled(found)) return false;
        try
        {
            return await found.Provider.SetIncomingAddressAsync(found.Connection, number, found.Connection.HookAddress, cancel);
        }
        catch (ProviderUnavailableException)
        {
            // The line is made; the address to copy is shown instead.
            return false;
        }
    }

    public string WhatIsLeft(ConfiguredConnection found, PhoneNumber number, bool pointed, bool asking) =>
        !CanBeCalled(found) && asking ? $"Receiving by asking {found.Provider.Label} every 15 s. For instant replies set a public address."
        : !CanBeCalled(found) ? $"{found.Provider.Label} cannot reach this installation: set a public address (ROSTERLINE_PUBLIC_URL)."
        : !pointed ? $"Give {found.Provider.Label} this address for incoming texts: {found.Connection.HookAddress}"
        : asking ? "Replies arrive here." : $"Nothing received yet: text START to {number.Display} from any phone to check.";

    // The simulated carrier calls from this machine.
    bool CanBeCalled(ConfiguredConnection found) => settings.PublicUrl is not null || found.Provider.Name == ProviderConnection.Simulated;
}
