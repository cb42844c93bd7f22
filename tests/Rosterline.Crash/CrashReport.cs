using Rosterline.CrashCheck;

namespace Rosterline.Crash;

/// <param name="InFlight">Requests asked of the application and by it, together.</param>
/// <param name="Between">Texts the provider had accepted and not answered.</param>
/// <param name="Back">From the kill until requests were answered again.</param>
public sealed record Kill(int InFlight, int Between, TimeSpan Back);

/// <summary>What a run showed.</summary>
public sealed class CrashReport(CrashOptions options)
{
    const double FewestBetween = 0.3;

    public SeededAgency? Agency { get; set; }

    public List<Kill> Kills { get; } = [];

    public Verdict? Verdict { get; set; }

    public IReadOnlyList<string> Surprises { get; set; } = [];

    public bool ClockJumped { get; set; }

    public TimeSpan Took { get; set; }

    public TimeSpan Settled { get; set; }

    public int Fewest => Kills.Count == 0 ? 0 : Kills.Min(kill => kill.InFlight);

    public double Between => Kills.Count == 0 ? 0 : Kills.Count(kill => kill.Between > 0) / (double)Kills.Count;

    /// <summary>Everything that is not as it should be, about the application and about the run itself.</summary>
    public IReadOnlyList<string> Findings =>
    [
        .. Verdict!.Findings,
        .. Kills.Count == 0 ? ["the machine was too slow for a single kill"] : Array.Empty<string>(),
        .. Surprises.Select(surprise => "an answer nobody expects: " + surprise),
        .. Fewest < options.FewestInFlight ? [$"only {Fewest} requests in flight at a kill"] : Array.Empty<string>(),
        .. Kills.Count >= 10 && Between < FewestBetween ? [$"only {Between:P0} of the kills between acceptance and answer"] : Array.Empty<string>(),
        .. ClockJumped ? ["the machine's clock jumped: times after a STOP mean nothing in this run"] : Array.Empty<string>(),
    ];

    string Killed
    {
        get
        {
            var nodes = options.Nodes == 1 ? "one node" : $"{options.Nodes} nodes";
            return options.Target switch { Target.App => $"the application, {nodes}", Target.Database => $"the database under {nodes}", _ => $"the application or its database, {nodes}" };
        }
    }

    public override string ToString()
    {
        var v = Verdict!;
        if (Kills.Count == 0) return $"seed {options.Seed}: nothing was killed in {Took.TotalMinutes:0.0} min";
        return $"""
            seed {options.Seed}: {Kills.Count} kills of {Killed} in {Took.TotalMinutes:0.0} min
            in flight at a kill        at least {Fewest}, on average {Kills.Average(kill => kill.InFlight):0}
            between acceptance/answer  {Between:P0} of the kills, on average {Kills.Average(kill => kill.Between):0} texts
            answers again after        {Kills.Average(kill => kill.Back.TotalSeconds):0.0} s, at most {Kills.Max(kill => kill.Back.TotalSeconds):0.0} s
            acknowledged               {v.Sends} sends, {v.Received} received texts, {v.Statuses} last statuses; {v.Recovered} texts by the provider's list alone
            provider                   {v.Requests} requests, {v.Accepted} texts accepted
            commits                    {v.Claims} claims, {v.Stops} STOPs; latest request {v.LatestAfterStop.TotalMilliseconds:0} ms after a STOP
            given to a person          {v.Undecided}
            settled after              {Settled.TotalSeconds:0} s
            findings                   {(Findings.Count == 0 ? "none" : string.Join(Environment.NewLine + "                           ", Findings))}
            """;
    }
}
