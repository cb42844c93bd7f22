namespace Rosterline.Bench;

/// <summary>What one path did: how many in which time, how long each took in microseconds, and who used the processors meanwhile.</summary>
sealed record Measured(string Path, long Count, double Seconds, int[] Micros, long Refused, CpuShare Cpu)
{
    public string? Remark { get; init; }

    public double PerSecond => Count / Seconds;

    /// <summary>How many one busy core made, the generator's own work included: comparable on a machine that others use too.</summary>
    public double PerCore => PerSecond / (Cpu.App + Cpu.Database + Cpu.Generator);

    /// <summary>Milliseconds that <paramref name="share"/> of all stayed below.</summary>
    public double Milliseconds(double share) => Micros.Length == 0 ? double.NaN : Micros[Math.Min(Micros.Length - 1, (int)(Micros.Length * share))] / 1000d;
}

/// <summary>Processors used on average, 1 = one core busy.</summary>
sealed record CpuShare(double App, double Database, double Generator, double Others)
{
    public override string ToString() => FormattableString.Invariant($"app {App:0.00}, PostgreSQL {Database:0.00}, generator {Generator:0.00}, others {Others:0.00}");
}
