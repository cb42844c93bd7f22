using System.Buffers.Binary;
using System.Text;

namespace Rosterline.Providers.Smpp;

/// <summary>Optional parameter: a tag, and octets whose meaning the tag says.</summary>
readonly record struct Tlv(ushort Tag, byte[] Value)
{
    public const ushort ReceiptedMessageId = 0x001E, UserMessageReference = 0x0204, SarReference = 0x020C, SarTotal = 0x020E, SarNumber = 0x020F,
        NetworkErrorCode = 0x0423, MessagePayload = 0x0424, MessageState = 0x0427;

    public static Tlv Of(ushort tag, byte value) => new(tag, [value]);

    public static Tlv Of(ushort tag, ushort value) => new(tag, [(byte)(value >> 8), (byte)value]);
}

/// <summary>Reads the fields of a body in order. A field that is not there is malformed.</summary>
ref struct OctetReader(ReadOnlySpan<byte> octets)
{
    ReadOnlySpan<byte> rest = octets;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ushort Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public byte[] Bytes(int count) => Take(count).ToArray();

    /// <summary>Octets up to NUL. Longer than the standard allows is read all the same.</summary>
    public string Text()
    {
        var end = rest.IndexOf((byte)0);
        if (end < 0) throw new MalformedPduException("a field without end");
        var text = Encoding.Latin1.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    public List<Tlv> Tlvs()
    {
        var all = new List<Tlv>();
        while (!AtEnd)
        {
            var (tag, length) = (Short(), Short());
            all.Add(new(tag, Bytes(length)));
        }
        return all;
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw new MalformedPduException("a unit that ends too early");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}

/// <summary>Writes the fields of a body in order.</summary>
sealed class OctetWriter
{
    readonly List<byte> octets = [];

    public OctetWriter Byte(byte value)
    {
        octets.Add(value);
        return this;
    }

    public OctetWriter Bytes(ReadOnlySpan<byte> value)
    {
        octets.AddRange(value);
        return this;
    }

    /// <summary>A NUL within would end the field early and shift all others.</summary>
    public OctetWriter Text(string value) => Bytes(Encoding.Latin1.GetBytes(value.Replace("\0", "", StringComparison.Ordinal))).Byte(0);

    public OctetWriter Tlvs(IEnumerable<Tlv> all)
    {
        foreach (var one in all) Short(one.Tag).Short((ushort)one.Value.Length).Bytes(one.Value);
        return this;
    }

    public byte[] ToArray() => [.. octets];

    OctetWriter Short(ushort value) => Byte((byte)(value >> 8)).Byte((byte)value);
}
