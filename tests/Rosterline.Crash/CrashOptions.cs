using System.Globalization;

namespace Rosterline.Crash;

/// <summary>What is killed.</summary>
public enum Target { App, Database, Either }

/// <summary>One run of the harness.</summary>
public sealed record CrashOptions
{
    public int Kills { get; init; } = 1000;

    /// <summary>No new kill after this.</summary>
    public TimeSpan AtMost { get; init; } = TimeSpan.FromMinutes(60);

    public int Seed { get; init; }

    public Target Target { get; init; }

    public int Nodes { get; init; } = 1;

    /// <summary>Fewer requests than this in flight: the kill waits.</summary>
    public int FewestInFlight { get; init; } = 200;

    /// <summary>How long after a committed STOP a request may arrive. It is seen when the provider's program gets to run: on a busy machine that is later than it began.</summary>
    public TimeSpan AfterStop { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the unfinished may take after the last kill; a list is asked twice, a minute apart.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Called when the load has ended and only the unfinished is waited for.</summary>
    public Action Settling { get; init; } = () => { };

    /// <summary>Settings of PostgreSQL for a run in which it need not survive a power cut.</summary>
    public IReadOnlyDictionary<string, string> DatabaseSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the records are left; null: they are removed.</summary>
    public string? Keep { get; init; }

    public static CrashOptions Read(string[] arguments)
    {
        var options = new CrashOptions { Seed = Random.Shared.Next() };
        for (var i = 0; i < arguments.Length; i++)
            options = arguments[i] switch
            {
                "--database" => options with { Target = Target.Database },
                "--kills" => options with { Kills = Number(arguments[++i]) },
                "--minutes" => options with { AtMost = TimeSpan.FromMinutes(Number(arguments[++i])) },
                "--seed" => options with { Seed = Number(arguments[++i]) },
                "--nodes" => options with { Nodes = Number(arguments[++i]) },
                "--keep" => options with { Keep = arguments[++i] },
                var other => throw new ArgumentException($"There is no option {other}."),
            };
        return options;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
