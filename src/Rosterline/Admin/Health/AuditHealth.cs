using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Platform;

namespace Rosterline.Admin.Health;

/// <summary>The audit log is being sealed, and its last check found nothing.</summary>
sealed class AuditHealth(NpgsqlDataSource database, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    sealed record Found(DateTimeOffset? Oldest, DateTimeOffset? CheckedAt, long Faults, string? First);

    public string Name => "Audit log";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        // every organisation: of the whole installation, unless one is named
        await using var command = database.CreateCommand("""
            select min(w.at), max(h.checked_at), coalesce(sum(h.faults), 0)::bigint, min(h.first_fault)
            from organisation o left join audit_head h on h.root_id = o.root_id
            left join lateral (
              select e.at from audit_entry e
              where e.root_id = o.root_id and e.id >= coalesce(h.scanned_from, '00000000-0000-0000-0000-000000000000')
                and not exists (select 1 from audit_seal s where s.root_id = e.root_id and s.entry_id = e.id)
              order by e.id limit 1) w on true
            where $1::uuid is null or o.root_id = $1
            """);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)rootId ?? DBNull.Value });
        var found = (await command.ReadAllAsync(row => new Found(row.Maybe<DateTimeOffset>(0), row.Maybe<DateTimeOffset>(1), row.GetInt64(2), row.Text(3)), cancel))[0];
        var now = clock.GetUtcNow();
        if (found.Faults > 0) return HealthCheck.Problem(Name, $"{found.First}{(found.Faults > 1 ? $" {found.Faults - 1} more." : "")} Run rosterline doctor audit.");
        if (found.Oldest is { } oldest && now - oldest > Late) return HealthCheck.Warning(Name, $"Entries wait to be sealed since {oldest.UtcDateTime.ToString("MMM d, HH:mm", CultureInfo.InvariantCulture)} UTC.");
        return HealthCheck.Ok(Name, found.CheckedAt is null ? "Sealed. It is checked once a day." : "Sealed. The last check found everything in place.");
    }
}
