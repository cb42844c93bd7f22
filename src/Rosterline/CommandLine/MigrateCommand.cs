using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline migrate</c></summary>
static class MigrateCommand
{
    public static Command Make()
    {
        var command = new Command("migrate", "Bring the database to the shape this version needs");
        command.SetAction((_, cancel) => RunAsync(cancel));
        return command;
    }

    static async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var database = await CommandDatabase.OpenAsync(Settings.FromEnvironment(), cancel);
        var applied = await database.MigrateAsync(NullLogger.Instance, cancel);
        Console.WriteLine(applied switch { 0 => "Nothing to do.", 1 => "1 migration applied.", _ => $"{applied} migrations applied." });
        return 0;
    }
}
