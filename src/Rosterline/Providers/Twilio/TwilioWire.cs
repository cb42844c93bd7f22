using System.Text.Json.Serialization;

namespace Rosterline.Providers.Twilio;

sealed record TwilioMessage(
    string? Sid, string? Status, string? Direction, string? From, string? To, string? Body, string? NumMedia,
    string? ErrorCode, string? DateCreated, string? DateSent, string? Code)
{
    public int MediaCount => int.TryParse(NumMedia, out var count) ? count : 0;
}

sealed record TwilioAccount(string? Sid, string? FriendlyName, string? Status);

interface ITwilioPage<out T>
{
    string? NextPageUri { get; }

    IReadOnlyList<T?>? Items { get; }
}

sealed record TwilioMessages(string? NextPageUri, [property: JsonPropertyName("messages")] IReadOnlyList<TwilioMessage?>? Items) : ITwilioPage<TwilioMessage>;

sealed record TwilioNumbers(string? NextPageUri, [property: JsonPropertyName("incoming_phone_numbers")] IReadOnlyList<TwilioNumber?>? Items) : ITwilioPage<TwilioNumber>;

sealed record TwilioMediaList(string? NextPageUri, [property: JsonPropertyName("media_list")] IReadOnlyList<TwilioMedia?>? Items) : ITwilioPage<TwilioMedia>;

sealed record TwilioNumber(string? Sid, string? PhoneNumber, string? FriendlyName, string? SmsUrl, string? SmsApplicationSid, TwilioCapabilities? Capabilities);

sealed record TwilioCapabilities(string? Sms);

sealed record TwilioMedia(string? Uri, string? ContentType);

sealed record TwilioLookUp(string? PhoneNumber, string? Valid, TwilioLineType? LineTypeIntelligence);

sealed record TwilioLineType(string? Type, string? CarrierName);
