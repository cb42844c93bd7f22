using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser.Support;

/// <summary>The parts of the screen that stories speak about, found as a person finds them: by role and name.</summary>
public static class Screen
{
    public const string Inbox = "/inbox?view=team&state=needs_reply";

    public static Task ShowsMenuOfAsync(this IPage page, string name) => Expect(page.Button($"Menu of {name}")).ToBeVisibleAsync();

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The rows of the inbox's list.</summary>
    public static ILocator Rows(this IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Conversations" }).GetByRole(AriaRole.Link);

    /// <summary>The texts with somebody.</summary>
    public static ILocator Thread(this IPage page, string name) => page.GetByRole(AriaRole.Log, new() { Name = $"Texts with {name}" });

    public static ILocator Composer(this IPage page, string name) => page.GetByRole(AriaRole.Textbox, new() { Name = $"Text {name}", Exact = true });

    /// <summary>Writes a text, presses Send, and does not wait for the time to undo.</summary>
    public static async Task SendAsync(this IPage page, string name, string body)
    {
        await page.Composer(name).FillAsync(body);
        await page.Button("Send").ClickAsync();
        await page.Button("Send now").ClickAsync();
    }

    public static Task ShowsTextAsync(this IPage page, string name, string body) => Expect(page.Thread(name).GetByText(body, new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>Leaves a mark that a reload would wipe away.</summary>
    public static Task MarkAsync(this IPage page) => page.EvaluateAsync("() => { window.wasNotReloaded = true; }");

    public static async Task ShouldNotHaveReloadedAsync(this IPage page) => (await page.EvaluateAsync<bool>("() => window.wasNotReloaded === true")).ShouldBeTrue();
}
