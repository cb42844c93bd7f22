using System.CommandLine;
using Npgsql;
using Rosterline.Accounts.TwoStep;
using Rosterline.Platform.Keys;

namespace Rosterline.CommandLine.Keys;

/// <summary><c>rosterline keys rotate</c>: new keys while the application runs; <c>keys lost</c>: go on without those that are gone.</summary>
static class KeysCommand
{
    static readonly Option<bool> Data = new("--data") { Description = "New data keys too: everything secret is encrypted again" };

    public static Command Make()
    {
        var rotate = new Command("rotate", "Put a new master key into the key file and wrap every data key again, while the application runs") { Data };
        rotate.SetAction((parsed, cancel) => CommandScope.RunAsync(services => RotateAsync(services, parsed.GetValue(Data), cancel), cancel));
        return new Command("keys", "The keys that secrets are encrypted with") { rotate, Lost() };
    }

    static Command Lost()
    {
        var lost = new Command("lost", "Go on with new keys when the key file is lost for good; saved passwords of providers are asked for again");
        lost.SetAction((_, cancel) => CommandScope.RunAsync(async services =>
        {
            var count = await services.GetRequiredService<LostKeys>().GiveUpAsync(cancel);
            var people = count == 0 ? 0 : await ForgetAuthenticators.ExecuteAsync(services.GetRequiredService<NpgsqlDataSource>(), cancel);
            Console.WriteLine(count == 0 ? "The key file opens every key: nothing to give up." : $"{count:N0} keys given up. Enter the passwords of your text providers again; {people:N0} people set up their second step anew.");
            return 0;
        }, cancel));
        return lost;
    }

    static async Task<int> RotateAsync(IServiceProvider services, bool data, CancellationToken cancel)
    {
        await services.GetRequiredService<RotateKeys>().ExecuteAsync(data, Console.WriteLine, cancel);
        Console.WriteLine("Done. Copy the key file to the other nodes and to where you keep your copy of it.");
        return 0;
    }
}
