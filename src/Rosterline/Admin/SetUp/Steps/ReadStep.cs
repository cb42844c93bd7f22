using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>A row of Set up as somebody without an account reads it.</summary>
/// <param name="State">How far it is, checked just now.</param>
sealed record StepForIt(string Agency, string Name, string State, IReadOnlyList<string> ToDo, string Where, IReadOnlyList<StepValue> Values);

/// <summary>A value to enter somewhere exactly as it stands; never a secret.</summary>
sealed record StepValue(string Label, string Value, string? Note = null);

/// <summary>Puts the page of one row together. Only what that row is about: nothing else of the organisation can be read by its link.</summary>
sealed class ReadStep(NpgsqlDataSource database, OrganisationReader organisations, ReadSetUp rows, ProviderValues providers, Settings settings, OwnAddress own)
{
    public async Task<StepForIt> ExecuteAsync(Guid rootId, string step, CancellationToken cancel)
    {
        var agency = (await database.Command("select name from organisation where root_id = $1", rootId).ReadAllAsync(row => row.GetString(0), cancel))[0];
        var all = await rows.ExecuteAsync(rootId, cancel);
        var asked = StepWords.Steps[step];
        return new(agency, StepWords.Names[step], all.Single(row => row.Key == step).Words, asked.ToDo, asked.Where, step switch
        {
            "branches" or "users" => await TreeAsync(rootId, step, cancel),
            "safety" => Safety(rootId),
            "provider" => await providers.ReadAsync(rootId, cancel),
            "ats" => [new("Address of the API", new Uri(own.Public, "/api/v1").AbsoluteUri), new("Its description", new Uri(own.Public, "/openapi/v1.json").AbsoluteUri),
                new("Connected at", agency, "The top account; it works for every branch below.")],
            "consent" => [new("Columns", "Phone, Date, Words", "Or as your product calls them.")],
            "people" => [new("Columns", "First name, Last name, Cell phone, Office phone, E-mail, Company, Branch, City, State, ZIP, Language, Status, External ID")],
            "hours" => await HoursAsync(rootId, cancel),
            _ => [.. all.Where(row => row.State is not (SetUpState.Done or SetUpState.Skipped) && row.Key != step).Select(row => new StepValue(StepWords.Names[row.Key], row.Words))],
        });
    }

    List<StepValue> Safety(Guid rootId) =>
    [
        new("ROSTERLINE_PUBLIC_URL", own.Public.AbsoluteUri.TrimEnd('/'), settings.PublicUrl is null ? "Not set: this is the address on the machine itself. Write the one people open, with https." : "Set."),
        new("ROSTERLINE_SMTP", "smtp://user:password@mail.example.com:587", settings.Mail is null ? "Not set. Write your own; the password stays on the machine." : $"Set: {settings.Mail.Host}."),
        new("ROSTERLINE_MAIL_FROM", settings.Mail?.From.Address ?? "rosterline@example.com"),
        new("ROSTERLINE_BACKUPS", "/mnt/backups/rosterline", settings.BackupFolder is null ? "Not set: backups lie beside the data." : "Set."),
        new("Return address of single sign-on", new Uri(own.Public, $"/sso/{rootId}/callback").AbsoluteUri, "As the redirect URI, exactly."),
    ];

    async Task<List<StepValue>> TreeAsync(Guid rootId, string step, CancellationToken cancel)
    {
        var accounts = await database.Command("select name, time_zone, kind from account where root_id = $1 order by kind, name", rootId)
            .ReadAllAsync(row => (Name: row.GetString(0), Zone: row.Text(1), Kind: row.GetInt16(2)), cancel);
        if (step == "branches") return [.. accounts.Select(each => new StepValue(Kinds[each.Kind], each.Name, each.Zone))];
        var groups = Accounts.Groups.ReadyGroups.All.Select(group => group.Name)
            .Concat(await database.Command("select name from security_group where root_id = $1 and kind = 0 order by name", rootId).ReadAllAsync(row => row.GetString(0), cancel));
        return [new("Columns", "Name, E-mail, Branch, Group, Line"), new("Branches", string.Join(", ", accounts.Select(each => each.Name))), new("Groups", string.Join(", ", groups.Distinct()))];
    }

    async Task<List<StepValue>> HoursAsync(Guid rootId, CancellationToken cancel)
    {
        var rules = await organisations.ReadAsync(rootId, cancel);
        var zone = (await database.Command("select time_zone from organisation where root_id = $1", rootId).ReadAllAsync(row => row.GetString(0), cancel))[0];
        return [new("Time zone", zone), new("Hours of broadcasts and scheduled texts", rules.CallingHours ? "8 AM to 9 PM where the text goes to" : "Any hour"),
            new("Undo of a broadcast", $"{rules.BroadcastUndoSeconds} s")];
    }

    static readonly string[] Kinds = ["Organisation", "Division", "Branch"];
}
