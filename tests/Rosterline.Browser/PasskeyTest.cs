using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>The ceremonies of a passkey, with an authenticator that Chromium plays: it checks its owner, as a finger on a phone does.</summary>
[Trait("Requirement", "G-13")]
public sealed class PasskeyTest(Chromium chromium) : Story(chromium)
{
    [Fact]
    public async Task Is_added_signs_in_and_can_be_removed()
    {
        var (_, email) = await UserAsync("Maya Brooks", "recruiter");
        var page = await OpenBrowserAsync();
        await PlayAuthenticatorAsync(page);
        // A passkey belongs to a name: the bare number of the address has none.
        var at = new UriBuilder(App.Address) { Host = "localhost" }.Uri.ToString().TrimEnd('/');
        await page.GotoAsync($"{at}/settings/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.Button("Sign in").ClickAsync();

        await page.Button("Add a passkey").ClickAsync();
        var sheet = page.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("What is it on?").FillAsync("Office laptop");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Passkeys" }).GetByText("Office laptop")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Devices" }).GetByText("This device")).ToBeVisibleAsync();

        await page.Button("Menu of Maya Brooks").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await page.Button("Sign in with a passkey").ClickAsync();
        await page.ShowsMenuOfAsync("Maya Brooks");
        (await Agency.ReadAsync<bool>("select bool_and(way = 2 and strong) from user_session where ended_at is null")).ShouldBeTrue();

        await page.GotoAsync($"{at}/settings/sign-in");
        await page.Button("Remove: Office laptop").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("No passkey yet.")).ToBeVisibleAsync();
        await page.Button("Menu of Maya Brooks").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await page.Button("Sign in with a passkey").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("passkey did not sign you in");
    }

    static async Task PlayAuthenticatorAsync(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
