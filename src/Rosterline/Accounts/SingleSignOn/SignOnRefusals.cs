using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>What single sign-on refuses, in words.</summary>
static class SignOnRefusals
{
    public static readonly Refusal NotBegun = new("sso_not_begun",
        "This sign-in was not begun in this browser, took longer than ten minutes, or came back twice. Start again.");

    public static readonly Refusal ProviderRefused = new("sso_refused", "Your identity provider did not sign you in. Try again, or ask your administrator.");

    public static readonly Refusal ProviderAway = new("sso_away", "Your identity provider cannot be reached just now, or is not set up as described. Ask your administrator.");

    public static readonly Refusal NotBelieved = new("sso_not_believed",
        "What came back from your identity provider does not fit this sign-in, so it was not believed. Start again; if it stays so, tell your administrator.");

    public static readonly Refusal EmailMissing = new("sso_email",
        "Your identity provider did not say a verified e-mail address, so nobody here can be found by it. Tell your administrator.");

    public static readonly Refusal Unknown = new("sso_unknown", "Nobody with your address uses Rosterline here. Ask your administrator to invite you.");

    public static readonly Refusal OtherPerson = new("sso_other_person",
        "Your address belongs to somebody else here. If that was you, ask your administrator to remove her access and invite you again.");

    public static readonly Refusal NoGroup = new("sso_group", "None of your groups may use Rosterline here. Ask your administrator.");

    public static readonly Refusal IssuerWrong = new("issuer_wrong", "Write the issuer as the provider does, beginning with https://.");

    public static readonly Refusal ClientMissing = new("client_missing", "Write the client id the provider gave you.");

    public static readonly Refusal GroupWrong = new("group_wrong", "Each row of the groups needs the provider's name of a group, one of our security groups, and a branch that exists.");

    public static readonly Refusal NotSetUp = new("sso_not_set_up", "Save the provider first.");

    public static readonly Refusal NotProven = new("sso_not_proven", "Sign in once by single sign-on yourself before everybody must.");

    public static readonly Refusal BreakGlassWeak = new("break_glass_weak",
        "Choose an administrator with a passkey, or with a password and two-step sign-in, who can come in when the provider is away.");

    public static readonly Refusal OwnTwoStepFirst = new("own_two_step_first", "Set up your own second step first, in My settings › Sign-in and devices.");
}
