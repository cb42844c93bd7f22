using System.Buffers.Binary;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Zipwhip;

/// <summary>The carrier's ids as this API shows them: whole numbers of nineteen digits, more than a floating-point number keeps.</summary>
static class ZipwhipIds
{
    const int Random = 20;

    /// <summary>The moment, and twenty of the id's random bits.</summary>
    public static long Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16 << Random) | (BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & ((1L << Random) - 1));
    }

    /// <summary>The message a number stands for; null without one.</summary>
    public static async Task<(Guid Id, string? Media)?> FindAsync(NpgsqlDataSource database, Guid owner, long number, CancellationToken cancel)
    {
        if (number < 1 << Random) return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(number >> Random);
        var near = await database.Command("select id, media from carrier_message where owner = $1 and id >= $2 and id < $3", owner, Ids.FirstOf(at), Ids.FirstOf(at.AddMilliseconds(1)))
            .ReadAllAsync(row => (Id: row.GetGuid(0), Media: row.Text(1)), cancel);
        return near.Where(row => Of(row.Id) == number).Select(row => ((Guid, string?)?)row).FirstOrDefault();
    }
}
