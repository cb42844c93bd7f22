using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rosterline.Platform.Phones;

/// <summary>
/// A telephone number as its E.164 digits (or a short code's digits). <see cref="ToString"/> masks it, so that a number
/// cannot slip into a log; write <see cref="E164"/> where the number itself is meant.
/// </summary>
[JsonConverter(typeof(PhoneNumberJson))]
public readonly record struct PhoneNumber(long Digits)
{
    const int LongestShortCode = 6;

    public bool IsShortCode => Digits.ToString(CultureInfo.InvariantCulture).Length <= LongestShortCode;

    /// <summary>"+19015550142", or the bare digits of a short code.</summary>
    public string E164 => (IsShortCode ? "" : "+") + Digits.ToString(CultureInfo.InvariantCulture);

    /// <summary>"(901) 555-0142" for North America, E.164 elsewhere.</summary>
    public string Display
    {
        get
        {
            var text = Digits.ToString(CultureInfo.InvariantCulture);
            return text.Length == 11 && text[0] == '1' ? $"({text[1..4]}) {text[4..7]}-{text[7..]}" : E164;
        }
    }

    /// <summary>Reads what providers send: digits with or without "+". For what people type use PhoneNumberParser.</summary>
    public static PhoneNumber? FromWire(string? text)
    {
        var digits = text.AsSpan().Trim().TrimStart('+');
        return digits.Length is >= 3 and <= 15 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new PhoneNumber(value)
            : null;
    }

    public override string ToString()
    {
        var text = Digits.ToString(CultureInfo.InvariantCulture);
        return text.Length < 6 ? "…" : $"{text[..2]}…{text[^2..]}";
    }
}

sealed class PhoneNumberJson : JsonConverter<PhoneNumber>
{
    public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PhoneNumber.FromWire(reader.GetString()) ?? throw new JsonException("A telephone number in E.164 is expected, like +19015550142.");

    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.E164);
}
