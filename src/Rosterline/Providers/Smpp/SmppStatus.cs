namespace Rosterline.Providers.Smpp;

/// <summary>command_status and message_state in our words.</summary>
static class SmppStatus
{
    public const uint Ok = 0, InvalidCommand = 0x03, InvalidBindStatus = 0x04, AlreadyBound = 0x05, QueueFull = 0x14, Throttled = 0x58, Temporary = 0x64, Rejected = 0x66;

    public static bool MeansSlower(uint status) => status is QueueFull or Throttled;

    /// <summary>A refused text; null where the gateway certainly did not take it and may take it later.</summary>
    public static DeliveryProblem? ProblemOf(uint status) => status switch
    {
        InvalidBindStatus or QueueFull or Throttled or Temporary or 0x08 => null,
        0x01 => DeliveryProblem.Content,
        0x0B => DeliveryProblem.NumberDoesNotExist,
        0x02 or InvalidCommand or AlreadyBound or 0x06 or 0x07 or 0x0A or 0x0D or 0x0E or 0x0F or 0x15 or 0x40 or 0x43 or 0x48 or 0x49 or 0x50 or 0x51 or 0x53 => DeliveryProblem.Configuration,
        0x66 => DeliveryProblem.Filtered,
        0x61 or 0x62 => DeliveryProblem.Expired,
        _ => DeliveryProblem.Other,
    };

    public static string Code(uint status) => $"0x{status:X2}";

    public static string WhyNotBound(uint status) => status switch
    {
        AlreadyBound => "The gateway says this account is bound already (0x05). Allow more sessions there, or keep fewer here.",
        0x0D => "The gateway refused the bind (0x0D). Check system_id and password, and whether this computer's address is allowed there.",
        0x0E => "The gateway refused the password (0x0E).",
        0x0F => "The gateway does not know this system_id (0x0F).",
        0x53 => "The gateway does not know this system_type (0x53).",
        _ => $"The gateway refused the bind ({Code(status)}).",
    };

    /// <summary>message_state of a receipt; null for one that is not known.</summary>
    public static (DeliveryStatus Status, DeliveryProblem? Problem)? OfState(int state) => state switch
    {
        0 or 1 or 6 => (DeliveryStatus.Sent, null),
        2 => (DeliveryStatus.Delivered, null),
        3 => (DeliveryStatus.Undelivered, DeliveryProblem.Expired),
        4 or 7 => (DeliveryStatus.Undelivered, DeliveryProblem.Other),
        5 => (DeliveryStatus.Undelivered, DeliveryProblem.Unreachable),
        8 or 9 => (DeliveryStatus.Failed, DeliveryProblem.Filtered),
        _ => null,
    };
}
