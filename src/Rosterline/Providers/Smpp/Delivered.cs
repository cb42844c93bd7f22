using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;

namespace Rosterline.Providers.Smpp;

/// <summary>What a deliver_sm says: a text from a person, or a receipt.</summary>
static class Delivered
{
    const byte KindBits = 0x3C, Receipt = 0x04, Intermediate = 0x20;

    /// <summary>Some gateways mark receipts by their parameters only.</summary>
    public static bool IsReceipt(ShortMessage message) =>
        (message.EsmClass & KindBits) is Receipt or Intermediate || message.Find(Tlv.ReceiptedMessageId) is not null && message.Find(Tlv.MessageState) is not null;

    /// <summary>Null where nothing can be learned from it.</summary>
    public static DeliveryUpdate? Update(ShortMessage message, SmppSettings settings, DateTimeOffset now)
    {
        var words = ReceiptText.Read(TextCoding.Decode(message.DataCoding, message.Text, settings.IsLatin1ByDefault));
        var state = message.Find(Tlv.MessageState) is [var number, ..] ? number : StateOf(words.GetValueOrDefault("stat"));
        // The parameter carries the id as the answer to the text did.
        var id = message.Find(Tlv.ReceiptedMessageId) is { Length: > 0 } given
            ? Canonical(Encoding.Latin1.GetString(given).TrimEnd('\0'), settings.SubmitIds) : Canonical(words.GetValueOrDefault("id"), settings.ReceiptIds);
        if (id is null || SmppStatus.OfState(state) is not var (status, problem)) return null;
        return new(null, id, status, problem, problem is null ? null : CodeOf(words.GetValueOrDefault("err"), message.Find(Tlv.NetworkErrorCode)),
            ReceiptText.Date(words.GetValueOrDefault("done date"), now));
    }

    /// <summary>Null when our number or the sender is missing.</summary>
    public static SessionText? Text(ShortMessage message, ReadOnlyMemory<byte> body, SmppSettings settings)
    {
        if (Number(message.Destination, settings) is not { } to || message.Source.Digits.Length == 0) return null;
        var (octets, part) = PartOf(message);
        var words = TextCoding.Decode(message.DataCoding, octets, settings.IsLatin1ByDefault);
        var from = message.Source.Ton == 5 ? null : Number(message.Source, settings);
        var given = message.Find(Tlv.ReceiptedMessageId) is { Length: > 1 } id ? Encoding.Latin1.GetString(id).TrimEnd('\0') : null;
        return new(new ReceivedText(given ?? "", from, from?.E164 ?? message.Source.Digits, to, words, null, [], settings.AnswersStop) { Part = part },
            given is null ? SHA256.HashData(body.Span) : null);
    }

    /// <summary>One writing for ids, whatever base the gateway uses here; null: there is none.</summary>
    public static string? Canonical(string? id, string writing)
    {
        if (string.IsNullOrWhiteSpace(id)) return null;
        id = id.Trim();
        return writing switch
        {
            "hex" when BigInteger.TryParse("0" + id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
            "decimal" when BigInteger.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => id,
        };
    }

    static int StateOf(string? word) => word?.ToUpperInvariant() switch
    {
        "SCHEDLD" or "SCHEDULED" => 0, "ENROUTE" => 1, "DELIVRD" => 2, "EXPIRED" => 3, "DELETED" => 4, "UNDELIV" => 5, "ACCEPTD" => 6, "UNKNOWN" => 7, "REJECTD" => 8, "SKIPPED" => 9,
        _ => -1,
    };

    static string? CodeOf(string? words, byte[]? network) =>
        words?.Trim('0') is { Length: > 0 } ? words
        : network is [_, var high, var low] && (high | low) != 0 ? ((high << 8) | low).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The octets without their header, and the place among the pieces of a long text that a header or parameters tell.</summary>
    static (byte[] Octets, TextPart? Part) PartOf(ShortMessage message)
    {
        var octets = message.Text;
        if ((message.EsmClass & ShortMessage.HasHeader) != 0 && octets.Length > 0 && octets[0] < octets.Length) return (octets[(octets[0] + 1)..], InHeader(octets.AsSpan(1, octets[0])));
        return message.Find(Tlv.SarReference) is [var high, var low] && message.Find(Tlv.SarTotal) is [var count] && message.Find(Tlv.SarNumber) is [var number]
            ? (octets, new($"sar {(high << 8) | low}", number, count)) : (octets, null);
    }

    static TextPart? InHeader(ReadOnlySpan<byte> header)
    {
        while (header is [var kind, var length, ..] && length <= header.Length - 2)
        {
            var value = header.Slice(2, length);
            if (kind == 0 && value is [var reference, var count, var number]) return new($"udh {reference}", number, count);
            if (kind == 8 && value is [var high, var low, var wideCount, var wideNumber]) return new($"udh16 {(high << 8) | low}", wideNumber, wideCount);
            header = header[(2 + length)..];
        }
        return null;
    }

    static PhoneNumber? Number(SmppAddress address, SmppSettings settings)
    {
        var digits = address.Digits.TrimStart('+');
        if (address.Digits.StartsWith("00", StringComparison.Ordinal) && digits.Length > 8) digits = digits[2..];
        // Ten digits without a type are a national number in North America.
        var national = !address.Digits.StartsWith('+') && (address.Ton == 2 && digits.Length > 6 || address.Ton is 0 or 1 && digits.Length == 10 && settings.CountryCode == "1");
        return PhoneNumber.FromWire(national ? settings.CountryCode + digits.TrimStart('0') : digits);
    }
}
