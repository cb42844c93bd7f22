using System.Net.Http.Json;
using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

public sealed class SignInTest(Chromium chromium) : Story(chromium)
{
    [Fact]
    public async Task Signs_in_with_a_password_and_out_again()
    {
        var (_, email) = await UserAsync("Maya Brooks", "recruiter");
        var page = await OpenBrowserAsync();
        await page.GotoAsync("/inbox");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Rosterline" })).ToBeVisibleAsync();

        await FillAsync(page, email, "not the password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");
        await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync(email);

        await FillAsync(page, email, Password);
        await page.ShowsMenuOfAsync("Maya Brooks");
        await Expect(page.GetByText("You have no line yet")).ToBeVisibleAsync();

        await page.Button("Menu of Maya Brooks").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.Button("Sign in")).ToBeVisibleAsync();
        await page.GotoAsync("/inbox");
        await Expect(page.Button("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        using var admin = await App.ClientAsync();
        var made = await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben Carter", email = "ben@northwind.example", role = "recruiter" });
        var link = new Uri((await made.ReadAsync()).Text("link")).PathAndQuery;
        var first = await OpenBrowserAsync();
        await first.GotoAsync(link);
        await first.ShowsMenuOfAsync("Ben Carter");

        var second = await OpenBrowserAsync();
        await second.GotoAsync(link);
        await Expect(second.Button("Sign in")).ToBeVisibleAsync();
    }

    static async Task FillAsync(IPage page, string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }
}
