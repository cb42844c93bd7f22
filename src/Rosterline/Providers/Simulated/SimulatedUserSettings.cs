namespace Rosterline.Providers.Simulated;

/// <summary>Somebody's own account at the simulated carrier.</summary>
public sealed record SimulatedUserSettings
{
    [Setting("Username", "As you sign in there.", Username = UsernameRule.LettersAndDigits)]
    public string Username { get; init; } = "";

    [Setting("Phone number", "The number you text from there.", Optional = true)]
    public string? PhoneNumber { get; init; }

    [Setting("Password", "The carrier’s token.", Secret = true)]
    public string Password { get; init; } = "";

    public override string ToString() => $"{nameof(SimulatedUserSettings)} {Username}";
}
