using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Providers;
using Rosterline.Providers.Simulated;
using Rosterline.Providers.Vonage;
using Rosterline.Tests.Providers.Plivo;
using Rosterline.Tests.Providers.Telnyx;
using Rosterline.Tests.Providers.Vonage;

namespace Rosterline.Tests.Providers.Hooks;

/// <summary>
/// Genuine requests of one provider, which the mutation run then spoils. A class of this assembly that implements it takes part; a
/// provider without one gets the spoilt requests of all others.
/// </summary>
public interface IHookSamples
{
    public const string Id = "IN-1", Body = "Yes, Monday at 7 👍", Person = "+13035550123", Line = "+19015550142";

    string Provider { get; }

    /// <summary>As saved, secrets included.</summary>
    JsonObject Settings { get; }

    /// <summary>False where a request signs in and signs nothing: then only a spoilt sign-in must be refused.</summary>
    bool SignsText => true;

    /// <summary>Signed just now; the first is the text <see cref="Body"/> of <see cref="Person"/>, under <see cref="Id"/>.</summary>
    IReadOnlyList<WebhookRequest> Make(Uri hook);

    static IReadOnlyList<IHookSamples> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IHookSamples))).Select(t => (IHookSamples)Activator.CreateInstance(t)!)];

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}

sealed class TwilioHooks : IHookSamples
{
    public string Provider => "twilio";

    public JsonObject Settings => new() { ["accountSid"] = "AC00000000000000000000000000000001", ["authToken"] = "0123456789abcdef0123456789abcdef" };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        var connection = new Connection(Guid.Empty, Guid.Empty, Provider, "", this, hook);
        var account = "AC00000000000000000000000000000001";
        return
        [
            TwilioCases.Signed(connection, new() { ["MessageSid"] = IHookSamples.Id, ["AccountSid"] = account, ["From"] = IHookSamples.Person, ["To"] = IHookSamples.Line, ["Body"] = IHookSamples.Body, ["NumMedia"] = "0" }),
            TwilioCases.Signed(connection, new() { ["MessageSid"] = "SM9", ["AccountSid"] = account, ["MessageStatus"] = "delivered" }, "?ref=019a0719-ac96-7eb9-a837-cac215164834"),
        ];
    }
}

sealed class TelnyxHooks : IHookSamples
{
    public string Provider => "telnyx";

    public JsonObject Settings => new() { ["apiKey"] = "KEY0123456789", ["publicKey"] = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        var connection = new Connection(Guid.Empty, Guid.Empty, Provider, "", this, hook);
        WebhookRequest Event(string type, object payload) =>
            TelnyxCases.Signed(connection, JsonSerializer.SerializeToUtf8Bytes(new { data = new { event_type = type, payload } }), "application/json", IHookSamples.Now);

        return
        [
            Event("message.received", new { id = IHookSamples.Id, from = new { phone_number = IHookSamples.Person }, to = new[] { new { phone_number = IHookSamples.Line } }, text = IHookSamples.Body, media = Array.Empty<object>() }),
            Event("message.finalized", new { id = "M9", to = new[] { new { status = "delivered" } }, tags = new[] { "019a0719-ac96-7eb9-a837-cac215164834" } }),
        ];
    }
}

sealed class BandwidthHooks : IHookSamples
{
    public string Provider => "bandwidth";

    public bool SignsText => false;

    public JsonObject Settings => new()
    {
        ["accountId"] = "9900000", ["apiUser"] = "u", ["apiPassword"] = "p", ["applicationId"] = "93de2206-9669-4e07-948d-329f4b722ee2", ["callbackUser"] = "rosterline", ["callbackPassword"] = "s3cret",
    };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        WebhookRequest Event(object told) => new("POST", hook, new Dictionary<string, string> { ["Authorization"] = "Basic " + Convert.ToBase64String("rosterline:s3cret"u8) }, "application/json", JsonSerializer.SerializeToUtf8Bytes(new[] { told }));

        return
        [
            Event(new { type = "message-received", to = IHookSamples.Line, time = "2026-11-21T15:30:00Z", message = new { id = IHookSamples.Id, from = IHookSamples.Person, to = new[] { IHookSamples.Line }, text = IHookSamples.Body } }),
            Event(new { type = "message-failed", to = IHookSamples.Person, errorCode = 4720, message = new { id = "M9", tag = "019a0719-ac96-7eb9-a837-cac215164834" } }),
        ];
    }
}

sealed class VonageHooks : IHookSamples
{
    const string Secret = "test_signature_secret_0001";

    public string Provider => "vonage";

    public JsonObject Settings => new() { ["apiKey"] = "abcd1234", ["apiSecret"] = "s3cretApi", ["signatureSecret"] = Secret };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        var connection = new Connection(Guid.Empty, Guid.Empty, Provider, "", this, hook);
        var parameters = new Dictionary<string, string>
        {
            ["api-key"] = "abcd1234", ["msisdn"] = IHookSamples.Person[1..], ["to"] = IHookSamples.Line[1..], ["messageId"] = IHookSamples.Id, ["text"] = IHookSamples.Body, ["type"] = "unicode",
            ["timestamp"] = IHookSamples.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        parameters["sig"] = Convert.ToHexString(VonageSignature.Sign(Secret, "sha256", parameters)!);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { message_uuid = IHookSamples.Id, from = IHookSamples.Person[1..], to = IHookSamples.Line[1..], channel = "sms", message_type = "text", text = IHookSamples.Body });
        return
        [
            VonageCases.SmsRequest(connection, "GET", parameters), VonageCases.SmsRequest(connection, "form", parameters), VonageCases.SmsRequest(connection, "JSON", parameters),
            VonageCases.Signed(hook, body, "application/json", IHookSamples.Now, Convert.ToHexStringLower(SHA256.HashData(body))),
        ];
    }
}

sealed class PlivoHooks : IHookSamples
{
    public string Provider => "plivo";

    public JsonObject Settings => new() { ["authId"] = "MA0123456789ABCDEF01", ["authToken"] = "s3cretTokenOf20OrMore" };

    public IReadOnlyList<WebhookRequest> Make(Uri hook) =>
    [
        PlivoCases.Signed(hook, new() { ["MessageUUID"] = IHookSamples.Id, ["From"] = IHookSamples.Person[1..], ["To"] = IHookSamples.Line[1..], ["Text"] = IHookSamples.Body, ["Type"] = "sms" }),
        PlivoCases.Signed(new Uri($"{hook}?ref=019a0719-ac96-7eb9-a837-cac215164834"), new() { ["MessageUUID"] = "M9", ["Status"] = "failed", ["ErrorCode"] = "50" }),
    ];
}

sealed class SimulatedHooks : IHookSamples
{
    public string Provider => "simulated";

    public JsonObject Settings => new() { ["token"] = "secret-token-of-the-carrier" };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        var stamp = IHookSamples.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "message.received", id = IHookSamples.Id, from = IHookSamples.Person, to = IHookSamples.Line, body = IHookSamples.Body, mediaUrls = Array.Empty<string>() });
        var headers = new Dictionary<string, string> { ["X-Simulated-Timestamp"] = stamp, ["X-Simulated-Signature"] = SimulatedWebhook.Sign("secret-token-of-the-carrier", stamp, body) };
        return [new("POST", hook, headers, "application/json", body)];
    }
}

sealed class TextUsHooks : IHookSamples
{
    const string Secret = "textus-HOTh4kXxHIbYst0xutpkdw";

    public string Provider => "textus";

    public JsonObject Settings => new() { ["token"] = "t", ["account"] = "my_account", ["webhookSecret"] = Secret };

    public IReadOnlyList<WebhookRequest> Make(Uri hook)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "/integrations/h/deliveries/x", timestamp = "2026-11-21T15:30:00.000Z", action = "message.received", webHook = "/integrations/h",
            conversation = new { id = "/conversations/c", phoneNumber = IHookSamples.Person, accountPhoneNumber = IHookSamples.Line }, message = new { id = IHookSamples.Id, direction = "in", body = IHookSamples.Body, deliveryState = "received" },
        });
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("textus-HOTh4kXxHIbYst0xutpkdw"u8, body));
        return [new("POST", hook, new Dictionary<string, string> { ["X-TextUs-Signature"] = signature }, "application/vnd.textus+jsonld", body)];
    }
}
