using System.CommandLine;
using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Moving.Out;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine.Moving;

/// <summary><c>rosterline export FILE</c>: everything of one organisation in one file, in open formats.</summary>
static class ExportCommand
{
    static readonly Argument<string> File = new("FILE") { Description = "Zip file to write" };

    public static Command Make()
    {
        var command = new Command("export", "Write everything of one organisation into one file, to move it elsewhere") { File, CommandOrganisation.Option };
        command.SetAction((parsed, cancel) => CommandScope.RunAsync(services => RunAsync(parsed, services, cancel), cancel));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancel)
    {
        var rootId = await CommandOrganisation.FindAsync(parsed, services.GetRequiredService<RosterlineDb>(), cancel);
        var path = Path.GetFullPath(parsed.GetRequiredValue(File));
        if (Path.Exists(path)) throw new StartupException($"{path} is there already. Name another file.");
        await NoteAsync(services, rootId, cancel);
        try
        {
            await using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
            {
                var manifest = await services.GetRequiredService<WriteExport>().ExecuteAsync(rootId, file, ConsoleProgress.Of<ExportProgress>(now => $"{now.Step}, {now.Rows:n0} rows"), cancel);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"“{manifest.Organisation.Name}”: {manifest.Files.Sum(one => one.Rows):n0} rows in {manifest.Files.Count} files, {manifest.Attachments.Files:n0} attachments. What each means: docs/export-format.md."));
            }
            System.IO.File.Move(path + ".part", path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be written: {fault.Message}", fault);
        }
        finally
        {
            System.IO.File.Delete(path + ".part");
        }
        return 0;
    }

    static async Task NoteAsync(IServiceProvider services, Guid rootId, CancellationToken cancel)
    {
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, new AuditedAct(rootId, null, "organisation.exported", "organisation", rootId), TimeProvider.System);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
