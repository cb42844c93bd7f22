using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

public enum BackupKeyKind : byte { File, Passphrase }

/// <summary>
/// What a backup is sealed with: 32 random bytes in a file, or a passphrase (P-06). Without it nobody opens the backup; its
/// fingerprint says which one is needed.
/// </summary>
public sealed class BackupKey
{
    public const int SaltSize = 16, FingerprintSize = 8;
    const int Rounds = 600_000, KeySize = 32;

    readonly byte[] material;

    BackupKey(BackupKeyKind kind, byte[] material) => (Kind, this.material) = (kind, material);

    public BackupKeyKind Kind { get; }

    /// <summary>Names the key file's content; all zero for a passphrase, which must not be guessable from it.</summary>
    public byte[] Fingerprint => Kind == BackupKeyKind.Passphrase ? new byte[FingerprintSize]
        : SHA256.HashData([.. "rosterline backup"u8, .. material])[..FingerprintSize];

    /// <summary>Fits no backup; the refusal names the key that does.</summary>
    public static BackupKey None { get; } = new(BackupKeyKind.File, RandomNumberGenerator.GetBytes(KeySize));

    /// <summary>Passphrase or key file as set; else the key file of the data folder, made on first use.</summary>
    public static BackupKey Of(Settings settings) =>
        settings.BackupPassphrase is { } words ? FromPassphrase(words)
        : settings.BackupKeyFile is { } named ? FromFile(named)
        : FromFile(OwnFile(settings), make: true);

    /// <summary>Where the key lies when none is named.</summary>
    public static string OwnFile(Settings settings) => Path.Combine(settings.DataFolder, "backup.key");

    public static BackupKey FromPassphrase(string words) => words.Length >= 12
        ? new(BackupKeyKind.Passphrase, Encoding.UTF8.GetBytes(words.Normalize(NormalizationForm.FormC)))
        : throw new BadSettingException("ROSTERLINE_BACKUP_PASSPHRASE", "Choose at least 12 characters.");

    public static BackupKey FromFile(string path, bool make = false)
    {
        if (make && !File.Exists(path)) Make(path);
        try
        {
            var bytes = Convert.FromBase64String(File.ReadAllText(path).Trim());
            if (bytes.Length == KeySize) return new(BackupKeyKind.File, bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            // Said below, in words.
        }
        throw new StartupException($"{DataFolder.Name(path)} is not a key file that can be read. It holds 32 bytes in Base64.");
    }

    /// <summary>The key of one backup alone, so that no two ever share a nonce.</summary>
    internal byte[] For(byte[] salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256,
        Kind == BackupKeyKind.File ? material : Rfc2898DeriveBytes.Pbkdf2(material, salt, Rounds, HashAlgorithmName.SHA256, KeySize), KeySize, salt, "rosterline backup file"u8.ToArray());

    public static string Words(byte[] fingerprint) => Convert.ToHexStringLower(fingerprint.AsSpan(0, 4)) + "-" + Convert.ToHexStringLower(fingerprint.AsSpan(4));

    static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)) + "\n"));
    }
}
