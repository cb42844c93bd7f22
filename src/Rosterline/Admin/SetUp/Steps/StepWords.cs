namespace Rosterline.Admin.SetUp.Steps;

/// <summary>What somebody outside Rosterline is asked to do for each row.</summary>
static class StepWords
{
    public sealed record Asked(string Where, params string[] ToDo);

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["branches"] = "Your branches", ["safety"] = "Sign-in and safety", ["provider"] = "Text provider and numbers", ["users"] = "People who text", ["ats"] = "Your ATS",
        ["consent"] = "Who may be texted", ["people"] = "People", ["hours"] = "Hours and limits", ["live"] = "Go live",
    };

    public static readonly IReadOnlyDictionary<string, Asked> Steps = new Dictionary<string, Asked>
    {
        ["branches"] = new("Send the list back. It is pasted at Admin › Accounts.",
            "Write down divisions and branches as they are called in daily work, one a line.",
            "Set a branch two blanks further in than its division. Three levels are enough.",
            "Add a branch's time zone where it differs from the one below."),
        ["safety"] = new("On the machine Rosterline runs on: the environment of its service (docs/self-hosting.md). It is read at the start.",
            "Put HTTPS in front of Rosterline and set ROSTERLINE_PUBLIC_URL to the address people open.",
            "Set ROSTERLINE_SMTP and ROSTERLINE_MAIL_FROM, so that invitations go by mail.",
            "Set ROSTERLINE_BACKUPS to a folder on another disk, and keep a copy of the backup's key somewhere else.",
            "For single sign-on, register Rosterline with your identity provider: OpenID Connect, authorization code with PKCE, with the return address below."),
        ["provider"] = new("In the administration pages of the text provider.",
            "Open the account at the text provider, or sign in to it.",
            "For every number, set the address for incoming messages to the one below, by POST. Where the account was connected already, Rosterline may have done it.",
            "Register the numbers with the carriers (10DLC or toll-free verification); that takes days, so begin with it.",
            "Hand over what the fields below ask for."),
        ["users"] = new("Send the list back. It is pasted at Admin › Users › Invite many.",
            "Make a list with the columns below, one person a row, as CSV or from a spreadsheet.",
            "Use names of branches and groups exactly as they stand here. Line, group and branch may be empty."),
        ["ats"] = new("In your applicant tracking system, with its administrator.",
            "This version connects no applicant tracking system by itself. People come in as a file, or by a program through the API.",
            "For a program: ask for an API key with the scopes people:read and people:write.",
            "For a file: export candidates, employees and contacts as CSV."),
        ["consent"] = new("In the administration pages of the former texting product. Send the file back; it is brought in at Compliance › Opt-outs.",
            "Export every number that opted out, also those of people who have left, as CSV.",
            "One column holds the number; a date and the person's words are taken when they are there.",
            "Say so when there are none."),
        ["people"] = new("In the system that holds your people. Send the file back; it is brought in at People › Import.",
            "Export candidates, employees and contacts as CSV with the columns below, as far as they are there. Other columns can be mapped too.",
            "Say what these people were told about texts, and when: that they applied and we text, that they opted in, or that nobody knows."),
        ["hours"] = new("Nothing to install. An administrator changes it at Admin › Sending.",
            "Check the time zone and the rules below against what your office and your lawyer say.",
            "Report what differs."),
        ["live"] = new("Nothing to install. An administrator presses Go live at Admin › Sending.",
            "Look at what is left below, and finish what is yours."),
    };
}
