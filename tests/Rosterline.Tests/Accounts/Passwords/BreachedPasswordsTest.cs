using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rosterline.Accounts.Passwords;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Passwords;

[Trait("Requirement", "G-13")]
public class BreachedPasswordsTest
{
    // SHA-1 of these words, and where the list cuts it.
    const string Words = "correct horse battery", Prefix = "98DEC", Rest = "C62ECE399A22ED30D490EF333BE7FDE7385";

    [Theory]
    [InlineData(Rest + ":3", true)]
    [InlineData("0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n" + Rest + ":3\r\n00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2", true)]
    [InlineData(Rest + ":0", false)]
    [InlineData("0018A45C4D1DEF81644B54AB7F969B88D65:1", false)]
    [InlineData("", false)]
    [InlineData("<html>", false)]
    public async Task Asks_for_a_range_and_looks_at_the_answer_here(string answer, bool listed)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = Reply.With(200, "text/plain", System.Text.Encoding.ASCII.GetBytes(answer));
        (await AskAsync(new Uri(server.Address, "/range/")))?.Code.ShouldBe(listed ? "password_breached" : "unexpected");
        (await AskAsync(new Uri(server.Address, "/range")) is not null).ShouldBe(listed);
        foreach (var seen in server.Requests)
        {
            (seen.Method, seen.Target, seen.Body, seen.Headers["Add-Padding"]).ShouldBe(("GET", "/range/" + Prefix, "", "true"));
            string.Join(' ', seen.Headers.Values).ShouldNotContain(Rest);
        }
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_an_answer_the_bundled_list_decides()
    {
        var server = await ScriptedServer.StartAsync();
        var address = server.Address;
        foreach (var reply in new[] { Reply.Status(500), Reply.Status(404), Reply.Cut, Reply.Never })
        {
            server.Answer = reply;
            (await AskAsync(address)).ShouldBeNull();
        }
        await server.DisposeAsync();
        (await AskAsync(address)).ShouldBeNull();
        using var passwords = new BreachedPasswords(address, TimeProvider.System, NullLogger<ProviderHttp>.Instance);
        (await passwords.RefuseAsync("Password123", null, "", default)).ShouldNotBeNull().Code.ShouldBe("password_common");
    }

    [Fact]
    public async Task Is_asked_wherever_a_password_is_chosen_and_only_when_configured()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(
            new BreachedPasswords(server.Address, TimeProvider.System, NullLogger<ProviderHttp>.Instance)));
        var (browser, _, _) = await Browser.SignedInAsync(app);
        server.Requests.Count.ShouldBe(1);
        server.Answer = (context, seen) => Reply.With(200, "text/plain", System.Text.Encoding.ASCII.GetBytes(Rest + ":3"))(context, seen);
        using var admin = await app.ClientAsync();
        await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben Ortiz", email = "ben@northwind.example", password = Words })).ShouldRefuseAsync("password_breached");
        await (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { present = Browser.Password, @new = Words })).ShouldRefuseAsync("password_breached");
        browser.Dispose();
        Settings.From(_ => null).BreachedPasswords.ShouldBeNull();
        Settings.From(key => key == "ROSTERLINE_BREACHED_PASSWORDS" ? "https://list.example/range" : null).BreachedPasswords.ShouldBe(new Uri("https://list.example/range"));
    }

    static async Task<Refusal?> AskAsync(Uri address)
    {
        using var passwords = new BreachedPasswords(address, TimeProvider.System, NullLogger<ProviderHttp>.Instance);
        return await passwords.RefuseAsync(Words, "maya@northwind.example", "Maya Lopez", default);
    }
}
