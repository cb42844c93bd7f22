using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.TextUs;

namespace Rosterline.Tests.Providers.TextUs;

/// <summary>The published samples, read as they stand.</summary>
[Trait("Provider", "TextUs")]
public sealed class TextUsSamplesTest
{
    const string Secret = "textus-HOTh4kXxHIbYst0xutpkdw";

    static readonly Connection Connection = new(Ids.New(), Ids.New(), "textus", "Main", new TextUsSettings { Token = "t", WebhookSecret = Secret }, new Uri("https://texts.example.test/hooks/textus/u7"));

    [SharedFact]
    public void Signatures_fit()
    {
        foreach (var vector in Shared.Json("contracts/textus/webhook-signature-vectors.json").GetProperty("vectors").EnumerateArray())
        {
            var body = Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
            var (connection, signature) = (With(vector.GetProperty("secret").GetString()!), vector.GetProperty("X-TextUs-Signature").GetString()!);
            Read(body, signature, connection).ShouldNotBeOfType<WebhookReading.Forged>();
            body[^1] ^= 1;
            Read(body, signature, connection).ShouldBeOfType<WebhookReading.Forged>();
        }
    }

    [SharedFact]
    [Trait("Requirement", "GH-18")]
    public void Webhooks_say_what_they_say()
    {
        var received = Sample("next-webhook-message-received").Received.ShouldHaveSingleItem();
        (received.ProviderMessageId, received.From!.Value.E164, received.To.E164, received.Body).ShouldBe(("/messages/6Nvq9L", "+13035551234", "+13035559876", "Yes, Monday works"));
        Sample("next-webhook-message-delivered").Sent.ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Delivered);
        Sample("next-webhook-message-failed").Sent.ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Failed);
        Sample("next-webhook-contact-opted-out").Consents.ShouldHaveSingleItem().Number.E164.ShouldBe("+13035551234");
        var older = Sample("v2-webhook-payload-inbound.inferred").Received.ShouldHaveSingleItem();
        (older.ProviderMessageId, older.From!.Value.E164, older.To.E164, older.Body).ShouldBe(("7", "+12230000030", "+12230000028", "Yes, I can start Monday"));
        var sent = Sample("v2-webhook-payload-outbound").Sent.ShouldHaveSingleItem();
        (sent.ProviderMessageId, sent.From.E164, sent.To.E164, sent.Status, sent.AuthorEmail).ShouldBe(("6", "+12230000028", "+12230000030", DeliveryStatus.Delivered, "sideshow.bob@simpsons.com"));
    }

    [SharedFact]
    public async Task Answers_are_understood()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var http = new ProviderHttp(TimeProvider.System, new KeptLog<ProviderHttp>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true });
        var provider = new TextUsProvider(http, TimeProvider.System);
        var next = Connection with { Settings = new TextUsSettings { Token = "t", Account = "textus", Address = server.Address.ToString() } };
        var older = Connection with { Settings = new TextUsSettings { Token = "t", Older = true, Username = "user@example.com", Address = server.Address.ToString() } };
        var text = new OutgoingText(Ids.New(), new(12230000051), new(12230000052), "hello", []);

        server.Answer = Reply.Json(201, Body("next-message-create-201"));
        (await provider.SendAsync(next, text, default)).ShouldBe(new SendOutcome.Accepted("/messages/QNDkpL", DeliveryStatus.Delivered));
        server.Answer = Reply.Json(422, Body("next-error-422.inferred"));
        (await provider.SendAsync(next, text, default)).ShouldBeOfType<SendOutcome.Rejected>().Problem.ShouldBe(DeliveryProblem.NumberDoesNotExist);
        server.Answer = Reply.InTurn(Reply.Json(200, Body("next-collection-page")), Reply.Json(200, """{"members":[]}"""));
        (await provider.ListOptOutsAsync(next, default).ToListAsync()).Select(n => n.E164).ShouldBe(["+13035551234"]);
        server.Requests.Last().Target.ShouldBe("/textus/opt_outs?page=2");

        server.Answer = Reply.Json(200, Body("v2-message-create-200"));
        (await provider.SendAsync(older, text, default)).ShouldBe(new SendOutcome.Accepted("42", DeliveryStatus.Sent));
        server.Answer = Reply.Json(200, Body("v2-messages-list-200"));
        (await provider.LookUpAsync(older, text, new DateTimeOffset(2019, 7, 24, 1, 40, 20, TimeSpan.Zero), default)).ShouldBe(new LookUp.Found("42", DeliveryStatus.Sent, null, null));
        server.Answer = Reply.Json(422, Body("v2-error-422"));
        (await provider.SendAsync(older, text, default)).ShouldBeOfType<SendOutcome.Rejected>();
    }

    static string Body(string name) => File.ReadAllText(Shared.Path($"contracts/textus/{name}.json"));

    static WebhookReading.Verified Sample(string name)
    {
        var body = Encoding.UTF8.GetBytes(Body(name));
        return Read(body, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)), Connection).ShouldBeOfType<WebhookReading.Verified>();
    }

    static Connection With(string secret) => Connection with { Settings = new TextUsSettings { Token = "t", WebhookSecret = secret } };

    static WebhookReading Read(byte[] body, string signature, Connection connection) => new TextUsProvider(null!, TimeProvider.System).ReadWebhook(connection,
        new WebhookRequest("POST", connection.HookAddress, new Dictionary<string, string> { ["X-TextUs-Signature"] = signature }, "application/json", body));
}
