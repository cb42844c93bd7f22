using Npgsql;

namespace Rosterline.Platform;

/// <summary>The connections of the grouped writers, the claim and the inbox, with plans that do not change; everything else uses the common source.</summary>
public sealed class HotPath(NpgsqlDataSource source) : IAsyncDisposable
{
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel) => source.OpenConnectionAsync(cancel);

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values) => source.Command(sql, values);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
