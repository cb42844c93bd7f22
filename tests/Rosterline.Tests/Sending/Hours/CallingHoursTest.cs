using Rosterline.Platform.Phones;
using Rosterline.Sending.Gate;
using Rosterline.Sending.Hours;

namespace Rosterline.Tests.Sending.Hours;

public sealed class CallingHoursTest
{
    [Theory]
    [Trait("Requirement", "P-04")]
    [InlineData("2026-11-20T13:59:00Z", "America/Chicago", "2026-11-20T14:00:00Z")]   // 7:59 AM
    [InlineData("2026-11-20T14:00:00Z", "America/Chicago", null)]
    [InlineData("2026-11-21T02:54:00Z", "America/Chicago", null)]                       // 8:54 PM
    [InlineData("2026-11-21T02:55:00Z", "America/Chicago", "2026-11-21T14:00:00Z")]     // the last minutes are left alone
    [InlineData("2026-03-08T04:00:00Z", "America/Chicago", "2026-03-08T13:00:00Z")]     // the clocks go forward that night
    public void Holds_until_the_morning_of_the_place(string now, string zone, string? until) =>
        CallingHours.NextAfter(At(now), [zone]).ShouldBe(until is null ? null : At(until));

    [Fact]
    public void In_several_possible_places_all_their_hours_hold()
    {
        var place = Whereabouts.Of(null, "CA", new PhoneNumber(12125550143));
        place.Zones.ShouldBe(["America/Los_Angeles", "America/New_York"], ignoreOrder: true);
        CallingHours.NextAfter(At("2026-11-20T14:00:00Z"), place.Zones).ShouldBe(At("2026-11-20T16:00:00Z"));
        CallingHours.NextAfter(At("2026-11-21T02:30:00Z"), place.Zones).ShouldBe(At("2026-11-21T16:00:00Z"));
    }

    [Fact]
    public void An_unknown_place_keeps_the_hours_of_every_zone()
    {
        var place = Whereabouts.Of(null, null, new PhoneNumber(18005550143));
        place.Known.ShouldBeFalse();
        CallingHours.NextAfter(At("2026-11-20T14:00:00Z"), place.Zones).ShouldBe(At("2026-11-20T18:00:00Z"));
        CallingHours.NextAfter(At("2026-11-20T18:00:00Z"), place.Zones).ShouldBeNull();
    }

    [Fact]
    [Trait("Requirement", "P-01")]
    public void A_reply_is_held_by_no_hours_and_a_text_without_use_afterwards_is_refused_at_once()
    {
        var night = new GateFacts
        {
            Now = At("2026-11-21T05:00:00Z"), Number = new PhoneNumber(19015550143), Blocked = Block.None, IsReply = false, OutsideTestList = false,
            Where = Whereabouts.Of("America/Chicago", null, new PhoneNumber(19015550143)),
        };
        SendGate.Decide(night).Answer.ShouldBeOfType<GateAnswer.HeldUntil>().When.ShouldBe(At("2026-11-21T14:00:00Z"));
        SendGate.Decide(night with { IsReply = true }).IsAllowed.ShouldBeTrue();
        SendGate.Decide(night with { ExpiresAt = At("2026-11-21T12:00:00Z") }).Refusal!.Code.ShouldBe("expired");
    }

    [Fact]
    public void Every_area_code_has_zones_this_machine_knows()
    {
        foreach (var region in new[] { "TN", "FL", "AZ", "HI", "ON" })
            AreaCodes.ZonesOf(region).ShouldNotBeEmpty();
        AreaCodes.Find(new PhoneNumber(19015550143))!.Region.ShouldBe("TN");
        AreaCodes.Find(new PhoneNumber(18005550143)).ShouldBeNull();
        AreaCodes.Find(new PhoneNumber(442071838750)).ShouldBeNull();
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
