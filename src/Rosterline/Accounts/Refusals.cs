using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>What this module refuses, in words.</summary>
static class Refusals
{
    // One sentence for all causes: nobody learns which addresses exist or which of them wait.
    public static readonly Refusal SignIn = new("sign_in_refused",
        "E-mail and password do not match. After ten wrong tries in a row, sign-in waits five minutes.");

    public static readonly Refusal NoOrganisation = new("no_organisation",
        "You do not belong to an organisation any more. Ask your administrator.");

    public static readonly Refusal NameMissing = new("name_missing", "Write a name of at most 100 characters.");

    public static readonly Refusal EmailMissing = new("email_missing", "Write an e-mail address, like dana@example.com.");

    public static readonly Refusal PasswordShort = new("password_short", "A password needs at least 10 characters.");

    public static readonly Refusal PasswordWrong = new("password_wrong", "This is not your present password.");

    public static readonly Refusal AccountUnknown = new("account_unknown", "This branch does not exist, or you may not see it.");

    public static readonly Refusal KindWrong = new("kind_wrong", "Choose a division or a branch.");

    public static readonly Refusal LinkElsewhere = new("link_elsewhere",
        "This person signs in to other organisations too, so only she can change how she signs in.");

    public static readonly Refusal LastAdministrator = new("last_administrator",
        "This is the only administrator. Make somebody else an administrator first.");

    public static readonly Refusal RoleUnknown = new("role_unknown", "Choose a role.");

    public static Refusal NeedsHttps(int port) => new("needs_https",
        $"Sign-in needs a secure address. Open this page by https://, on the computer itself as http://localhost:{port}, or set a certificate (docs/self-hosting.md).");

    public static Refusal EmailTaken(string email) => new("email_taken", $"{email} belongs to somebody here already.");

    public static Refusal PasswordGivenElsewhere(string email) => new("known_elsewhere",
        $"{email} signs in here with a password of their own already. Leave the password empty.");

    public static readonly Refusal TopStays = new("top_stays", "This is the organisation itself. It can be renamed, not removed.");

    public static readonly Refusal ZoneOfTop = new("zone_of_top", "The organisation's own time zone stands on its settings page.");

    public static Refusal AccountInUse(string account, string what) => new("account_in_use", $"“{account}” still has {what}. Move them to another account first.");

    public static Refusal BelowBranch(string branch) => new("below_branch",
        $"A branch is the lowest level, nothing can stand below “{branch}”. Choose the organisation or a division.");

    public static Refusal DivisionBelowDivision(string division) => new("below_division",
        $"A division stands directly below the organisation. Below “{division}” there can be branches.");

    public static Refusal NameTaken(string name) => new("name_taken", $"“{name}” exists here already.");

    public static Refusal TimeZoneUnknown(string zone) => new("time_zone_unknown", $"“{zone}” is not a time zone. Write it like America/Chicago.");

    public static readonly Refusal ErasureReasonMissing = new("reason_missing", "Say why, in up to 500 characters. It stays in the log.");

    public static readonly Refusal ExportUnnamed = new("export_unnamed", "Say which list was saved, in up to 50 characters, and how many rows.");
}
