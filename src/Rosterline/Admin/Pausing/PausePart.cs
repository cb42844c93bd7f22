using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;

namespace Rosterline.Admin.Pausing;

/// <summary>
/// Holds the texts of one line, or of one account and everything below it, and lets them go again (P-11). Dispatch passes such lines over from its
/// next claim on; receiving goes on.
/// </summary>
sealed class PausePart(NpgsqlDataSource database, LineReader lines)
{
    // Who paused first stays named.
    const string PauseSql = """
        with held as (update {0} set paused_at = now(), paused_by = $3, paused_reason = $4 where root_id = $1 and id = $2 and paused_at is null returning id)
        insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
        select $1, $5, now(), $3, 'sending.{0}_paused', '{0}', id, jsonb_build_object('reason', $4::text) from held
        """;

    const string ResumeSql = """
        with was as (select id, paused_at, paused_by, paused_reason from {0} where root_id = $1 and id = $2 and paused_at is not null for update),
        free as (update {0} t set paused_at = null, paused_by = null, paused_reason = null from was where t.root_id = $1 and t.id = was.id returning t.id)
        insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
        select $1, $4, now(), $3, 'sending.{0}_resumed', '{0}', was.id,
               jsonb_build_object('before', jsonb_build_object('since', was.paused_at, 'by', was.paused_by, 'reason', was.paused_reason)) from was join free on free.id = was.id
        """;

    public enum Part { Line, Account }

    /// <summary>Null: not there, or not hers to pause.</summary>
    public async Task<Result<Guid>?> PauseAsync(Viewer by, Part part, Guid id, string? reason, CancellationToken cancel)
    {
        if (!await MayAsync(by, part, id, cancel)) return null;
        if (part == Part.Account && id == by.RootId) return (Result<Guid>)Refusals.PauseAllInstead;
        if ((reason ?? "").Trim().Length is 0 or > 200) return (Result<Guid>)Refusals.ReasonMissing;
        await database.Command(Of(PauseSql, part), by.RootId, id, by.UserId, reason!.Trim(), Ids.New()).RunAsync(cancel);
        lines.Forget();
        return (Result<Guid>)id;
    }

    /// <summary>False: not there, or not hers to resume.</summary>
    public async Task<bool> ResumeAsync(Viewer by, Part part, Guid id, CancellationToken cancel)
    {
        if (!await MayAsync(by, part, id, cancel)) return false;
        await database.Command(Of(ResumeSql, part), by.RootId, id, by.UserId, Ids.New()).RunAsync(cancel);
        lines.Forget();
        return true;
    }

    async Task<bool> MayAsync(Viewer by, Part part, Guid id, CancellationToken cancel)
    {
        await using var command = part == Part.Line
            ? database.Command("select account_id from line where root_id = $1 and id = $2", by.RootId, id) : database.Command("select id from account where root_id = $1 and id = $2", by.RootId, id);
        return await command.ExecuteScalarAsync(cancel) is Guid account && by.MayAt(part == Part.Line ? "manage_lines" : Permissions.Administer, account);
    }

    static string Of(string sql, Part part) => sql.Replace("{0}", part == Part.Line ? "line" : "account", StringComparison.Ordinal);
}
