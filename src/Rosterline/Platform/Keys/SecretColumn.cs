using Npgsql;

namespace Rosterline.Platform.Keys;

/// <summary>A place where something lies that depends on a data key, and how it is brought to the key in use.</summary>
public interface IKeyedValues
{
    /// <summary>What it is, for the person who rotates keys.</summary>
    string Words { get; }

    /// <summary>Brings everything that depends on a former key to the one in use, while others go on reading and writing; answers how many there were.</summary>
    Task<int> RenewAsync(CancellationToken cancel);
}

public static class KeyedValues
{
    /// <summary>Tells a rotation of keys where a module keeps what is encrypted.</summary>
    public static IServiceCollection AddKeyedValues(this IServiceCollection services, Func<NpgsqlDataSource, Secrets, IKeyedValues> column) =>
        services.AddSingleton(provider => column(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Secrets>()));
}

/// <summary>Encrypted values in a column of the database.</summary>
/// <param name="select">Answers organisation, key and box of every row.</param>
/// <param name="update">Takes organisation, key, the new box and the one it replaces: whoever saved meanwhile keeps what she saved.</param>
public sealed class SecretColumn<TKey>(NpgsqlDataSource database, Secrets secrets, string words, string select, string update, Func<TKey, string> contextOf) : IKeyedValues
    where TKey : notnull
{
    public string Words => words;

    public async Task<int> RenewAsync(CancellationToken cancel)
    {
        var renewed = 0;
        var rows = await database.Command(select).ReadAllAsync(row => (Root: row.GetGuid(0), Key: row.GetFieldValue<TKey>(1), Box: row.GetFieldValue<byte[]>(2)), cancel);
        foreach (var (root, key, box) in rows.Where(row => !secrets.IsCurrent(row.Root, row.Box)))
        {
            try
            {
                var next = secrets.Encrypt(root, secrets.Decrypt(root, box, contextOf(key)), contextOf(key));
                renewed += await database.Command(update, root, key, next, box).RunAsync(cancel);
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                // Its key was lost long ago; the page that shows it asks for it again.
            }
        }
        return renewed;
    }
}
