using System.Runtime.CompilerServices;

namespace Rosterline.Providers.Http;

/// <summary>An account at MessageBird.</summary>
public sealed record MessageBirdSettings
{
    [Setting("Access key", "MessageBird › Developers › API access; the live one.", Secret = true)]
    public string AccessKey { get; init; } = "";

    [Setting("Address of the API", "Leave it.", Optional = true, Pattern = @"^https?://[^\s/?#@{}]+/?$", Mistake = "Only the host, like https://rest.messagebird.com.")]
    public string Address { get; init; } = "https://rest.messagebird.com";

    public override string ToString() => $"MessageBird {Address}";
}

/// <summary>MessageBird's REST API for SMS. Its callbacks are known by our secret address.</summary>
public sealed class MessageBirdProvider(ProviderHttp http, TimeProvider time) : HttpGateway(http, time)
{
    readonly ConditionalWeakTable<MessageBirdSettings, HttpSettings> described = [];

    public override string Name => "messagebird";

    public override string Label => "MessageBird";

    public override Type SettingsType => typeof(MessageBirdSettings);

    protected override HttpSettings Describe(object settings) => described.GetValue((MessageBirdSettings)settings, static bird => new()
    {
        Address = bird.Address.TrimEnd('/') + "/messages", Password = bird.AccessKey, Headers = "Authorization: AccessKey {password}",
        Body = """{"recipients":["{to.digits}"],"reference":"{reference}","originator":"{from.digits}","body":"{text}"}""",
        IdAt = "id", ErrorAt = "errors[0].code",
        ErrorRules = "2 = configuration\n9 = other\n10 = other\n20 = configuration\n21 = other\n25 = configuration\n103 = opted_out\nstatus 401 = configuration",
        FromAt = "originator", ToAt = "recipient", TextAt = "body|message|mediaURLs", ReceivedIdAt = "message_id|id",
        StatusAt = "status", StatusIdAt = "id", StatusReferenceAt = "reference", StatusErrorAt = "statusErrorCode",
        StatusWords = "scheduled = sent\nsent = sent\nbuffered = sent\ndelivered = delivered\nexpired = undelivered\ndelivery_failed = failed",
        CheckAddress = bird.Address.TrimEnd('/') + "/balance", CheckPattern = "payment|amount",
    });
}
