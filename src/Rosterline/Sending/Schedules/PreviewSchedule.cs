using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Broadcasts;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Schedules;

/// <summary>Who would get a text that comes round the next time, who would be held then and who not texted, before it is saved (P-04).</summary>
sealed class PreviewSchedule(SaveSchedule schedules, ScheduledBroadcasts broadcasts, PreviewBroadcast preview, OrganisationReader organisations)
{
    /// <param name="At">When it comes round next, in the organisation's zone.</param>
    /// <param name="Texted">People who are texted at that time of their own clock.</param>
    /// <param name="Held">People for whom that time is too early or too late, with until when and why.</param>
    /// <param name="NotTexted">People who get nothing, and why.</param>
    public sealed record Preview(DateTimeOffset At, string Words, int Texted, IReadOnlyList<PreviewBroadcast.Person> Held, IReadOnlyList<PreviewBroadcast.Person> NotTexted);

    public async Task<Result<Preview>> ExecuteAsync(Viewer viewer, ScheduleRequest request, CancellationToken cancel)
    {
        if (!request.Audience.IsClear) return ScheduleRefusals.AudienceUnclear;
        var zone = (await organisations.ReadAsync(viewer.RootId, cancel)).TimeZone;
        var when = schedules.When(request, zone);
        if (when.Refusal is { } unclear) return unclear;
        if (when.Value is not { } at) return ScheduleRefusals.Past;
        var local = TimeZoneInfo.ConvertTime(at, LocalClock.Zone(zone)).DateTime;
        var about = new BroadcastRequest { Body = request.Body, Purpose = request.Purpose, LineId = request.LineId, LocalTime = local };
        var people = new List<PreviewBroadcast.Person>();
        foreach (var broadcast in await broadcasts.ExecuteAsync(viewer.RootId, request.Audience, about, cancel))
        {
            var looked = await preview.ExecuteAsync(viewer, broadcast, cancel);
            // Nobody in the audience now: whoever is in it then is texted.
            if (looked.Refusal is { Code: not "nobody_chosen" and not "nobody" } refusal) return refusal;
            people.AddRange(looked.Value?.People ?? []);
        }

        return new Preview(at, LocalClock.DayAndTime(at, zone), people.Count(p => p.State != "not_texted" && p.Words is null),
            [.. people.Where(p => p.State == "later" && p.Words is not null)], [.. people.Where(p => p.State == "not_texted")]);
    }
}
