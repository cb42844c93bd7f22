using System.Text.Json.Nodes;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Zipwhip;

namespace Rosterline.Tests.Providers.Zipwhip;

/// <summary>The published samples, read as they stand, and the rules for what is typed into the form.</summary>
[Trait("Provider", "Zipwhip")]
public sealed class ZipwhipSamplesTest
{
    static readonly Uri Hook = new("https://texts.example.test/hooks/zipwhip/u7");

    [SharedFact]
    public void Webhooks_say_what_they_say()
    {
        var received = Sample("webhook-message-receive").Received.ShouldHaveSingleItem();
        (received.ProviderMessageId, received.From!.Value.E164, received.To.E164).ShouldBe(("634151298329219072", "+14257772222", "+14257772300"));
        Sample("webhook-message-receive-mms.inferred").Received.ShouldHaveSingleItem().Media.ShouldHaveSingleItem();
        var sent = Sample("webhook-message-progress.inferred").Sent.ShouldHaveSingleItem();
        (sent.ProviderMessageId, sent.From.E164, sent.To.E164, sent.Status).ShouldBe(("634151298329219099", "+14257772300", "+14257772222", DeliveryStatus.Delivered));
        Sample("webhook-message-progress-stop.inferred").Sent.ShouldHaveSingleItem().Problem.ShouldBe(DeliveryProblem.OptedOut);
    }

    [SharedFact]
    public void Every_published_code_has_its_status()
    {
        var map = Shared.Json("contracts/status-map.json").GetProperty("zipwhip");
        foreach (var (code, ours) in map.EnumerateObject().Select(p => (int.Parse(p.Name, System.Globalization.CultureInfo.InvariantCulture), p.Value.GetString()!)))
            ZipwhipCodes.StatusOf(code).ShouldBe(ours switch { "queued" or "sent" => DeliveryStatus.Sent, "delivered" => DeliveryStatus.Delivered, "undelivered" => DeliveryStatus.Undelivered, _ => DeliveryStatus.Failed }, code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [SharedFact]
    public async Task Answers_are_understood()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var http = new ProviderHttp(TimeProvider.System, new KeptLog<ProviderHttp>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true });
        var provider = new ZipwhipProvider(http);
        var connection = new Connection(Ids.New(), Ids.New(), "zipwhip", "Main", new ZipwhipSettings { Username = "5556661234", PhoneNumber = "5556661234", Password = "mypassword", Address = server.Address.ToString() }, Hook);
        server.Answer = (context, seen) => Reply.Json(200, Body(seen.Path switch { "/user/login" => "user-login-200", "/message/send" => "message-send-200", _ => "webhook-add-200" }))(context, seen);
        (await provider.SendAsync(connection, new OutgoingText(Ids.New(), new(15556661234), new(18559479447), "Hello World, from Zipwhip!", []), default)).ShouldBe(new SendOutcome.Accepted("327545678963723008", DeliveryStatus.Sent));
        foreach (var (seen, sample) in server.Requests.Zip(["user-login-request.txt", "message-send-request.txt"]))
            seen.Body.ShouldBe(File.ReadAllText(Shared.Path($"contracts/zipwhip/{sample}")).ReplaceLineEndings("\n").Split("\n\n").Last().Trim());
        (await provider.ListNumbersAsync(connection, default)).ShouldHaveSingleItem().IncomingAddress.ShouldBe("https://test.zipwhip.com/message/receive");
    }

    [Theory]
    [Trait("Requirement", "BY-13")]
    [InlineData("ana@b", "“@” (an at sign)")]
    [InlineData("ana-b", "“-” (a dash)")]
    [InlineData("(901)5550142", "“(” (a parenthesis)")]
    public void A_username_has_letters_and_digits_only(string typed, string named)
    {
        var provider = new ZipwhipProvider(null!);
        foreach (var type in new[] { provider.SettingsType, provider.UserSettingsType })
            ProviderSettings.FindMistakes(type, new JsonObject { ["username"] = typed, ["phoneNumber"] = "(901) 555-0142", ["password"] = "x" }, null).ShouldHaveSingleItem().Words.ShouldContain(named);
        ProviderCatalog.FindMistakes(provider, new JsonObject { ["username"] = "9015550142", ["phoneNumber"] = "(901) 555-0142", ["password"] = "x" }).ShouldBeEmpty();
    }

    static string Body(string name) => File.ReadAllText(Shared.Path($"contracts/zipwhip/{name}.json"));

    static WebhookReading.Verified Sample(string name)
    {
        var connection = new Connection(Ids.New(), Ids.New(), "zipwhip", "Main", new ZipwhipSettings { Username = "4257772300", PhoneNumber = "4257772300" }, Hook);
        return new ZipwhipProvider(null!).ReadWebhook(connection, new WebhookRequest("POST", Hook, new Dictionary<string, string>(), "application/json", System.Text.Encoding.UTF8.GetBytes(Body(name)))).ShouldBeOfType<WebhookReading.Verified>();
    }
}
