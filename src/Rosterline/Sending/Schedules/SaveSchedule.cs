using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Hours;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Schedules;

/// <summary>Makes, changes and ends a text that comes round.</summary>
sealed class SaveSchedule(NpgsqlDataSource database, OrganisationReader organisations, TimeProvider clock)
{
    const int LongestBody = 1600;

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="id">Null: a new one.</param>
    public async Task<Result<Guid?>> ExecuteAsync(Viewer viewer, Guid? id, ScheduleRequest request, CancellationToken cancel)
    {
        var zone = (await organisations.ReadAsync(viewer.RootId, cancel)).TimeZone;
        if (TimeOf(request.Time) is not { } time) return ScheduleRefusals.TimeUnclear;
        var repeat = new Repeat(request.Repeat, time, request.Days?.ToUpperInvariant(), request.Day);
        if (Fault(viewer, request) is { } fault) return fault;
        if (repeat.Fault is { } unclear) return unclear;
        var next = Next(request, repeat, time, zone);
        if (next.Refusal is { } late) return late;
        var saved = await database.Command("""
            insert into send_schedule (root_id, id, account_id, author_id, name, repeat, days, day, at_time, time_zone, audience, purpose, body, media, line_id, active, next_at)
            values ($1, coalesce($2, $3), $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15::jsonb, $16, $17, $18)
            on conflict (root_id, id) do update set name = excluded.name, repeat = excluded.repeat, days = excluded.days, day = excluded.day, at_time = excluded.at_time, time_zone = excluded.time_zone,
              audience = excluded.audience, purpose = excluded.purpose, body = excluded.body, media = excluded.media, line_id = excluded.line_id, active = excluded.active, next_at = excluded.next_at
            where send_schedule.author_id = $5
            returning id
            """, viewer.RootId, id is { } known ? known : Ids.New(), Ids.New(), viewer.AccountId, viewer.UserId, request.Name.Trim(), "ODWMY"[(int)request.Repeat].ToString(), repeat.Days, (short?)repeat.Day, time, zone,
            JsonSerializer.Serialize(request.Audience, Web), (short)request.Purpose, request.Body, request.MediaIds is { Count: > 0 } media ? JsonSerializer.Serialize(media) : null, request.LineId, request.Active, next.Value)
            .ExecuteScalarAsync(cancel) as Guid?;
        if (saved is not null) await AuditAsync(viewer, saved.Value, id is null ? "schedule.made" : "schedule.changed", cancel);
        return Result.Of(saved);
    }

    public async Task<bool> EndAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var ended = await database.Command("delete from send_schedule where root_id = $1 and id = $2 and author_id = $3", viewer.RootId, id, viewer.UserId).RunAsync(cancel) > 0;
        if (ended) await AuditAsync(viewer, id, "schedule.ended", cancel);
        return ended;
    }

    Task<int> AuditAsync(Viewer viewer, Guid id, string action, CancellationToken cancel) => database.Command("""
        insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) values ($1, $2, now(), $3, $4, 'schedule', $5)
        """, viewer.RootId, Ids.New(), viewer.UserId, action, id).RunAsync(cancel);

    static Refusal? Fault(Viewer viewer, ScheduleRequest request) =>
        !viewer.May("text") ? Refusals.MayNotText
        : request.Name.Trim().Length is 0 or > 80 ? ScheduleRefusals.NameMissing
        : !request.Audience.IsClear ? ScheduleRefusals.AudienceUnclear
        : request.LineId is { } line && !viewer.Uses(line) ? Refusals.NoLine
        : string.IsNullOrWhiteSpace(request.Body) && request.MediaIds is not { Count: > 0 } ? Refusals.Empty
        : request.Body.Length > LongestBody ? Refusals.TooLong(request.Body.Length, LongestBody)
        : MergeText.Parse(request.Body).Unknown is [var unknown, ..] ? new Refusal("unknown_field", unknown.Words)
        : null;

    /// <summary>When it comes round next; null: never.</summary>
    public Result<DateTimeOffset?> When(ScheduleRequest request, string zone)
    {
        if (TimeOf(request.Time) is not { } time) return ScheduleRefusals.TimeUnclear;
        var repeat = new Repeat(request.Repeat, time, request.Days?.ToUpperInvariant(), request.Day);
        return repeat.Fault is { } unclear ? unclear : Next(request, repeat, time, zone);
    }

    Result<DateTimeOffset?> Next(ScheduleRequest request, Repeat repeat, TimeOnly time, string zone)
    {
        var now = clock.GetUtcNow();
        if (request.Repeat != RepeatPeriod.Once) return Result.Of(repeat.NextAfter(now, zone));
        if (request.On is not { } day) return ScheduleRefusals.DayMissing;
        var at = LocalClock.At(day, time, LocalClock.Zone(zone));
        return at <= now ? ScheduleRefusals.Past : Result.Of<DateTimeOffset?>(at);
    }

    static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(text?.Trim(), ["H:mm", "HH:mm", "h:mm tt", "h tt", "h:mmtt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
