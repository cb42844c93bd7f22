using System.Globalization;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Zipwhip;

/// <summary>Tells registered addresses what happened to a line's texts, one request for each, in the shape this API's webhooks have.</summary>
sealed class AnnounceToRegistered(ZipwhipHooks hooks, CarrierCallbacks callbacks)
{
    /// <summary>True when everybody who is registered answered 2xx.</summary>
    public async Task<bool> ExecuteAsync(DueEvent due, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Message(due));
        foreach (var url in await hooks.AddressesAsync(due.AccountId, due.Line, EventOf(due.Kind), cancel))
            if (!await callbacks.PostAsync(url, null, body, cancel)) return false;
        return true;
    }

    static string EventOf(short kind) => kind switch { 0 => "receive", 1 => "send", _ => "progress" };

    static int StatusOf(DueEvent due) => (due.Kind, due.Code) switch
    {
        (0, _) => 4,
        (1, _) => 1,
        (2, _) => 4,
        (_, "opted_out") => -1234,
        (_, "filtered") => -801,
        (3, _) => 5,
        _ => -855,
    };

    static Dictionary<string, object?> Message(DueEvent due)
    {
        var (line, phone) = (ZipwhipSession.Bare(new PhoneNumber(due.Line)), ZipwhipSession.Bare(new PhoneNumber(due.Phone)));
        var received = due.Kind == 0;
        return new()
        {
            ["body"] = due.Body, ["bodySize"] = due.Body.Length, ["visible"] = true, ["hasAttachment"] = due.Media is not null, ["dateRead"] = null, ["bcc"] = null,
            ["finalDestination"] = received ? line : phone, ["messageType"] = received ? "MO" : "ZO", ["deleted"] = false, ["statusCode"] = StatusOf(due),
            ["id"] = ZipwhipIds.Of(due.MessageId), ["scheduledDate"] = null, ["fingerprint"] = Print(due), ["messageTransport"] = 9, ["contactId"] = due.Phone,
            ["address"] = $"ptn:/{phone}", ["read"] = false, ["dateCreated"] = due.At, ["dateDeleted"] = null, ["dateDelivered"] = due.Kind == 2 ? due.At : null,
            ["cc"] = null, ["finalSource"] = received ? phone : line, ["deviceId"] = due.Line,
        };
    }

    static string Print(DueEvent due) => (due.Phone % 4_000_000_000).ToString(CultureInfo.InvariantCulture);
}
