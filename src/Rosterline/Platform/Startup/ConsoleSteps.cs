using System.Globalization;

namespace Rosterline.Platform.Startup;

/// <summary>
/// The lines of a start: what is being done, then what it was done with and how long it took. Goes on where ./run stopped, in
/// the same columns.
/// </summary>
/// <param name="moving">Whether <paramref name="output"/> is a terminal, where a line may be written over.</param>
public sealed class ConsoleSteps(TextWriter output, bool moving, TimeProvider time)
{
    const int NameWidth = 12;
    const int StepWidth = 25;
    const int DetailWidth = 38;
    const int TimeWidth = 5;
    static readonly TimeSpan LongStep = TimeSpan.FromSeconds(20);

    /// <summary>On this process's console.</summary>
    public static ConsoleSteps OnConsole() => new(Console.Out, !Console.IsOutputRedirected, TimeProvider.System);

    /// <summary>Runs one step; what follows its name is known at the end.</summary>
    public async Task<T> RunAsync<T>(string step, Func<Task<T>> work, Func<T, string> detail)
    {
        var line = Begin(step);
        var start = time.GetTimestamp();
        using var done = new CancellationTokenSource();
        var progress = ShowProgressAsync(line, start, done.Token);
        try
        {
            var result = await work();
            await StopAsync(done, progress);
            await output.WriteLineAsync((moving ? "\r" + line : "") + detail(result).PadRight(DetailWidth) + Seconds(time.GetElapsedTime(start)));
            return result;
        }
        catch
        {
            await StopAsync(done, progress);
            await output.WriteLineAsync();
            throw;
        }
    }

    /// <summary>Runs one step whose detail is known before.</summary>
    public Task RunAsync(string step, string detail, Func<Task> work) =>
        RunAsync(step, async () => { await work(); return true; }, _ => detail);

    /// <summary>The closing table: a label and what it says, then a last line apart.</summary>
    public void Close(IEnumerable<(string Label, string Words)> rows, string last)
    {
        output.WriteLine();
        foreach (var (label, words) in rows) output.WriteLine($"  {label,-10}{words}");
        output.WriteLine();
        output.WriteLine("  " + last);
        output.Flush();
    }

    string Begin(string step)
    {
        var line = "".PadRight(NameWidth) + step.PadRight(StepWidth);
        output.Write(line);
        output.Flush();
        return line;
    }

    async Task ShowProgressAsync(string line, long start, CancellationToken ct)
    {
        if (!moving) return;
        try
        {
            await Task.Delay(LongStep, time, ct);
            while (true)
            {
                await output.WriteAsync("\r" + line + "still working".PadRight(DetailWidth) + Seconds(time.GetElapsedTime(start)));
                await output.FlushAsync(ct);
                await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The step is over.
        }
    }

    static async Task StopAsync(CancellationTokenSource done, Task progress)
    {
        await done.CancelAsync();
        await progress;
    }

    static string Seconds(TimeSpan took) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(took.TotalSeconds)):0} s").PadLeft(TimeWidth);
}
