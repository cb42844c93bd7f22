namespace Rosterline.CommandLine.Moving;

/// <summary>Where a long command is, on a terminal in one line that changes.</summary>
static class ConsoleProgress
{
    public static Func<T, Task> Of<T>(Func<T, string> words) => now =>
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{words(now),-70}\r");
        return Task.CompletedTask;
    };
}
