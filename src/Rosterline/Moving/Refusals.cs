using Rosterline.Platform;

namespace Rosterline.Moving;

static class Refusals
{
    public static readonly Refusal NotAnExport = new("not_an_export",
        "This is not an export of Rosterline: it is no zip archive, or it ends before its table of contents. Copy the file again, or take the export again.");

    public static readonly Refusal NotOurs = new("not_an_export", "This archive holds no manifest.json of Rosterline. Choose the file that “Full export” or rosterline export wrote, as it is.");

    public static readonly Refusal AlreadyThere = new("organisation_there", "This organisation is here already. An export is brought into a Rosterline that does not have it.");

    public static readonly Refusal NotEmpty = new("not_empty",
        "This agency has people, lines or conversations. An export takes the place of an agency in which nothing was done yet; start Rosterline on an empty folder for it.");

    public static readonly Refusal ExportRunning = new("export_running", "An export is being written already. Wait for it or cancel it.");

    public static Refusal Newer(string product) =>
        new("export_newer", $"This export was written by Rosterline {product}, which writes more than this version ({Manifest.ThisProduct}) knows. Update first, then bring it.");

    public static Refusal Unknown(string what, string product) =>
        new("export_newer", $"{what} is not known to this version ({Manifest.ThisProduct}); the export was written by Rosterline {product}. Update first, then bring it.");

    public static Refusal Damaged(string file, string how) => new("export_damaged", $"{file}: {how} Nothing was brought in. Copy the file again, or take the export again.");

    public static Refusal Elsewhere(string host) => new("export_elsewhere", $"This file lies on {host}. Open Rosterline there, or copy it from the exports folder of its data folder.");

    public static Refusal EmailTaken(long line, string email) => new("email_taken",
        $"app_user.ndjson, line {line}: {email} signs in to another organisation here under an id of its own. Change the address of one of the two, then take the export again.");
}
