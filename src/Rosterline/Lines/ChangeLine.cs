using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Throughput;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>Changes a line's name, kind, branch, pace, note or read mode, or switches it off and on.</summary>
sealed class ChangeLine(RosterlineDb db, LineRows rows, ReadMode reading, TimeProvider clock)
{
    const int LongestNote = 200;

    /// <param name="MonthlyAllowance">Texts a month; 0: as many as the provider takes.</param>
    public sealed record Request(string? Name, LineKind? Kind, bool? Active, Guid? AccountId, decimal? PerSecond, int? MonthlyAllowance = null)
    {
        /// <summary>Of its pace, what broadcasts leave to replies and single texts. Null: unchanged.</summary>
        public short? ReservePercent { get; init; }

        /// <summary>Key of one of the classes carriers have. Empty: none. Null: unchanged.</summary>
        public string? CarrierClass { get; init; }

        /// <summary>Empty: none. Null: unchanged.</summary>
        public string? Note { get; init; }

        /// <summary>Unread for each one by herself. Null: unchanged.</summary>
        public bool? ReadEach { get; init; }
    }

    /// <summary>Null: there is no such line.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer viewer, Guid lineId, Request request, CancellationToken cancel)
    {
        if (await db.Lines.FirstOrDefaultAsync(l => l.RootId == viewer.RootId && l.Id == lineId, cancel) is not { } line || !viewer.MayAt("manage_lines", line.AccountId)) return null;
        if (request.Name is not null && !CreateLine.IsName(request.Name)) return Refusals.NameMissing;
        if (request.PerSecond is { } pace && !CreateLine.IsPace(pace)) return Refusals.PerSecondWrong;
        if (request.AccountId is { } account && (!viewer.MayAt("manage_lines", account) || !await db.Accounts.AnyAsync(a => a.RootId == viewer.RootId && a.Id == account, cancel))) return Refusals.AccountUnknown;
        if (request.MonthlyAllowance is < 0 or > 10_000_000) return Refusals.AllowanceWrong;
        if (request.ReservePercent is < 0 or > 90) return Refusals.ReserveWrong;
        if (request.CarrierClass is { Length: > 0 } asked && CarrierClasses.Find(asked)?.Kind != (request.Kind ?? line.Kind)) return Refusals.ClassWrong;
        if (request.Note?.Trim().Length > LongestNote) return Refusals.NoteTooLong;
        var before = State(line);
        line.Name = request.Name?.Trim() ?? line.Name;
        line.Kind = request.Kind ?? line.Kind;
        line.Active = request.Active ?? line.Active;
        line.AccountId = request.AccountId ?? line.AccountId;
        line.PerSecond = request.PerSecond ?? line.PerSecond;
        line.ReservePercent = request.ReservePercent ?? line.ReservePercent;
        if (request.CarrierClass is { } chosen) line.CarrierClass = chosen.Length == 0 ? null : chosen;
        if (request.MonthlyAllowance is { } allowance) line.MonthlyAllowance = allowance == 0 ? null : allowance;
        if (request.Note is { } note) line.Note = note.Trim() is { Length: > 0 } said ? said : null;
        var shared = line.ReadEach && request.ReadEach == false;
        line.ReadEach = request.ReadEach ?? line.ReadEach;
        AuditLog.Add(db, AuditedAct.By(viewer, "line.changed", "line", line.Id, new { before, after = State(line) }), clock);
        await rows.SaveAsync(viewer.RootId, cancel);
        if (shared) await reading.ShareAsync(viewer.RootId, line.Id, cancel);
        return line.Id;
    }

    static object State(Line line) => new { line.Name, line.Kind, line.Active, line.AccountId, line.PerSecond, line.MonthlyAllowance, line.ReservePercent, line.CarrierClass, line.Note, line.ReadEach };
}
