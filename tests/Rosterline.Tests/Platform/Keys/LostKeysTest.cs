using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Platform.Startup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform.Keys;

public sealed class LostKeysTest : IAsyncLifetime
{
    TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_wrong_key_file_is_refused_in_words_and_a_lost_one_can_be_given_up()
    {
        var secret = app.Get<Secrets>().Encrypt(app.Agency.RootId, "token", "test");
        await app.Get<LostKeys>().CheckAsync(CancellationToken.None);

        var settings = new Settings { DataFolder = Directory.CreateTempSubdirectory("rosterline-key").FullName };
        var keys = new DataKeys(app.Sql, MasterKeys.Open(settings), TimeProvider.System);
        var lost = new LostKeys(app.Sql, keys, settings, TimeProvider.System);
        var refused = await Should.ThrowAsync<StartupException>(() => lost.CheckAsync(CancellationToken.None));
        refused.Message.ShouldContain("does not open");
        refused.Message.ShouldContain(settings.DataFolder);

        await app.Agency.RunAsync("update app_user set two_factor_enabled = true where id = $1", app.Agency.AdminId);
        await app.Agency.RunAsync("insert into user_token (user_id, login_provider, name, value) values ($1, 'Rosterline', 'authenticator', 'AA==')", app.Agency.AdminId);
        (await Rosterline.Accounts.TwoStep.ForgetAuthenticators.ExecuteAsync(app.Sql, CancellationToken.None)).ShouldBe(1);
        (await app.Agency.ReadAsync<long>("select count(*) from user_token")).ShouldBe(0);
        (await lost.GiveUpAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        await lost.CheckAsync(CancellationToken.None);
        var anew = new Secrets(keys);
        anew.Decrypt(app.Agency.RootId, anew.Encrypt(app.Agency.RootId, "again", "test"), "test").ShouldBe("again");
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => anew.Decrypt(app.Agency.RootId, secret, "test"));
    }
}
