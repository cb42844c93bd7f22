using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform.Startup;

namespace Rosterline.Platform.Keys;

/// <summary>
/// The key that encrypts data keys, in a file outside the database that only we can read. The first line is in use; further lines are former
/// keys, there as long as a rotation is under way.
/// </summary>
public sealed class MasterKeys
{
    const int KeySize = 32;

    readonly string path;
    volatile byte[][] keys;

    MasterKeys(string path, byte[][] keys) => (this.path, this.keys) = (path, keys);

    /// <summary>Opens the key file, making it on first use.</summary>
    public static MasterKeys Open(Settings settings) => Open(settings.KeyFile ?? Path.Combine(settings.DataFolder, "secret.key"));

    internal static MasterKeys Open(string path)
    {
        if (!File.Exists(path)) Write(path, [RandomNumberGenerator.GetBytes(KeySize)], FileMode.CreateNew);
        return new MasterKeys(path, Read(path));
    }

    /// <summary>What encrypted everything before there were data keys, oldest last.</summary>
    internal IReadOnlyList<byte[]> All => keys;

    /// <summary>A short name of the key in use, which tells nothing about it.</summary>
    public string Name => Convert.ToHexStringLower(NameOf(keys[0]));

    public byte[] Wrap(byte[] key, string context) => [.. NameOf(keys[0]), .. AesBox.Close(keys[0], key, context)];

    /// <exception cref="CryptographicException">No key of ours, or changed bytes.</exception>
    public byte[] Unwrap(byte[] wrapped, string context)
    {
        // Another process may have changed the key since.
        if (Find(wrapped) is null) keys = Read(path);
        var key = Find(wrapped) ?? throw new CryptographicException($"{DataFolder.Name(path)} does not hold the key that this was encrypted with.");
        return AesBox.Open(key, wrapped.AsSpan(4).ToArray(), context);
    }

    public bool IsCurrent(byte[] wrapped) => wrapped.AsSpan().StartsWith(NameOf(keys[0]));

    /// <summary>Puts a new key before the ones there are.</summary>
    public void Add() => Replace([RandomNumberGenerator.GetBytes(KeySize), .. Read(path)]);

    /// <summary>Forgets every key but the one in use.</summary>
    public void DropFormer() => Replace([Read(path)[0]]);

    byte[]? Find(byte[] wrapped) => Array.Find(keys, key => wrapped.AsSpan().StartsWith(NameOf(key)));

    static byte[] NameOf(byte[] key) => SHA256.HashData([.. "rosterline master key"u8, .. key])[..4];

    // Beside it first: whoever reads meanwhile sees the old file or the new one.
    void Replace(byte[][] next)
    {
        Write(path + ".new", next, FileMode.Create);
        File.Move(path + ".new", path, overwrite: true);
        keys = next;
    }

    static byte[][] Read(string path)
    {
        try
        {
            var read = File.ReadAllLines(path).Where(line => line.Trim().Length > 0).Select(line => Convert.FromBase64String(line.Trim())).ToArray();
            if (read.Length > 0 && Array.TrueForAll(read, key => key.Length == KeySize)) return read;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            // Said below, in words.
        }
        throw new StartupException($"{DataFolder.Name(path)} is not a key file that can be read. It holds 32 bytes in Base64.");
    }

    static void Write(string path, byte[][] keys, FileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(string.Join('\n', keys.Select(Convert.ToBase64String))));
        file.Flush(flushToDisk: true);
    }
}
