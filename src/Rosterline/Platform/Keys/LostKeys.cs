using System.Security.Cryptography;
using Npgsql;
using Rosterline.Platform.Startup;

namespace Rosterline.Platform.Keys;

/// <summary>Data keys that the master key of this machine does not open: a wrong key file, or one that was lost.</summary>
public sealed class LostKeys(NpgsqlDataSource database, DataKeys keys, Settings settings, TimeProvider clock)
{
    /// <exception cref="StartupException">Nothing could be read or sealed with this key file.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { Count: > 0 } lost) return;
        throw new StartupException($"The key file {settings.KeyFile ?? Path.Combine(settings.DataFolder, "secret.key")} does not open {lost.Count:N0} of the keys in this database. "
            + "Put the right file back, or name it by ROSTERLINE_KEY_FILE. Is it lost for good: “rosterline keys lost” goes on with new keys; providers' passwords are then asked for again.");
    }

    /// <summary>Retires what cannot be opened, so that new keys take its place. What they encrypted stays unreadable and is asked for again.</summary>
    /// <returns>How many keys were given up.</returns>
    public async Task<int> GiveUpAsync(CancellationToken cancel)
    {
        var lost = await FindAsync(cancel);
        await database.Command("update data_key set retired_at = $2 where id = any($1) and retired_at is null -- every organisation: one key file for all", lost.ToArray(), clock.GetUtcNow()).RunAsync(cancel);
        keys.Forget();
        return lost.Count;
    }

    async Task<List<Guid>> FindAsync(CancellationToken cancel)
    {
        // every organisation: one key file for all
        var all = await database.Command("select root_id, id, wrapped from data_key where retired_at is null")
            .ReadAllAsync(row => (Root: row.GetGuid(0), Id: row.GetGuid(1), Wrapped: row.GetFieldValue<byte[]>(2)), cancel);
        return [.. all.Where(key => !Opens(key.Root, key.Id, key.Wrapped)).Select(key => key.Id)];
    }

    bool Opens(Guid root, Guid id, byte[] wrapped)
    {
        try
        {
            keys.Master.Unwrap(wrapped, DataKeys.Context(root, id));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
