using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace Rosterline.Platform.Keys;

/// <summary>What a data key is for.</summary>
public enum KeyUse : short { Secrets, Audit, Lookup }

/// <summary>A key that encrypts or seals, as it lies open in memory.</summary>
public sealed record DataKey(Guid Id, byte[] Bytes)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{nameof(DataKey)} {Id}";
}

/// <summary>
/// The keys of every organisation, kept in the database encrypted by the master key. <see cref="Installation"/> stands for what belongs to none.
/// Reads are few and remembered, so they wait for the database without a task: whoever decrypts need not be asynchronous for it.
/// </summary>
public sealed class DataKeys(NpgsqlDataSource database, MasterKeys master, TimeProvider clock)
{
    public static readonly Guid Installation = Guid.Empty;

    // Longer than any statement, shorter than a rotation's last look.
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<(Guid Root, Guid Id), byte[]> open = new();
    readonly ConcurrentDictionary<(Guid Root, KeyUse Use), (DataKey Key, long At)> current = new();

    public MasterKeys Master => master;

    /// <summary>The key in use, made when there is none yet.</summary>
    public DataKey Current(Guid rootId, KeyUse use)
    {
        if (current.TryGetValue((rootId, use), out var known) && clock.GetElapsedTime(known.At) < Kept) return known.Key;
        return FindCurrent(rootId, use) ?? Make(rootId, use);
    }

    /// <summary>The key in use as the database has it now; null when there is none.</summary>
    public DataKey? FindCurrent(Guid rootId, KeyUse use)
    {
        using var command = database.Command("select id, wrapped from data_key where root_id = $1 and use = $2 and retired_at is null", rootId, (short)use);
        using var row = command.ExecuteReader();
        if (!row.Read()) return null;
        var key = Opened(rootId, row.GetGuid(0), row.GetFieldValue<byte[]>(1));
        current[(rootId, use)] = (key, clock.GetTimestamp());
        return key;
    }

    /// <summary>A key by its id, in use or retired.</summary>
    /// <exception cref="CryptographicException">There is no such key, or it cannot be opened.</exception>
    public byte[] Find(Guid rootId, Guid id)
    {
        if (open.TryGetValue((rootId, id), out var known)) return known;
        using var command = database.Command("select wrapped from data_key where root_id = $1 and id = $2", rootId, id);
        return command.ExecuteScalar() is byte[] wrapped ? Opened(rootId, id, wrapped).Bytes : throw new CryptographicException("The key of this secret does not exist.");
    }

    /// <summary>Retires the key in use and answers its successor.</summary>
    internal DataKey Renew(Guid rootId, KeyUse use)
    {
        database.Command("update data_key set retired_at = $3 where root_id = $1 and use = $2 and retired_at is null", rootId, (short)use, clock.GetUtcNow()).ExecuteNonQuery();
        return Make(rootId, use);
    }

    internal void Forget() => current.Clear();

    internal static string Context(Guid rootId, Guid id) => $"data key {rootId:N} {id:N}";

    // Of two who make one at once, the first one's is taken by both.
    DataKey Make(Guid rootId, KeyUse use)
    {
        var id = Ids.New();
        database.Command("insert into data_key (root_id, id, use, wrapped, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
            rootId, id, (short)use, master.Wrap(RandomNumberGenerator.GetBytes(32), Context(rootId, id)), clock.GetUtcNow()).ExecuteNonQuery();
        return FindCurrent(rootId, use)!;
    }

    DataKey Opened(Guid rootId, Guid id, byte[] wrapped) => new(id, open.GetOrAdd((rootId, id), _ => master.Unwrap(wrapped, Context(rootId, id))));
}
