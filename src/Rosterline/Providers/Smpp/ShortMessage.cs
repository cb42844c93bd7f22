namespace Rosterline.Providers.Smpp;

/// <summary>An address with its type of number and numbering plan.</summary>
readonly record struct SmppAddress(byte Ton, byte Npi, string Digits);

/// <summary>Body of submit_sm and deliver_sm; fields we never use keep what they came with.</summary>
sealed record ShortMessage(SmppAddress Source, SmppAddress Destination, byte DataCoding, byte[] Message)
{
    public const byte HasHeader = 0x40;

    public string ServiceType { get; init; } = "";

    public byte EsmClass { get; init; }

    public byte ProtocolId { get; init; }

    public byte Priority { get; init; }

    public string Schedule { get; init; } = "";

    public string Validity { get; init; } = "";

    public byte RegisteredDelivery { get; init; }

    public byte ReplaceIfPresent { get; init; }

    public byte DefaultMessage { get; init; }

    public IReadOnlyList<Tlv> Tlvs { get; init; } = [];

    public byte[]? Find(ushort tag) => Tlvs.FirstOrDefault(t => t.Tag == tag).Value;

    /// <summary>The octets of the text, wherever they were put.</summary>
    public byte[] Text => Message.Length == 0 && Find(Tlv.MessagePayload) is { } payload ? payload : Message;

    public byte[] Encode() => Write(new OctetWriter().Text(ServiceType), Source, Destination)
        .Byte(EsmClass).Byte(ProtocolId).Byte(Priority).Text(Schedule).Text(Validity)
        .Byte(RegisteredDelivery).Byte(ReplaceIfPresent).Byte(DataCoding).Byte(DefaultMessage)
        .Byte((byte)Message.Length).Bytes(Message).Tlvs(Tlvs).ToArray();

    /// <exception cref="MalformedPduException">The body is shorter than its fields.</exception>
    public static ShortMessage Decode(ReadOnlySpan<byte> body)
    {
        var read = new OctetReader(body);
        var service = read.Text();
        var source = Address(ref read);
        var destination = Address(ref read);
        var (esm, protocol, priority, schedule, validity) = (read.Byte(), read.Byte(), read.Byte(), read.Text(), read.Text());
        var (registered, replace, coding, ready, length) = (read.Byte(), read.Byte(), read.Byte(), read.Byte(), read.Byte());
        return new(source, destination, coding, read.Bytes(length))
        {
            ServiceType = service, EsmClass = esm, ProtocolId = protocol, Priority = priority, Schedule = schedule, Validity = validity,
            RegisteredDelivery = registered, ReplaceIfPresent = replace, DefaultMessage = ready, Tlvs = read.Tlvs(),
        };
    }

    static SmppAddress Address(ref OctetReader read) => new(read.Byte(), read.Byte(), read.Text());

    static OctetWriter Write(OctetWriter write, SmppAddress source, SmppAddress destination) =>
        write.Byte(source.Ton).Byte(source.Npi).Text(source.Digits).Byte(destination.Ton).Byte(destination.Npi).Text(destination.Digits);
}

/// <summary>Body of the three binds.</summary>
sealed record BindRequest(string SystemId, string Password, string SystemType, byte Version, byte Ton, byte Npi, string AddressRange)
{
    public byte[] Encode() => new OctetWriter().Text(SystemId).Text(Password).Text(SystemType).Byte(Version).Byte(Ton).Byte(Npi).Text(AddressRange).ToArray();

    public static BindRequest Decode(ReadOnlySpan<byte> body)
    {
        var read = new OctetReader(body);
        return new(read.Text(), read.Text(), read.Text(), read.Byte(), read.Byte(), read.Byte(), read.Text());
    }

    public override string ToString() => $"{nameof(BindRequest)} {SystemId}";
}

/// <summary>Body of answers: the system_id of a bind, the message_id of a text, and optional parameters; all of it may be missing.</summary>
sealed record AnswerBody(string? Id, IReadOnlyList<Tlv> Tlvs)
{
    public byte[] Encode() => Id is null ? [] : new OctetWriter().Text(Id).Tlvs(Tlvs).ToArray();

    public static AnswerBody Decode(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return new(null, []);
        var read = new OctetReader(body);
        return new(read.Text(), read.Tlvs());
    }
}
