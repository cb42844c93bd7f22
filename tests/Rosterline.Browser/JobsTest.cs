using Microsoft.Playwright;
using Rosterline.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

public sealed class JobsTest(Chromium chromium) : DemoStory(chromium)
{
    const string Job = "Forklift operator, 2nd shift", Marta = "Marta Quill", Noel = "Noel Silent";

    [Fact]
    [Trait("Requirement", "AR-02")]
    [Trait("Requirement", "AR-03")]
    [Trait("Requirement", "AR-04")]
    [Trait("Requirement", "AR-07")]
    [Trait("Requirement", "AR-08")]
    [Trait("Requirement", "AR-09")]
    public async Task Somebody_applies_without_scripts_and_is_texted_from_the_posting_as_she_agreed()
    {
        var form = await Agency.ReadAsync<string>("select '/apply/' || slug from posting where root_id = $1 and title = $2", Dana.RootId, Job);
        var applicant = await OpenBrowserAsync(390, 844, scripts: false);
        await ApplyAsync(applicant, form!, Marta, "(205) 555-0133", agrees: true);
        await ApplyAsync(applicant, form!, Noel, "(205) 555-0134", agrees: false);

        var page = await OpenBrowserAsync(1440, 900);
        await StartAsync(page);
        await page.GotoAsync("/jobs/postings");
        await page.GetByRole(AriaRole.Link, new() { Name = Job }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Actions" })).ToBeVisibleAsync();
        var (agreed, silent) = (page.GetByRole(AriaRole.Row).Filter(new() { HasText = Marta }), page.GetByRole(AriaRole.Row).Filter(new() { HasText = Noel }));
        await Expect(silent).ToContainTextAsync("No opt-in yet");
        await Expect(silent.GetByRole(AriaRole.Link, new() { Name = $"Call: {Noel}" })).ToBeVisibleAsync();
        await silent.GetByRole(AriaRole.Button, new() { Name = $"How to get it: opt-in of {Noel}" }).ClickAsync();
        await Expect(page.GetByText("You can text once Noel ticks it on the application or texts you.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await agreed.GetByRole(AriaRole.Button, new() { Name = $"Send a text: {Marta}" }).ClickAsync();
        await page.SendAsync(Marta, "Thanks for applying. Can you come on Monday?");
        await page.ShowsTextAsync(Marta, "Thanks for applying. Can you come on Monday?");
        await page.Button("Close").ClickAsync();
        await Expect(agreed.GetByRole(AriaRole.Button, new() { Name = $"{Marta}: Open texts, last" })).ToBeVisibleAsync();

        await Agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how) values ($1, 12055550133, 1, now(), 'phone') on conflict (root_id, number) do update set blocked = 1, opted_out_at = now()", Dana.RootId);
        await page.ReloadAsync();
        await Expect(agreed).ToContainTextAsync("Opted out");
        await Expect(agreed.GetByRole(AriaRole.Link, new() { Name = $"Call: {Marta}" })).ToBeVisibleAsync();
        foreach (var icon in new[] { "Send a text", "Open texts" }) await Expect(agreed.GetByRole(AriaRole.Button, new() { Name = icon })).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("Requirement", "G-03")]
    public async Task A_template_is_picked_by_keyboard_and_filled_for_the_person()
    {
        var page = await OpenBrowserAsync(1440, 900);
        await StartAsync(page);
        var composer = page.Composer("Lucas Lindqvist");
        await composer.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search templates" }).Or(page.GetByLabel("Search templates")).First.FillAsync("thanks");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(composer).ToHaveValueAsync("Hi Lucas, this is Dana from Northwind Staffing. Thanks for applying for the job. When could you talk for ten minutes?");
        await Expect(composer).ToBeFocusedAsync();
    }

    // The first press leaves the last name out: what was typed stays, and the second press goes through.
    static async Task ApplyAsync(IPage page, string form, string name, string phone, bool agrees)
    {
        var (first, last) = (name.Split(' ')[0], name.Split(' ')[1]);
        await page.GotoAsync(form);
        await page.GetByLabel("First name").FillAsync(first);
        await page.GetByLabel("Mobile phone").FillAsync(phone);
        if (agrees) await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Button("Send application").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write your last name.");
        await Expect(page.GetByLabel("First name")).ToHaveValueAsync(first);
        await Expect(page.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync(new() { Checked = agrees });
        await page.GetByLabel("Last name").FillAsync(last);
        await page.Button("Send application").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Thank you" })).ToBeVisibleAsync();
    }
}
