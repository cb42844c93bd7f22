using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>What the hot paths need to know about an organisation.</summary>
public sealed record OrganisationState(
    Guid RootId, string Name, string? Phone, bool TestMode, DateTimeOffset? PausedAt, string? PausedReason, int ReplyMinutes, IReadOnlySet<long> TestNumbers)
{
    public required string TimeZone { get; init; }

    /// <summary>Text the next good number when the first on the record cannot be texted (EN-18).</summary>
    public required bool FallThrough { get; init; }

    /// <summary>Broadcasts and scheduled texts keep the hours of the place they go to.</summary>
    public required bool CallingHours { get; init; }

    /// <summary>Seconds in which a broadcast can be undone before anybody is texted (P-35).</summary>
    public required int BroadcastUndoSeconds { get; init; }

    /// <summary>Colleagues who may not read a conversation are told that somebody texted the person, and when (P-09).</summary>
    public required bool TellTexted { get; init; }

    /// <summary>Whether the Send window offers scheduling (EN-25, EN-27).</summary>
    public required bool ScheduleInWindow { get; init; }
}

/// <summary>Reads organisations; kept for a second at most, so that a pause works within it (P-11).</summary>
public sealed class OrganisationReader(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly Recent<Guid, OrganisationState> recent = new(clock, Kept);

    public void Forget(Guid rootId) => recent.Forget(rootId);

    public ValueTask<OrganisationState> ReadAsync(Guid rootId, CancellationToken cancel) => recent.GetAsync(rootId, ReadAsync, cancel);

    async Task<OrganisationState> ReadAsync(Guid rootId)
    {
        await using var command = database.CreateCommand("""
            select name, phone, test_mode, paused_at, paused_reason, reply_minutes,
                   array(select t.number from test_number t where t.root_id = o.root_id),
                   time_zone, fall_through, calling_hours, broadcast_undo_seconds, schedule_in_window, tell_texted
            from organisation o where o.root_id = $1
            """);
        command.Parameters.Add(new() { Value = rootId });
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync()) throw new InvalidOperationException("This organisation does not exist.");
        return new OrganisationState(
            rootId, row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetString(4),
            row.GetInt32(5), row.GetFieldValue<long[]>(6).ToHashSet())
        {
            TimeZone = row.GetString(7), FallThrough = row.GetBoolean(8), CallingHours = row.GetBoolean(9), BroadcastUndoSeconds = row.GetInt32(10), ScheduleInWindow = row.GetBoolean(11), TellTexted = row.GetBoolean(12),
        };
    }
}
