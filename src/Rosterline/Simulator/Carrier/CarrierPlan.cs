using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>Something that will become of a text.</summary>
/// <param name="Kind">0 received, else the new status: 1 sent, 2 delivered, 3 undelivered, 4 failed.</param>
public readonly record struct PlannedEvent(short Kind, string? Code, TimeSpan After, bool Announced);

/// <summary>Decides what becomes of a text: by its receiver's last two digits, else by the fault in force.</summary>
public static class CarrierPlan
{
    static readonly TimeSpan Sent = TimeSpan.FromMilliseconds(150), Arrived = TimeSpan.FromMilliseconds(700), Late = TimeSpan.FromSeconds(20);

    /// <summary>Handsets of 555-0190 to 555-0195 behave badly for good.</summary>
    public static string? RefusalOf(long to) => Ending(to) switch
    {
        90 => "landline", 91 => "no_such_number", 92 => "opted_out", 93 => "unregistered", _ => null,
    };

    /// <summary>What kind of number it is, as the carrier tells when asked.</summary>
    public static (string Type, bool GetsTexts) KindOf(long number) => Ending(number) switch { 90 => ("landline", false), 91 => ("not_in_use", false), _ => ("mobile", true) };

    public static IReadOnlyList<PlannedEvent> Of(long to, Fault fault)
    {
        var failure = Ending(to) switch { 94 => "unreachable", 95 => "filtered", _ => fault.Mode == FaultMode.FailDelivery ? "unreachable" : null };
        PlannedEvent sent = new(1, null, Sent, true), last = failure is null ? new(2, null, Arrived, true) : new(3, failure, Arrived, true);
        return fault.Mode switch
        {
            FaultMode.AcceptThenSilent => [sent with { Announced = false }, last with { Announced = false }],
            FaultMode.OutOfOrder => [last with { After = Sent }, sent with { After = Arrived }],
            FaultMode.Duplicate => [sent, sent, last, last],
            FaultMode.Delay => [sent with { After = fault.By(Late) }, last with { After = fault.By(Late) + Arrived }],
            _ => [sent, last],
        };
    }

    public static IReadOnlyList<PlannedEvent> OfReceived(Fault fault)
    {
        var received = new PlannedEvent(0, null, fault.Mode == FaultMode.Delay ? fault.By(Late) : TimeSpan.Zero, true);
        return fault.Mode == FaultMode.Duplicate ? [received, received] : [received];
    }

    static int Ending(long number) => new PhoneNumber(number).Digits is var digits && digits / 100 % 100_000 == 55_501 ? (int)(digits % 100) : -1;
}
