using System.Security.Cryptography;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform;

public sealed class SecretsTest : IAsyncLifetime
{
    readonly Guid root = Ids.New(), other = Ids.New();
    readonly TestFolder folder = new();
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void A_secret_comes_back_only_with_its_key_organisation_and_context()
    {
        var secrets = Secrets.Open(database.DataSource, folder["one"]);
        var box = secrets.Encrypt(root, "auth token", "connection:1");

        secrets.Decrypt(root, box, "connection:1").ShouldBe("auth token");
        Secrets.Open(database.DataSource, folder["one"]).Decrypt(root, box, "connection:1").ShouldBe("auth token");
        Should.Throw<CryptographicException>(() => secrets.Decrypt(root, box, "connection:2"));
        Should.Throw<CryptographicException>(() => secrets.Decrypt(other, box, "connection:1"));
        Should.Throw<CryptographicException>(() => Secrets.Open(database.DataSource, folder["two"]).Decrypt(root, box, "connection:1"));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var secrets = Secrets.Open(database.DataSource, folder["one"]);
        var box = secrets.Encrypt(root, "auth token", "c");
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => secrets.Decrypt(root, changed, "c"));
        }
    }

    [Fact]
    public void What_an_older_version_wrote_can_still_be_read()
    {
        var master = RandomNumberGenerator.GetBytes(32);
        Directory.CreateDirectory(folder["old"]);
        File.WriteAllText(Path.Combine(folder["old"], "secret.key"), Convert.ToBase64String(master));
        byte[] box = [1, .. AesBox.Close(master, "auth token"u8, "connection:1")];

        var secrets = Secrets.Open(database.DataSource, folder["old"]);

        secrets.Decrypt(root, box, "connection:1").ShouldBe("auth token");
        secrets.IsCurrent(root, box).ShouldBeFalse();
    }

    [Fact]
    public void The_key_file_is_for_us_alone_and_stays()
    {
        var name = MasterKeys.Open(folder["secret.key"]).Name;

        MasterKeys.Open(folder["secret.key"]).Name.ShouldBe(name);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder["secret.key"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
