using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>Colleagues on one line, and one who is not on it.</summary>
public sealed class SharedLineTest(Chromium chromium) : Story(chromium)
{
    const long Phone = 19015550117;
    const string Lucas = "Lucas Lindqvist";

    FakeCarrier carrier = null!;
    TestLine line = null!;

    protected override async Task PrepareAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        line = await TestLine.AddAsync(App, carrier);
        await Agency.PersonAsync("Lucas", "Lindqvist", Phone);
    }

    protected override async Task AfterwardsAsync() => await carrier.DisposeAsync();

    async Task ReceiveAsync(string body)
    {
        using var client = new HttpClient();
        (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound(body, Phone, line.Number, body))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    public async Task One_answers_and_the_other_sees_it()
    {
        var dana = await AtAsync("/settings", "Dana Reyes", "recruiter", [line]);
        var maya = await AtAsync("/settings", "Maya Brooks", "recruiter", [line]);
        await ReceiveAsync("Is the job still open?");
        foreach (var page in new[] { dana, maya }) await Expect(page.Button("1 new reply")).ToBeVisibleAsync();

        await dana.GotoAsync(Screen.Inbox);
        await dana.ShowsTextAsync(Lucas, "Is the job still open?");
        foreach (var page in new[] { dana, maya }) await Expect(page.Button("No new replies")).ToBeVisibleAsync();

        await maya.GotoAsync(Screen.Inbox);
        await Expect(maya.Rows()).ToContainTextAsync([Lucas]);
        await maya.ShowsTextAsync(Lucas, "Is the job still open?");
        await WritesUntilSeenAsync(dana, maya.GetByRole(AriaRole.Status).Filter(new() { HasText = "Dana is answering" }));

        await dana.SendAsync(Lucas, "Yes, it is.");
        await maya.ShowsTextAsync(Lucas, "Yes, it is.");
        await Expect(maya.Button("Assigned to Dana")).ToBeVisibleAsync();
        await Expect(dana.Button("Assigned to Me")).ToBeVisibleAsync();

        await maya.Button("Assigned to Dana").ClickAsync();
        await maya.GetByRole(AriaRole.Menuitem, new() { Name = "Me", Exact = true }).ClickAsync();
        await Expect(dana.Button("Assigned to Maya")).ToBeVisibleAsync();
        await dana.Button("Assigned to Maya").ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Menuitem, new() { Name = "Maya Brooks" })).ToBeVisibleAsync();
    }

    /// <summary>Whose page is still connecting hears it with the next letters: it is told every four seconds.</summary>
    static async Task WritesUntilSeenAsync(IPage page, ILocator seen)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            await page.Composer(Lucas).PressSequentiallyAsync("Yes ");
            try
            {
                await seen.WaitForAsync(new() { Timeout = 4_500 });
                return;
            }
            catch (TimeoutException)
            {
            }
        }
        await Expect(seen).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    public async Task A_text_that_came_while_writing_is_shown_before_the_answer_goes()
    {
        await ReceiveAsync("I can start on Monday.");
        var page = await AtAsync(Screen.Inbox, "Dana Reyes", "recruiter", [line]);
        await page.ShowsTextAsync(Lucas, "I can start on Monday.");
        await page.Composer(Lucas).FillAsync("Monday it is.");
        await page.Button("Send").ClickAsync();
        await ReceiveAsync("Sorry, not before Tuesday.");
        await page.ShowsTextAsync(Lucas, "Sorry, not before Tuesday.");
        await page.Button("Send now").ClickAsync();
        await Expect(page.Composer(Lucas)).ToHaveValueAsync("Monday it is.");
        carrier.Accepted.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "HS-16")]
    public async Task Who_is_not_on_the_line_sees_nothing()
    {
        await ReceiveAsync("Between us");
        var conversation = await Agency.ReadAsync<Guid>("select id from conversation where root_id = $1", Agency.RootId);
        var ben = await AtAsync($"/inbox/{conversation}", "Ben Carter", "recruiter", []);
        await Expect(ben.GetByText("This page does not exist, or you may not see it.")).ToBeVisibleAsync();
        await ben.GotoAsync(Screen.Inbox);
        await Expect(ben.GetByText("You have no line yet")).ToBeVisibleAsync();
        await Expect(ben.Button("No new replies")).ToBeVisibleAsync();
        await ReceiveAsync("Still between us");
        await Expect(ben.GetByText("between us")).ToHaveCountAsync(0);
        await Expect(ben.GetByText(Lucas)).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("Requirement", "P-28")]
    public async Task On_a_phone_list_and_thread_are_a_page_each()
    {
        await ReceiveAsync("Is the job still open?");
        var page = await AtAsync(Screen.Inbox, "Dana Reyes", "recruiter", [line], width: 390, height: 844);
        var row = page.Rows().Filter(new() { HasText = Lucas });
        await row.ClickAsync();
        await page.ShowsTextAsync(Lucas, "Is the job still open?");
        await Expect(row).ToBeHiddenAsync();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);

        await page.Button("Back to the list").ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await Expect(page.Thread(Lucas)).ToBeHiddenAsync();

        await row.ClickAsync();
        await page.SendAsync(Lucas, "Yes, it is.");
        await page.ShowsTextAsync(Lucas, "Yes, it is.");
        await Eventually.HoldsAsync(() => carrier.Accepted.Any(text => text.Body == "Yes, it is."));
    }
}
