using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary>The application's parts for one command, without serving anything.</summary>
static class CommandScope
{
    public static async Task<int> RunAsync(Func<IServiceProvider, Task<int>> work, CancellationToken cancel)
    {
        var settings = Settings.FromEnvironment();
        await using var database = await CommandDatabase.OpenAsync(settings, cancel);
        await using var app = App.Build(settings, database.ConnectionString, builder => builder.Logging.ClearProviders());
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Prints the refusal where there is one.</summary>
    public static int Answer<T>(Result<T> result, Func<T, string> words)
    {
        if (result.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.Message);
            return 1;
        }

        Console.WriteLine(words(result.Value!));
        return 0;
    }
}
