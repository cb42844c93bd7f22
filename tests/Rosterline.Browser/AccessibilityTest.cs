using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Providers;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>What axe finds on the screens that are used most.</summary>
public sealed class AccessibilityTest(Chromium chromium) : DemoStory(chromium)
{
    const string Ask = """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'] });
          if (found.passes.length === 0) return ['axe looked at nothing'];
          return found.violations.flatMap(fault =>
            fault.nodes.slice(0, 4).map(node => `${fault.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
        }
        """;

    static readonly string Axe = File.ReadAllText(Path.Combine(Shared.Root, "src", "web", "node_modules", "axe-core", "axe.min.js"));

    readonly List<string> faults = [];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Finds_nothing(ColorScheme theme)
    {
        var page = await OpenBrowserAsync(1440, 900, theme);
        await LookAsync(page, "/sign-in", page.Button("Sign in"));
        await StartAsync(page);
        await LookAsync(page, Screen.Inbox, page.Thread("Lucas Lindqvist"));
        await LookAsync(page, "/people/candidates", page.GetByRole(AriaRole.Row).Nth(3));
        var person = await Agency.ReadAsync<Guid>("select id from person where root_id = $1 and name = 'Lucas Lindqvist'", Dana.RootId);
        await LookAsync(page, $"/people/{person}", page.GetByRole(AriaRole.Heading, new() { Name = "Lucas Lindqvist" }));
        await LookAsync(page, "/people/hotlists", page.GetByRole(AriaRole.Heading, new() { Name = "Hotlists" }));
        await LookAsync(page, "/jobs/postings", page.GetByRole(AriaRole.Heading, new() { Name = "Postings" }));
        await LookAsync(page, "/jobs/pool", page.GetByRole(AriaRole.Heading, new() { Name = "Candidate pool" }));
        await LookAsync(page, "/jobs/orders", page.GetByRole(AriaRole.Heading, new() { Name = "Orders" }));
        await LookAsync(page, "/sending/broadcasts", page.GetByRole(AriaRole.Heading, new() { Name = "Broadcasts" }));
        await LookAsync(page, "/sending/scheduled", page.GetByRole(AriaRole.Button, new() { Name = "Change" }).First);
        await LookAsync(page, "/sending/templates", page.GetByRole(AriaRole.Heading, new() { Name = "Templates" }));
        await LookAsync(page, "/admin/sending", page.GetByText("Keep the hours of the place"));
        await LookAsync(page, "/admin/sign-in", page.GetByLabel("Client id"));
        await LookAsync(page, "/settings/sign-in", page.GetByText("This device"));
        await LookAtSendWindowAsync(page);
        await LookAsync(page, "/admin/lines", page.GetByRole(AriaRole.Row).Nth(1));
        await LookAsync(page, "/phones/%2B19015550142", page.GetByRole(AriaRole.List, new() { Name = "Phones" }).GetByRole(AriaRole.Link).First);
        foreach (var list in new[] { "/jobs/postings", "/jobs/pool", "/jobs/orders", "/sending/templates" }) await LookAsync(page, list, page.GetByRole(AriaRole.Row).Nth(1));
        foreach (var (path, sql) in new[] { ("/jobs/postings/", "select id from posting where root_id = $1 and title = 'Line cook'"), ("/jobs/orders/", "select id from job_order where root_id = $1 and title = 'Line cook'") })
            await LookAsync(page, path + await Agency.ReadAsync<Guid>(sql, Dana.RootId), page.GetByRole(AriaRole.Row).Nth(1));
        await LookAsync(page, (await Agency.ReadAsync<string>("select '/apply/' || slug from posting where root_id = $1 and is_open limit 1", Dana.RootId))!, page.Button("Send application"));
        faults.ShouldBeEmpty();
    }

    async Task LookAtSendWindowAsync(IPage page)
    {
        await page.GotoAsync("/people/employees");
        foreach (var row in new[] { 2, 3 }) await page.GetByRole(AriaRole.Row).Nth(row).GetByRole(AriaRole.Checkbox).ClickAsync();
        await page.Button("Send text…").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync("Hi {first name}, see {shft}");
        await Expect(page.GetByText("There is no field {shft}. Did you mean {shift}?").First).ToBeVisibleAsync();
        await AxeAsync(page, "Send window");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    async Task LookAsync(IPage page, string path, ILocator isThere)
    {
        await page.GotoAsync(path);
        await Expect(isThere).ToBeVisibleAsync();
        await AxeAsync(page, path);
    }

    async Task AxeAsync(IPage page, string path)
    {
        await page.EvaluateAsync(Axe);
        faults.AddRange((await page.EvaluateAsync<string[]>(Ask)).Select(fault => $"{path}: {fault}"));
    }
}
