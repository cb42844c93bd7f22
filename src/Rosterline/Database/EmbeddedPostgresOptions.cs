namespace Rosterline.Database;

/// <summary>Where the private PostgreSQL lives and how it is tuned.</summary>
public sealed record EmbeddedPostgresOptions(string DataFolder)
{
    /// <summary>A folder with bin/postgres, bin/initdb and bin/pg_ctl; null: found by <see cref="EmbeddedPostgresBinaries"/>.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>What a new database needs free on its disk.</summary>
    public long NeededBytes { get; init; } = 1_000_000_000;

    /// <summary>How long a start may keep failing before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Settings of PostgreSQL laid over <see cref="SmallMachine"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Suits two cores and 2 GB. What the server logs holds no numbers, names or texts.</summary>
    public static IReadOnlyDictionary<string, string> SmallMachine { get; } = new Dictionary<string, string>
    {
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["effective_cache_size"] = "1GB",
        ["huge_pages"] = "off",
        ["random_page_cost"] = "1.1",
        ["jit"] = "off",
        ["synchronous_commit"] = "on",
        ["wal_level"] = "replica",
        ["wal_compression"] = "on",
        ["wal_buffers"] = "16MB",
        ["min_wal_size"] = "128MB",
        ["max_wal_size"] = "1GB",
        ["checkpoint_timeout"] = "15min",
        // Tables that fill for the first time get statistics, and with them good plans, within seconds.
        ["autovacuum_naptime"] = "10s",
        ["idle_in_transaction_session_timeout"] = "60s",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_line_prefix"] = "%m [%p] ",
        ["log_checkpoints"] = "off",
        ["log_error_verbosity"] = "terse",
        ["log_min_error_statement"] = "panic",
        ["log_parameter_max_length_on_error"] = "0",
    };
}
