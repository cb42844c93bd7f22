using System.Buffers.Binary;

namespace Rosterline.Providers.Smpp;

/// <summary>Kinds of protocol units; the answer to each is the same with the highest bit set.</summary>
enum Command : uint
{
    BindReceiver = 0x1, BindTransmitter = 0x2, SubmitSm = 0x4, DeliverSm = 0x5, Unbind = 0x6, BindTransceiver = 0x9, Outbind = 0xB,
    EnquireLink = 0x15, AlertNotification = 0x102, DataSm = 0x103, GenericNack = 0x8000_0000,
}

/// <summary>One unit on the wire: a header of 16 octets and a body, which answers that say no may leave out.</summary>
/// <param name="Status">0 in requests, and in answers that say yes.</param>
readonly record struct Pdu(Command Command, uint Status, uint Sequence, ReadOnlyMemory<byte> Body)
{
    public const int HeaderLength = 16;

    /// <summary>Longer than any text: message_payload ends at 65,535 octets.</summary>
    public const int Longest = 70_000;

    const uint AnswerBit = 0x8000_0000;

    public bool IsAnswer => ((uint)Command & AnswerBit) != 0;

    public Pdu Answer(uint status = 0, ReadOnlyMemory<byte> body = default) => new(AnswerTo(Command), status, Sequence, body);

    public static Command AnswerTo(Command request) => (Command)((uint)request | AnswerBit);

    public byte[] Encode()
    {
        var bytes = new byte[HeaderLength + Body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)Command);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Status);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), Sequence);
        Body.Span.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    /// <summary>The next unit; null when the other side has ended the stream between two.</summary>
    /// <exception cref="MalformedPduException">The length cannot be right, so nothing after it can be read either.</exception>
    public static async Task<Pdu?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var header = new byte[HeaderLength];
        var got = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancel);
        if (got == 0) return null;
        if (got < HeaderLength) throw new EndOfStreamException();
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length is < HeaderLength or > Longest) throw new MalformedPduException($"a unit of {length} octets");
        var body = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(body, cancel);
        return new Pdu((Command)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)),
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12)), body);
    }
}

/// <summary>What arrived is not SMPP.</summary>
sealed class MalformedPduException(string what) : IOException($"The gateway sent {what}, which is not SMPP.");
