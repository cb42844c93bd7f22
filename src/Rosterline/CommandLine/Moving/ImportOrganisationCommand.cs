using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Moving.In;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine.Moving;

/// <summary><c>rosterline import-organisation FILE</c>: brings what <c>export</c> wrote into a Rosterline that does not have it.</summary>
static class ImportOrganisationCommand
{
    static readonly Argument<FileInfo> File = new("FILE") { Description = "The file that rosterline export wrote" };

    public static Command Make()
    {
        var command = new Command("import-organisation", "Bring in an exported organisation, all of it or nothing") { File };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(File), cancel));
        return command;
    }

    static async Task<int> RunAsync(FileInfo file, CancellationToken cancel)
    {
        if (!file.Exists) throw new StartupException($"There is no file {file.FullName}.");
        var settings = Settings.FromEnvironment();
        await using var database = await CommandDatabase.OpenAsync(settings, cancel);
        await database.MigrateAsync(NullLogger.Instance, cancel);
        await using var app = App.Build(settings, database.ConnectionString, builder => builder.Logging.ClearProviders());
        await using var content = file.OpenRead();
        var empty = await PlaceFor.OnlyUntouchedAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), cancel);
        var done = await app.Services.GetRequiredService<ImportOrganisation>().ExecuteAsync(content, empty, ConsoleProgress.Of<string>(now => now), cancel);
        return CommandScope.Answer(done, arrived => string.Create(CultureInfo.InvariantCulture, $"""
            “{arrived.Name}” is here: {arrived.People:n0} people, {arrived.Messages:n0} texts. All sending is paused; nothing was sent.
            {Waiting(arrived)}
            Enter the secrets of its text providers again, press Test, then Resume. People set up their passwords and second steps again.
            {(arrived.StartPath is null ? "Nobody may administer it yet: rosterline user create." : $"Sign in as {arrived.Administrator}, once and within 15 minutes: {(settings.PublicUrl?.ToString() ?? settings.Urls.Split(';')[0]).TrimEnd('/')}{arrived.StartPath}")}
            """));
    }

    static string Waiting(ImportOrganisation.Outcome arrived) => (arrived.Waiting, arrived.Unclear) switch
    {
        (0, 0) => "No text was waiting.",
        var (waiting, unclear) => string.Create(CultureInfo.InvariantCulture, $"{waiting:n0} scheduled texts wait until you resume; {unclear:n0} may have gone out since the export and are looked up first."),
    };
}
