using Microsoft.Extensions.DependencyInjection;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts;

public class FirstAdministratorTest : IAsyncLifetime
{
    TestDatabase database = null!;
    readonly TestFolder folder = new();

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Makes_an_agency_in_test_mode_with_a_password_and_a_link()
    {
        var made = await MakeAsync(Empty());
        made.ShouldNotBeNull();
        made.Password!.Length.ShouldBe(16);
        made.StartPath.ShouldStartWith("/start/");
        await using var command = database.DataSource.CreateCommand("""
            select o.name, o.test_mode, o.is_demo, m.role from organisation o join membership m using (root_id) join app_user u on u.id = m.user_id
            """);
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetInt16(3)).ShouldBe(("My agency", true, false, (short)2));
    }

    [Fact]
    public async Task Makes_nobody_when_somebody_is_there()
    {
        (await MakeAsync(Empty())).ShouldNotBeNull();
        (await MakeAsync(Empty())).ShouldBeNull();
    }

    [Fact]
    public async Task Two_first_starts_together_make_one()
    {
        var both = await Task.WhenAll(MakeAsync(Empty()), MakeAsync(Empty()));
        both.Count(made => made is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Takes_address_and_password_from_the_environment()
    {
        var made = await MakeAsync(Empty() with { AdminEmail = "dana@example.com", AdminPassword = "a password of hers" });
        made.ShouldNotBeNull();
        (made.Email, made.Password).ShouldBe(("dana@example.com", null));
    }

    [Theory]
    [InlineData("not an address", null, "ROSTERLINE_ADMIN_EMAIL")]
    [InlineData(null, "short", "ROSTERLINE_ADMIN_PASSWORD")]
    public async Task A_setting_that_cannot_be_used_is_named(string? email, string? password, string key) =>
        (await Should.ThrowAsync<BadSettingException>(() => MakeAsync(Empty() with { AdminEmail = email, AdminPassword = password }))).Message.ShouldStartWith(key);

    Settings Empty() => new() { DataFolder = folder.Path, Urls = "http://127.0.0.1:0" };

    async Task<FirstAdministrator.Made?> MakeAsync(Settings settings)
    {
        await using var app = App.Build(settings, database.ConnectionString);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().ExecuteAsync(CancellationToken.None);
    }
}
