namespace Rosterline.Providers.Vonage;

/// <summary>The answer of the SMS API: one entry for each part of a long text.</summary>
sealed record VonageSent(IReadOnlyList<VonagePart?>? Messages);

sealed record VonagePart(string? Status, string? MessageId, string? ErrorText);

sealed record VonageAccepted(string? MessageUuid);

/// <summary>A refusal as the Messages API writes it; the code stands behind the # of its type.</summary>
sealed record VonageRefusal(string? Type, string? Title)
{
    public string? Code => Type?.Split('#') is [_, .., var code] && code.Length is > 0 and < 20 ? code : Title is { Length: > 0 and < 20 } ? Title : null;
}

/// <summary>What the Messages API posts: a text if it has a message_type, news if it has a status.</summary>
sealed record VonageEvent(
    string? MessageUuid, string? From, string? To, string? Channel, string? Timestamp, string? Status, VonageRefusal? Error, string? ClientRef,
    string? MessageType, string? Text, VonageFile? Image, VonageFile? Video, VonageFile? Audio, VonageFile? Vcard, VonageFile? File, IReadOnlyList<VonageFile?>? Content);

sealed record VonageFile(string? Url, string? Name, string? Caption, string? Type, string? Text);

sealed record VonageBalance(string? Value);

sealed record VonageNumbers(string? Count, IReadOnlyList<VonageNumber?>? Numbers);

sealed record VonageNumber(string? Country, string? Msisdn, IReadOnlyList<string?>? Features)
{
    [System.Text.Json.Serialization.JsonPropertyName("moHttpUrl")]
    public string? IncomingAddress { get; init; }

    public string? AppId { get; init; }
}

sealed record VonageReach(string? Status, VonageCarrier? CurrentCarrier);

sealed record VonageCarrier(string? Name, string? NetworkType);
