using System.Text.Json;
using System.Text.Json.Serialization;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Telnyx;

sealed record TelnyxEvent(TelnyxEventBody? Data);

sealed record TelnyxEventBody(string? EventType, string? OccurredAt, TelnyxMessage? Payload);

sealed record TelnyxAnswer(TelnyxMessage? Data, IReadOnlyList<TelnyxError?>? Errors);

sealed record TelnyxMessage(
    string? Id, string? Text, IReadOnlyList<TelnyxMedia?>? Media, IReadOnlyList<TelnyxError?>? Errors, IReadOnlyList<string?>? Tags,
    string? WebhookUrl, string? ReceivedAt, string? SentAt, string? CompletedAt, string? AutoresponseType)
{
    [JsonConverter(typeof(TelnyxParties))]
    public IReadOnlyList<TelnyxParty>? From { get; init; }

    [JsonConverter(typeof(TelnyxParties))]
    public IReadOnlyList<TelnyxParty>? To { get; init; }

    [JsonConverter(typeof(TelnyxParties))]
    public IReadOnlyList<TelnyxParty>? Cc { get; init; }
}

sealed record TelnyxParty(string Number, string? Status);

sealed record TelnyxMedia(string? Url, string? ContentType);

sealed record TelnyxError(string? Code, string? Title, string? Detail);

sealed record TelnyxPage<T>(IReadOnlyList<T?>? Data, TelnyxMeta? Meta);

sealed record TelnyxMeta(string? TotalPages, string? TotalResults);

sealed record TelnyxProfile(string? Id, string? Name, string? WebhookUrl);

sealed record TelnyxNumber(string? Id, string? PhoneNumber, string? MessagingProfileId, TelnyxFeatures? Features);

sealed record TelnyxFeatures(TelnyxFeature? Sms);

sealed record TelnyxFeature(string? DomesticTwoWay);

sealed record TelnyxOne<T>(T? Data);

sealed record TelnyxLookUp(string? PhoneNumber, string? ValidNumber, TelnyxCarrier? Carrier, TelnyxPortability? Portability);

sealed record TelnyxCarrier(string? Name, string? Type);

sealed record TelnyxPortability(string? LineType, string? SpidCarrierName);

/// <summary>Who is at an end of a text: older accounts write "+1…", newer ones an object, and lists of either.</summary>
sealed class TelnyxParties : JsonConverter<IReadOnlyList<TelnyxParty>>
{
    public override IReadOnlyList<TelnyxParty> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parties = new List<TelnyxParty>();
        if (reader.TokenType != JsonTokenType.StartArray)
            Add(ref reader, parties);
        else
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Add(ref reader, parties);
        return parties;
    }

    static void Add(ref Utf8JsonReader reader, List<TelnyxParty> parties)
    {
        string? number = null, status = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            number = WireJson.TextOf(ref reader);
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isNumber, isStatus) = (reader.ValueTextEquals("phone_number"), reader.ValueTextEquals("status"));
                reader.Read();
                var value = WireJson.TextOf(ref reader);
                if (isNumber) number = value;
                else if (isStatus) status = value;
            }
        }

        if (!string.IsNullOrEmpty(number ?? status)) parties.Add(new TelnyxParty(number ?? "", status));
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TelnyxParty> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
