using System.CommandLine;
using System.Globalization;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.People.Import;
using Rosterline.People.Import.Files;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline import FILE</c>: people from a file, by the same steps as the page, here or at a running Rosterline elsewhere.</summary>
static class ImportCommand
{
    static readonly Argument<FileInfo> File = new("FILE") { Description = "CSV file; columns are guessed by their names" };
    static readonly Option<PersonKind> Kind = new("--kind") { Description = "candidate, employee or contact", Required = true };
    static readonly Option<string> Told = new("--told") { Description = "What the people were told about texts: opt_in, told, employed or unknown", Required = true };
    static readonly Option<DateOnly?> Date = new("--date") { Description = "With opt_in: when they opted in, for all" };
    static readonly Option<string?> Wording = new("--wording") { Description = "With opt_in: the words they were shown" };
    static readonly Option<string?> Url = new("--url") { Description = "Address of a running Rosterline; without it the database of this machine is used" };
    static readonly Option<string?> Key = new("--key") { Description = "API key for --url" };
    static readonly Option<FileInfo?> Problems = new("--problems") { Description = "Where to write the rows that did not fit, with reasons" };

    public static Command Make()
    {
        Told.AcceptOnlyFromAmong("opt_in", "told", "employed", "unknown");
        var command = new Command("import", "Bring in people from a CSV file") { File, Kind, Told, Date, Wording, Url, Key, Problems, CommandOrganisation.Option };
        command.SetAction((parsed, cancel) => RunAsync(parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var file = parsed.GetRequiredValue(File);
        if (!file.Exists) throw new StartupException($"There is no file {file.FullName}.");
        if (file.Length > FileKind.Largest) throw new StartupException(FileKind.TooLarge.Message);
        var content = await System.IO.File.ReadAllBytesAsync(file.FullName, cancel);
        var told = new ToldConsent(Answer(parsed.GetRequiredValue(Told)), null, parsed.GetValue(Date), parsed.GetValue(Wording));
        var wanted = new PlanImport.Request(null, null, parsed.GetRequiredValue(Kind), told);
        if (parsed.GetValue(Url) is { } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new StartupException($"“{url}” is not a web address. Write it like https://texts.example.com.");
            using var remote = new RemoteImport(address, parsed.GetValue(Key) ?? throw new StartupException("Give the API key with --key."));
            return await remote.RunAsync(file.Name, content, wanted, parsed.GetValue(Problems), cancel);
        }

        return await CommandScope.RunAsync(services => HereAsync(parsed, services, file.Name, content, wanted, cancel), cancel);
    }

    static async Task<int> HereAsync(
        ParseResult parsed, IServiceProvider services, string name, byte[] content, PlanImport.Request wanted, CancellationToken cancel)
    {
        var rootId = await CommandOrganisation.FindAsync(parsed, services.GetRequiredService<RosterlineDb>(), cancel);
        var viewer = await AdministratorAsync(services, rootId, cancel);
        var uploaded = await services.GetRequiredService<UploadImport>().ExecuteAsync(viewer, name, content, cancel);
        if (uploaded.Value is not { } understood) return CommandScope.Answer(uploaded, _ => "");
        var planned = await services.GetRequiredService<PlanImport>().ExecuteAsync(viewer, understood.Id, wanted, cancel);
        if (planned is not { Value: { } preview }) return CommandScope.Answer(planned!.Value, _ => "");
        Console.WriteLine(preview.CanBeTexted.Words);
        var import = services.GetRequiredService<ReadImport>();
        if (await import.StartAsync(viewer, understood.Id, cancel) is { Refusal: not null } refused) return CommandScope.Answer(refused, _ => "");
        var run = services.GetRequiredService<RunImport>();
        while (await import.ExecuteAsync(viewer, understood.Id, cancel) is { State: ImportState.Running })
            // A running application may have taken it up first; then it is only waited for.
            if (!await run.ExecuteAsync(rootId, understood.Id, cancel)) await Task.Delay(500, cancel);
        var done = (await import.ExecuteAsync(viewer, understood.Id, cancel))!;
        if (parsed.GetValue(Problems) is { } to)
        {
            await using var target = to.Create();
            await ImportProblems.DownloadAsync(services.GetRequiredService<Npgsql.NpgsqlDataSource>(), rootId, understood.Id, target, cancel);
        }

        return End(done);
    }

    /// <summary>The closing line; the problems' sentences go to the other stream.</summary>
    internal static int End(ReadImport.Status done)
    {
        foreach (var problem in done.FirstProblems) Console.Error.WriteLine(problem.Words);
        if (done.Problems > done.FirstProblems.Count)
            Console.Error.WriteLine($"… and {(done.Problems - done.FirstProblems.Count).ToString("N0", CultureInfo.InvariantCulture)} more. Write them to a file with --problems.");
        Console.WriteLine(done.Summary);
        return done.State == ImportState.Done ? 0 : 1;
    }

    // The import is recorded under an administrator: whoever reaches the database may do what they may.
    static async Task<Viewer> AdministratorAsync(IServiceProvider services, Guid rootId, CancellationToken cancel)
    {
        var db = services.GetRequiredService<RosterlineDb>();
        var administrators = db.Memberships.Where(m => m.RootId == rootId && m.Role == Role.Administrator).OrderBy(m => m.UserId).Select(m => m.UserId);
        foreach (var user in administrators.ToList())
            if (await services.GetRequiredService<ViewerReader>().FindAsync(rootId, user, cancel) is { } viewer) return viewer;
        throw new StartupException("This organisation has no administrator yet. Make one with rosterline user create.");
    }

    static ToldAnswer Answer(string told) => told switch
    {
        "opt_in" => ToldAnswer.OptIn, "told" => ToldAnswer.Told, "employed" => ToldAnswer.Employed, _ => ToldAnswer.Unknown,
    };
}
