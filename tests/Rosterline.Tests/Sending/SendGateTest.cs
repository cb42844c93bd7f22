using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Tests.Sending;

public sealed class SendGateTest
{
    static readonly DateTimeOffset Now = new(2026, 11, 18, 16, 0, 0, TimeSpan.Zero);
    static readonly GateFacts Fine = new() { Now = Now, Number = new PhoneNumber(19015550143), Blocked = Block.None, IsReply = false, OutsideTestList = false };

    [Fact]
    public void Lets_a_text_go_that_nothing_speaks_against() => SendGate.Decide(Fine).IsAllowed.ShouldBeTrue();

    [Theory]
    [Trait("Requirement", "GH-24")]
    [InlineData(Block.OptedOut, "opted_out")]
    [InlineData(Block.Locked, "locked")]
    [InlineData(Block.WrongNumber, "wrong_number")]
    [InlineData(Block.OptedOut | Block.Locked, "opted_out")]
    public void Refuses_a_closed_number(Block blocked, string code) => SendGate.Decide(Fine with { Blocked = blocked }).Refusal!.Code.ShouldBe(code);

    [Fact]
    [Trait("Requirement", "P-01")]
    public void A_reply_may_repeat_itself_after_two_minutes_and_never_passes_an_opt_out()
    {
        var reply = Fine with { IsReply = true };

        SendGate.Decide(reply with { SameTextAt = Now.AddMinutes(-1) }).Refusal!.Code.ShouldBe("identical");
        SendGate.Decide(reply with { SameTextAt = Now.AddMinutes(-3) }).IsAllowed.ShouldBeTrue();
        SendGate.Decide(reply with { Blocked = Block.OptedOut }).Refusal!.Code.ShouldBe("opted_out");
    }

    [Fact]
    [Trait("Requirement", "EN-33")]
    public void A_number_the_carrier_called_dead_is_refused_before_and_not_after()
    {
        var refusal = SendGate.Decide(Fine with { NumberProblem = "dead", NumberProblemAt = new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero) }).Refusal!;

        refusal.Message.ShouldBe("Not in service. The carrier refused it on Mar 4.");
    }

    [Fact]
    public void Only_the_confirmation_may_go_to_a_number_that_just_opted_out()
    {
        SendGate.Decide(Fine with { Blocked = Block.OptedOut, IsConfirmation = true }).IsAllowed.ShouldBeTrue();
        SendGate.Decide(Fine with { Blocked = Block.Locked, IsConfirmation = true }).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    [Trait("Requirement", "H-06")]
    public void The_kept_answer_names_the_check_that_decided()
    {
        var kept = SendGate.Decide(Fine with { Blocked = Block.Locked }).Kept;

        kept.ShouldContain("\"by\":\"locked\"");
        kept.ShouldContain("\"v\":2");
    }
}
