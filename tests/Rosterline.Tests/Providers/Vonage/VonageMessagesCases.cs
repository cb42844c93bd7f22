using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.Vonage;

namespace Rosterline.Tests.Providers.Vonage;

/// <summary>The same by the Messages API, for an account with an application.</summary>
[Trait("Provider", "Vonage")]
public sealed class VonageMessagesCases : VonageCases
{
    static readonly RSA Key = RSA.Create(2048);

    protected override object SettingsAt(string address) => (VonageSettings)base.SettingsAt(address) with { ApplicationId = Application, PrivateKey = Key.ExportPkcs8PrivateKeyPem() };

    protected override (int Status, string Body) Accepted(string id) => (202, $$"""{"message_uuid":"{{id}}"}""");

    protected override (int Status, string Body) OptedOut => (422, """{"type":"https://developer.vonage.com/api-errors/messages#1050","title":"Number barred"}""");

    [Fact]
    public async Task Hands_over_a_text_signed_by_the_applications_key()
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        var text = Text("Sí 👍");
        await Provider.SendAsync(Connection, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        JsonElement.DeepEquals(JsonDocument.Parse(seen.Body).RootElement, JsonSerializer.SerializeToElement(new
        {
            channel = "sms", message_type = "text", to = "13035550123", from = "19015550142", client_ref = text.Reference, text = text.Body, webhook_url = "https://texts.example.test/hooks/vonage/u7Qv3k", webhook_version = "v1",
        })).ShouldBeTrue(seen.Body);
        var parts = seen.Header("Authorization")["Bearer ".Length..].Split('.');
        Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        claims.GetProperty("application_id").GetString().ShouldBe(Application);
        claims.GetProperty("exp").GetInt64().ShouldBe(claims.GetProperty("iat").GetInt64() + 300);
    }

    [Theory]
    [InlineData("a.jpg", "image")]
    [InlineData("a.vcf", "vcard")]
    [InlineData("a.mp4", "video")]
    [InlineData("a.pdf", "file")]
    [InlineData("a", "image")]
    public async Task Hands_over_one_file_as_what_it_is(string name, string kind)
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        await Provider.SendAsync(Connection, Text("look", $"https://m.example.test/{name}"), CancellationToken.None);
        var sent = JsonDocument.Parse(Server.Requests.Single().Body).RootElement;
        (sent.GetProperty("channel").GetString(), sent.GetProperty("message_type").GetString()).ShouldBe(("mms", kind));
        sent.GetProperty(kind).ToString().ShouldBe($$"""{"url":"https://m.example.test/{{name}}","caption":"look"}""");
    }

    [Fact]
    public async Task Hands_over_several_files_in_one_message()
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        await Provider.SendAsync(Connection, Text("look", "https://m.example.test/1.jpg", "https://m.example.test/2.vcf"), CancellationToken.None);
        JsonDocument.Parse(Server.Requests.Single().Body).RootElement.GetProperty("content").ToString()
            .ShouldBe("""[{"url":"https://m.example.test/1.jpg","type":"image","caption":"look"},{"url":"https://m.example.test/2.vcf","type":"vcard"}]""");
    }

    [Theory]
    [InlineData("one line")]
    [InlineData("escaped")]
    [InlineData("pkcs1")]
    public async Task Reads_a_key_however_it_was_pasted(string how)
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        var pem = how == "pkcs1" ? Key.ExportRSAPrivateKeyPem() : Key.ExportPkcs8PrivateKeyPem();
        pem = how == "one line" ? pem.ReplaceLineEndings(" ") : how == "escaped" ? pem.ReplaceLineEndings("\\n") : pem;
        ProviderCatalog.FindMistakes(Provider, JsonSerializer.SerializeToNode(new { apiKey = "abcd1234", apiSecret = Secret, signatureSecret = Signing, applicationId = Application, privateKey = pem })!.AsObject()).ShouldBeEmpty();
        (await Provider.SendAsync(With(s => s with { PrivateKey = pem }), Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>();
    }

    [Fact]
    public async Task Says_that_a_key_cannot_be_read()
    {
        Server.Answer = Reply.Json(200, """{"value":1}""");
        var broken = With(s => s with { PrivateKey = "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----" });
        Rejects(DeliveryProblem.Configuration)(await Provider.SendAsync(broken, Text(), CancellationToken.None));
        (await Provider.TestAsync(broken, CancellationToken.None)).Words.ShouldStartWith("The private key cannot be read.");
    }
}
