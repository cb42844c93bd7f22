using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;

namespace Rosterline.Providers.Simulated;

/// <summary>Verifies and translates what the simulated carrier announces: one object or an array of up to a hundred.</summary>
static class SimulatedWebhook
{
    const int Most = 100;
    const string SignatureHeader = "X-Simulated-Signature", TimestampHeader = "X-Simulated-Timestamp";
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static WebhookReading Read(SimulatedSettings settings, WebhookRequest request, DateTimeOffset now)
    {
        if (WhyForged(settings.Token, request, now) is { } words) return new WebhookReading.Forged(words);
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true) return new WebhookReading.Malformed("JSON is expected.");
        return ReadEvents(request.Body) is { Length: > 0 and <= Most } events
            ? Translate(events)
            : new WebhookReading.Malformed($"An event or an array of 1 to {Most} events is expected.");
    }

    static string? WhyForged(string token, WebhookRequest request, DateTimeOffset now)
    {
        if (Header(request, TimestampHeader) is not { } stamp || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > 253_402_300_799) return "The timestamp is missing.";
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return "The timestamp is too old or ahead of time.";
        var given = Encoding.ASCII.GetBytes(Header(request, SignatureHeader) ?? "");
        return CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Sign(token, stamp, request.Body.Span))) ? null : "The signature does not fit.";
    }

    public static string Sign(string token, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    static string? Header(WebhookRequest request, string name) =>
        request.Headers.TryGetValue(name, out var exact) ? exact
        : request.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    static SimulatedWire.Event?[]? ReadEvents(ReadOnlyMemory<byte> body)
    {
        var bytes = body.ToArray();
        return body.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]
            ? SimulatedWire.Read<SimulatedWire.Event?[]>(bytes)
            : SimulatedWire.Read<SimulatedWire.Event>(bytes) is { } one ? [one] : null;
    }

    static WebhookReading Translate(SimulatedWire.Event?[] events)
    {
        var (received, updates) = (new List<ReceivedText>(), new List<DeliveryUpdate>());
        foreach (var said in events)
        {
            if (said is { Type: "message.received" } && Received(said) is { } text) received.Add(text);
            else if (said is { Type: "message.status" } && SimulatedWire.StatusOf(said.Status) is { } status)
                updates.Add(new(said.Reference, said.Id, status, SimulatedWire.ProblemOf(said.Code), said.Code, said.At));
            else return new WebhookReading.Malformed("An event is neither a received text nor a status.");
        }
        return new WebhookReading.Verified(received, updates, WebhookReply.NoContent);
    }

    static ReceivedText? Received(SimulatedWire.Event said) =>
        Received(new SimulatedWire.Received(said.Id, said.From, said.To, said.Body, said.MediaUrls, said.ReceivedAt));

    /// <summary>Null when it lacks what every received text has.</summary>
    public static ReceivedText? Received(SimulatedWire.Received said) =>
        said.Id is { Length: > 0 } id && said.From is { Length: > 0 } from && PhoneNumber.FromWire(said.To) is { } to
            ? new(id, PhoneNumber.FromWire(from), from, to, said.Body ?? "", said.ReceivedAt,
                [.. (said.MediaUrls ?? []).Select(source => new ReceivedMedia(source, "application/octet-stream", null))], ProviderAnswersKeyword: false)
            : null;
}
