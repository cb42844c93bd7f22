using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rosterline.Providers.Wire;

/// <summary>Providers' JSON as adapters need it: every value as text, because gateways disagree about numbers and text.</summary>
sealed class WireJson(JsonNamingPolicy names)
{
    public static readonly WireJson Snake = new(JsonNamingPolicy.SnakeCaseLower), Camel = new(JsonNamingPolicy.CamelCase), Kebab = new(JsonNamingPolicy.KebabCaseLower);

    readonly JsonSerializerOptions options = new() { PropertyNamingPolicy = names, Converters = { new AnyText() }, MaxDepth = 16 };

    /// <summary>Null where the bytes are not such an answer.</summary>
    public T? Read<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, options);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair in a name is no JSON fault to .NET, but no more readable.
            return null;
        }
    }

    /// <summary>The answer to a reading call.</summary>
    /// <exception cref="ProviderUnavailableException">It was not answered in full, or with something else.</exception>
    public T Answer<T>(ProviderAnswer answer)
        where T : class =>
        answer.WhyNothing() is { } why ? throw new ProviderUnavailableException(why)
            : Read<T>(((ProviderAnswer.Answered)answer).Body) ?? throw new ProviderUnavailableException("The provider answered with something that is not a list.");

    /// <summary>"Thu, 30 Jul 2015 20:00:00 +0000" and ISO 8601; without a zone it is UTC.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>A scalar as its text; objects and lists where none belong become nothing.</summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Unescaped(ref reader);
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
    static string? Unescaped(ref Utf8JsonReader reader)
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

    sealed class AnyText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TextOf(ref reader);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
