namespace Rosterline.Providers.Simulated;

/// <summary>Where the simulated carrier is and who we are there.</summary>
public sealed record SimulatedSettings
{
    // Nothing but a simulated carrier's own paths can be reached, so private addresses are no danger here.
    [Setting("Carrier address", "Leave empty for the carrier built into this installation.", Optional = true,
        Pattern = @"^https?://[A-Za-z0-9.\-\[\]:]+/simulator/v1/?$", Mistake = "The address of a simulated carrier ends with /simulator/v1.")]
    public string? Carrier { get; init; }

    [Setting("Token", "Made by the carrier with “Use a simulated line”.", Secret = true)]
    public string Token { get; init; } = "";

    public override string ToString() => $"{nameof(SimulatedSettings)} {Carrier}";
}
