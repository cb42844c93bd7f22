using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary>What a start says at its end: where to go, how to sign in, how to stop.</summary>
static class ReadyLines
{
    public static void Print(ConsoleSteps steps, Settings settings, FirstAdministrator.Made? first)
    {
        var address = AddressOf(settings);
        List<(string, string)> rows = [("Ready", address)];
        if (first is not null)
        {
            rows.Add(("Open", $"{address}{first.StartPath}   signed in, once, for 15 minutes"));
            rows.Add(("Sign in", first.Password is null ? first.Email : $"{first.Email}   password  {first.Password}"));
        }

        if (settings.Demo) rows.Add(("Phones", $"{address}/phones     texts go nowhere else"));
        rows.Add(("Stop", $"Ctrl+C, everything is kept in {DataFolder.Name(settings.DataFolder)}"));
        steps.Close(rows, settings.Demo ? "Own agency, no demo:   ./run --no-demo     Help: ./run --help" : "Help: ./run --help");
    }

    static string AddressOf(Settings settings)
    {
        if (settings.PublicUrl is { } known) return known.ToString().TrimEnd('/');
        var listening = BindingAddress.Parse(settings.Urls.Split(';')[0]);
        var host = listening.Host is "*" or "+" or "0.0.0.0" or "[::]" or "127.0.0.1" or "[::1]" ? "localhost" : listening.Host;
        return $"{listening.Scheme}://{host}:{listening.Port}";
    }
}
