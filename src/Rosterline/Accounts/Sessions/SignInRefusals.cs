using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>What is refused about how people sign in, in words.</summary>
static class SignInRefusals
{
    public static readonly Refusal StepOver = new("step_over", "This sign-in waited too long for its code. Start again.");

    public static readonly Refusal CodeWrong = new("code_wrong",
        "This code is wrong, or was used already. Wait for the next one, or use a recovery code. After ten wrong ones sign-in waits an hour.");

    public static readonly Refusal ConfirmNeeded = new("confirm_needed", "First show that it is you: your password, or a code of your authenticator.");

    public static readonly Refusal ConfirmBySignIn = new("confirm_needed", "First show that it is you: sign out and sign in again, then change this within 15 minutes.");

    public static readonly Refusal TwoStepOn = new("two_step_on", "Two-step sign-in is on already.");

    public static readonly Refusal TwoStepOff = new("two_step_off", "Two-step sign-in is not on.");

    public static readonly Refusal TwoStepNotStarted = new("two_step_not_started", "Scan a new picture first: the present one is too old.");

    public static readonly Refusal TwoStepRequired = new("two_step_required",
        "Your organisation asks for a second step: a passkey, or the codes of an authenticator. Set the other up before you remove this one.");

    public static readonly Refusal TwoStepNeeded = new("two_step_needed",
        "Your organisation asks for a second step. Add a passkey or an authenticator, then go on.");

    public static readonly Refusal PasskeyRefused = new("passkey_refused", "This passkey did not sign you in. Try again, or use your password.");

    public static readonly Refusal PasskeyNotAdded = new("passkey_not_added", "The passkey was not added. Try again on this page.");

    public static readonly Refusal PasskeysFull = new("passkeys_full", "Ten passkeys are the most. Remove one you no longer use.");

    public static readonly Refusal OnlyWay = new("only_way", "This passkey is your only way to sign in. Choose a password first.");

    public static readonly Refusal PasskeyName = new("passkey_name", "Name the passkey, in at most 60 characters.");

    public static readonly Refusal SingleSignOnOnly = new("single_sign_on_only",
        "Your organisation signs in by its single sign-on. Use that button on the sign-in page.");

    public static readonly Refusal ScopeUnknown = new("scope_unknown",
        "Say what the key may do: one or more of messages:send, messages:read, people:read, people:write, reports:read, admin.");

    public static readonly Refusal ExpiryPast = new("expiry_past", "Choose a time to come.");

    public static readonly Refusal KeyReachesNothing = new("key_reaches_nothing",
        "Whom the key acts as may do nothing at this account, or there is no such account. Choose another one.");

    public static readonly Refusal OverlapWrong = new("overlap_wrong", "The former key can go on working for up to 168 hours.");

    public static readonly Refusal RotatedAlready = new("rotated_already", "This key has a successor already. Rotate that one.");

    public static Refusal ScopeMissing(string scope) => new("scope_missing",
        $"This key may not do this: it lacks {scope}. Make one that has it in Admin › API and webhooks.");

    public static readonly Refusal PasswordCommon = new("password_common",
        "This password is on the lists that attackers try first. Choose another: three or four words that have nothing to do with each other are good.");

    public static readonly Refusal PasswordBreached = new("password_breached",
        "This password is known from a breach elsewhere, so attackers try it. Choose another: three or four words that have nothing to do with each other are good.");

    public static readonly Refusal PasswordPlain = new("password_plain",
        "This password is your name, your address or one pattern. Choose three or four words that have nothing to do with each other.");
}
