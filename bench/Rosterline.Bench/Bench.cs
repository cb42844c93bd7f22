using Npgsql;

namespace Rosterline.Bench;

/// <summary>What every path works with: the application, its database, the seeded organisation and the carrier.</summary>
sealed record Bench(Uri Url, World World, Carrier Carrier, NpgsqlDataSource Sql, CpuClock Cpu, Options Options)
{
    public TimeSpan Time => TimeSpan.FromSeconds(Options.Seconds);

    public TimeSpan Warm => TimeSpan.FromSeconds(Math.Clamp(Options.Seconds * 1d, 1, 12));
}
