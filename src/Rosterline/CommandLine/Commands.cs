using System.CommandLine;
using System.Runtime.InteropServices;
using Npgsql;
using Rosterline.CommandLine.Keys;
using Rosterline.CommandLine.Moving;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary>What <c>rosterline</c> can be told to do. A command is one file here and one line below.</summary>
static class Commands
{
    const int BadSetting = 2, Failed = 1, Interrupted = 130;

    public static RootCommand All() => new("Business texting for recruiting and staffing teams. Settings come from the environment (docs/self-hosting.md).")
    {
        ServeCommand.Make(),
        MigrateCommand.Make(),
        UserCommand.Make(),
        ApiKeyCommand.Make(),
        ImportCommand.Make(),
        ExportCommand.Make(),
        ImportOrganisationCommand.Make(),
        BackupCommand.Make(),
        RestoreCommand.Make(),
        DoctorCommand.Make(),
        KeysCommand.Make(),
    };

    /// <summary>Runs one command and answers its exit code. What stops it is told in one line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            // Ours alone: the application drains first, then its database stops.
            return await All().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (BadSettingException bad)
        {
            return Say(bad.Message, BadSetting);
        }
        catch (StartupException fault)
        {
            return Say(fault.Message, Failed);
        }
        catch (NpgsqlException fault)
        {
            return Say($"The database did not do its part: {fault.Message}", Failed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    static int Say(string words, int exitCode)
    {
        Console.Error.WriteLine(words);
        return exitCode;
    }
}
