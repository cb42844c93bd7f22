namespace Rosterline.Providers.Smpp;

/// <summary>Makes one text the units it travels in.</summary>
static class LongText
{
    /// <summary>3GPP counts pieces in one octet.</summary>
    public const int MostPieces = 255;

    const byte FinalReceipt = 0x01;

    /// <summary>In order. Only the last one asks for a receipt, whose id stands for the text: a text has arrived when its end has.</summary>
    public static IReadOnlyList<ShortMessage> Of(OutgoingText text, SmppSettings settings)
    {
        var coded = TextCoding.Encode(text.Body, settings);
        // 16 bits of our id, for whoever reads the gateway's records; it is too short to find a text by.
        var reference = (ushort)((text.Reference.ToByteArray()[14] << 8) | text.Reference.ToByteArray()[15]);
        var empty = new ShortMessage(AddressOf(text.From, settings.SourceType), AddressOf(text.To, settings.DestinationType), coded.DataCoding, [])
        {
            ServiceType = settings.ServiceType ?? "", Tlvs = [Tlv.Of(Tlv.UserMessageReference, reference)],
        };
        var pieces = coded.Pieces();
        if (pieces is [var alone]) return [empty with { Message = alone, RegisteredDelivery = FinalReceipt }];
        if (settings.LongTexts == "payload") return [empty with { RegisteredDelivery = FinalReceipt, Tlvs = [.. empty.Tlvs, new(Tlv.MessagePayload, coded.Whole)] }];
        return [.. pieces.Select((octets, i) => Piece(empty, settings, reference, octets, i + 1, pieces.Count))];
    }

    static ShortMessage Piece(ShortMessage empty, SmppSettings settings, ushort reference, byte[] octets, int number, int count)
    {
        var asks = number == count ? FinalReceipt : (byte)0;
        return settings.LongTexts == "sar"
            ? empty with
            {
                Message = octets, RegisteredDelivery = asks,
                Tlvs = [.. empty.Tlvs, Tlv.Of(Tlv.SarReference, reference), Tlv.Of(Tlv.SarTotal, (byte)count), Tlv.Of(Tlv.SarNumber, (byte)number)],
            }
            : empty with
            {
                Message = [0x05, 0x00, 0x03, (byte)reference, (byte)count, (byte)number, .. octets], RegisteredDelivery = asks, EsmClass = ShortMessage.HasHeader,
            };
    }

    static SmppAddress AddressOf(Platform.Phones.PhoneNumber number, string? type)
    {
        var digits = number.E164.TrimStart('+');
        return type?.Split('/') is [var ton, var npi]
            ? new(byte.Parse(ton, System.Globalization.CultureInfo.InvariantCulture), byte.Parse(npi, System.Globalization.CultureInfo.InvariantCulture), digits)
            : number.IsShortCode ? new(3, 0, digits) : new(1, 1, digits);
    }
}
