using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rosterline.Providers.Twilio;

/// <summary>Twilio's JSON as we need it: every value as text, because gateways disagree about numbers and text.</summary>
static class TwilioWire
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new AnyText() },
        MaxDepth = 16,
    };

    /// <summary>Null where the bytes are not such an answer.</summary>
    public static T? Read<T>(byte[] body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>"Thu, 30 Jul 2015 20:00:00 +0000" and ISO 8601.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>Any scalar becomes its text; objects and lists where none belong become nothing.</summary>
    sealed class AnyText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return Text(ref reader);
                case JsonTokenType.Number:
                    return Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
                case JsonTokenType.True or JsonTokenType.False:
                    return reader.TokenType == JsonTokenType.True ? "true" : "false";
                default:
                    reader.Skip();
                    return null;
            }
        }

        // A lone half of a surrogate pair is no text to .NET; the rest of the answer still is.
        static string? Text(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

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
