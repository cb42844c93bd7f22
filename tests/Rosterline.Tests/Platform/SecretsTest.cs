using System.Security.Cryptography;
using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

public sealed class SecretsTest
{
    readonly Secrets secrets = new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void A_secret_comes_back_only_with_its_key_and_context()
    {
        var box = secrets.Encrypt("auth token", "connection:1");

        secrets.Decrypt(box, "connection:1").ShouldBe("auth token");
        Should.Throw<CryptographicException>(() => secrets.Decrypt(box, "connection:2"));
        Should.Throw<CryptographicException>(() => new Secrets(RandomNumberGenerator.GetBytes(32)).Decrypt(box, "connection:1"));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var box = secrets.Encrypt("auth token", "c");
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => secrets.Decrypt(changed, "c"));
        }
    }

    [Fact]
    public void The_key_file_is_for_us_alone_and_stays()
    {
        var folder = Directory.CreateTempSubdirectory("rosterline-key").FullName;
        var box = Secrets.Open(folder).Encrypt("x", "c");

        Secrets.Open(folder).Decrypt(box, "c").ShouldBe("x");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, "secret.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
    }
}
