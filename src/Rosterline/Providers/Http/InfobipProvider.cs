using System.Runtime.CompilerServices;

namespace Rosterline.Providers.Http;

/// <summary>An account at Infobip.</summary>
public sealed record InfobipSettings
{
    [Setting("Address of the API", "Infobip › Developers: your own, like https://xyz.api.infobip.com.", Pattern = @"^https?://[^\s/?#@{}]+/?$", Mistake = "Only the host, like https://xyz.api.infobip.com.")]
    public string Address { get; init; } = "https://api.infobip.com";

    [Setting("API key", "Infobip › Developers › API keys.", Secret = true)]
    public string ApiKey { get; init; } = "";

    [Setting("Infobip answers STOP itself", "Yes, only if opt-out management is on there.", Optional = true)]
    public bool AnswersStop { get; init; }

    public override string ToString() => $"Infobip {Address}";
}

/// <summary>Infobip's SMS API 3.</summary>
public sealed class InfobipProvider(ProviderHttp http, TimeProvider time) : HttpGateway(http, time)
{
    readonly ConditionalWeakTable<InfobipSettings, HttpSettings> described = [];

    public override string Name => "infobip";

    public override string Label => "Infobip";

    public override Type SettingsType => typeof(InfobipSettings);

    protected override HttpSettings Describe(object settings) => described.GetValue((InfobipSettings)settings, static infobip => new()
    {
        Address = infobip.Address.TrimEnd('/') + "/sms/3/messages", Password = infobip.ApiKey,
        Headers = "Authorization: App {password}\nAccept: application/json",
        Body = """{"messages":[{"from":"{from.digits}","destinations":[{"to":"{to.digits}","messageId":"{reference}"}],"content":{"text":"{text}"},"webhooks":{"delivery":{"url":"{callback}","intermediateReport":true,"contentType":"application/json"}}}]}""",
        // Also where the JSON around it is broken, as it has been seen.
        IdAt = "/\"messageId\"\\s*:\\s*\"([^\"]+)\"/", ErrorAt = "requestError.serviceException.messageId|errorCode",
        ErrorRules = "UNAUTHORIZED = configuration\nFORBIDDEN = configuration\nBAD_REQUEST = other\nstatus 401 = configuration",
        ItemsAt = "results", FromAt = "from", ToAt = "to", TextAt = "text|message[0].value", ReceivedIdAt = "messageId",
        StatusAt = "status.groupName", StatusIdAt = "messageId", StatusErrorAt = "error.name",
        StatusWords = "PENDING = sent\nACCEPTED = sent\nDELIVERED = delivered\nUNDELIVERABLE = undelivered\nEXPIRED = undelivered\nREJECTED = failed",
        CheckAddress = infobip.Address.TrimEnd('/') + "/account/1/balance", CheckPattern = "balance", AnswersStop = infobip.AnswersStop,
    });
}
