using Microsoft.Playwright;
using Rosterline.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

public sealed class DemoTest(Chromium chromium) : DemoStory(chromium)
{
    const string Lucas = "Lucas Lindqvist";

    [Fact]
    [Trait("Requirement", "P-10")]
    public async Task Lucas_waits_for_an_answer_and_his_phone_shows_it()
    {
        var inbox = await OpenBrowserAsync(1440, 900);
        await StartAsync(inbox);
        await Expect(inbox.Rows().First).ToContainTextAsync(Lucas);
        await Expect(inbox.Thread(Lucas)).ToBeVisibleAsync();
        await Expect(inbox.GetByText("Demo", new() { Exact = true }).First).ToBeVisibleAsync();

        var phone = await inbox.Context.RunAndWaitForPageAsync(() => inbox.GetByRole(AriaRole.Link, new() { Name = "Open their phone" }).ClickAsync());
        var screen = phone.GetByRole(AriaRole.Log, new() { Name = "Texts on this phone" });
        await Expect(screen).ToBeVisibleAsync();

        await inbox.SendAsync(Lucas, "Yes, park behind the warehouse.");
        await Expect(screen).ToContainTextAsync("Yes, park behind the warehouse.");
        await Expect(inbox.Thread(Lucas).GetByText("Delivered").Last).ToBeVisibleAsync();

        await phone.GetByLabel($"Answer as {Lucas}").FillAsync("Thanks, see you there");
        await phone.Button("Send").ClickAsync();
        await Expect(screen).ToContainTextAsync("Thanks, see you there");
        await inbox.ShowsTextAsync(Lucas, "Thanks, see you there");
    }
}
