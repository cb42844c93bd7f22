using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Twilio;

namespace Rosterline.Tests.Providers;

public sealed class ProviderCatalogTest : IDisposable
{
    const string Account = "AC00000000000000000000000000000001";
    const string Token = "0123456789abcdef0123456789abcdef";
    readonly ProviderHttp http = new(TimeProvider.System, NullLogger<ProviderHttp>.Instance);

    ITextProvider Twilio => new TwilioProvider(http, TimeProvider.System);

    static JsonObject Filled(string account = Account, string token = Token) => new() { ["accountSid"] = account, ["authToken"] = token };

    [Fact]
    public void Finds_every_provider_of_the_assembly()
    {
        var services = new ServiceCollection().AddTextProviders();
        var found = services.Where(s => s.ServiceType == typeof(ITextProvider)).Select(s => s.ImplementationType!).ToList();
        found.ShouldContain(typeof(TwilioProvider));
        found.ShouldAllBe(t => t.Namespace!.StartsWith("Rosterline.Providers.", StringComparison.Ordinal));
        var catalog = new ProviderCatalog([Twilio]);
        catalog.Find("twilio")!.Label.ShouldBe("Twilio");
        catalog.Find("carrier-pigeon").ShouldBeNull();
    }

    [Fact]
    public void Nothing_secret_is_in_what_a_log_would_say_of_a_connection()
    {
        var settings = ProviderCatalog.Bind(Twilio, Filled(), null);
        var connection = new Connection(Ids.New(), Ids.New(), "twilio", "Ours", settings, new Uri("https://texts.example.com/hooks/twilio/the-hook-token"));
        var request = new WebhookRequest("POST", connection.HookAddress, new Dictionary<string, string> { ["X-Signature"] = "the-signature" }, null, "body"u8.ToArray());
        foreach (var said in new[] { $"{connection}", $"{new Rosterline.Lines.ConfiguredConnection(Twilio, connection)}", $"{request}", $"{settings}" })
        {
            said.ShouldNotContain("the-hook-token");
            said.ShouldNotContain("the-signature");
            said.ShouldNotContain(Token);
        }

        $"{connection}".ShouldBe($"Connection {connection.Id} (twilio)");
    }

    [Fact]
    public void Refuses_two_providers_of_one_name() => Should.Throw<InvalidOperationException>(() => new ProviderCatalog([Twilio, Twilio]));

    [Fact]
    public void Draws_the_form_from_the_settings_record()
    {
        var fields = ProviderCatalog.FieldsOf(Twilio);
        fields.Select(f => f.Name).ShouldBe(["accountSid", "authToken", "apiKeySid", "apiKeySecret", "messagingServiceSid", "baseAddress", "twilioAnswersStop"]);
        fields.Where(f => f.Secret).Select(f => f.Name).ShouldBe(["authToken", "apiKeySecret"]);
        fields.Where(f => !f.Optional).Select(f => f.Name).ShouldBe(["accountSid", "authToken"]);
        fields.Single(f => f.Name == "twilioAnswersStop").Kind.ShouldBe("yes_no");
        fields.Single(f => f.Name == "baseAddress").Default!.GetValue<string>().ShouldBe("https://api.twilio.com");
        fields.ShouldAllBe(f => f.Label.Length > 0 && f.Help.Length > 0);
    }

    [Theory]
    [InlineData("authToken", Account, "This looks like an Account SID; the auth token has no AC in front.")]
    [InlineData("authToken", "", "Fill in the auth token.")]
    [InlineData("authToken", "abc", "An auth token is 32 digits and letters a to f. Copy it again from Twilio Console › Account Dashboard › Account Info.")]
    [InlineData("accountSid", Token, "This looks like the auth token; the Account SID has AC in front.")]
    [InlineData("accountSid", "SK00000000000000000000000000000001", "This looks like an API key SID; the Account SID starts with AC.")]
    [InlineData("apiKeySid", Account, "This looks like an Account SID; the API key SID starts with SK.")]
    [InlineData("messagingServiceSid", Account, "This looks like an Account SID; the Messaging Service SID starts with MG.")]
    [InlineData("baseAddress", "api.twilio.com", "The address starts with https:// and has no question mark.")]
    [InlineData("twilioAnswersStop", "perhaps", "Twilio answers STOP itself: choose yes or no.")]
    public void Says_what_is_mixed_up(string field, string value, string words)
    {
        var filled = Filled();
        filled[field] = value;
        ProviderCatalog.FindMistakes(Twilio, filled).ShouldHaveSingleItem().ShouldBe(new SettingMistake(field, words));
        ProviderCatalog.Check(Twilio, filled).Refusal.ShouldBe(new Rosterline.Platform.Refusal($"setting_{field}", words));
    }

    [Fact]
    public void Parts_secrets_from_the_rest_and_trims_what_was_pasted()
    {
        var filled = Filled($"  {Account}\n", $" {Token} ");
        filled["twilioAnswersStop"] = "false";
        filled["unknown"] = "left out";
        var parts = ProviderCatalog.Check(Twilio, filled).Value!;
        parts.Public.ToJsonString().ShouldBe($$"""{"accountSid":"{{Account}}","twilioAnswersStop":false}""");
        parts.Secrets.ToJsonString().ShouldBe($$"""{"authToken":"{{Token}}"}""");
        parts.ToString().ShouldNotContain(Token);
        parts.Settings.ShouldBe(new TwilioSettings { AccountSid = Account, AuthToken = Token, TwilioAnswersStop = false });
    }

    [Fact]
    public void Keeps_a_saved_secret_that_was_left_empty()
    {
        var settings = (TwilioSettings)ProviderCatalog.Check(Twilio, Filled(token: ""), new JsonObject { ["authToken"] = Token }).Value!.Settings;
        settings.AuthToken.ShouldBe(Token);
    }

    [Fact]
    public void Binds_what_was_saved()
    {
        var settings = (TwilioSettings)ProviderCatalog.Bind(Twilio, $$"""{"accountSid":"{{Account}}","old":1}""", $$"""{"authToken":"{{Token}}"}""");
        (settings.AccountSid, settings.AuthToken, settings.TwilioAnswersStop, settings.BaseAddress).ShouldBe((Account, Token, true, "https://api.twilio.com"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"twilioAnswersStop":"0123456789abcdef0123456789abcdef"}""")]
    public void Does_not_quote_saved_settings_that_do_not_fit(string saved) =>
        Should.Throw<InvalidOperationException>(() => ProviderCatalog.Bind(Twilio, saved, null)).ToString().ShouldNotContain(Token);

    public void Dispose() => http.Dispose();
}
