namespace Rosterline.Accounts.Devices;

/// <summary>How somebody showed who she is.</summary>
public enum SignInWay : short { Password, Link, Passkey, SingleSignOn }

/// <summary>One signed-in device.</summary>
/// <param name="Strong">A second step was shown, or a passkey.</param>
/// <param name="OnlyRoot">The organisation whose single sign-on it came by; it opens no other.</param>
/// <param name="ConfirmedAt">When she last showed that it is her.</param>
sealed record SignInSession(
    Guid UserId, SignInWay Way, bool Strong, Guid? OnlyRoot, DateTimeOffset ConfirmedAt, DateTimeOffset SeenAt, DateTimeOffset EndsAt)
{
    /// <summary>A device that is not used for so long is signed out.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>With single sign-on the provider is asked again after this, used or not (P-30).</summary>
    public static readonly TimeSpan LongestBySingleSignOn = TimeSpan.FromHours(12);

    /// <summary>How long a sign-in counts as fresh enough to change how one signs in.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
}
