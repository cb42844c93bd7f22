using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>Two people at two browsers, one line at Twilio, one person with a phone.</summary>
[Trait("Provider", "Twilio")]
public sealed class TwilioTest(Chromium chromium) : Story(chromium)
{
    const long Phone = 19015550117;
    const string Lucas = "Lucas Lindqvist";

    FakeTwilio twilio = null!;
    TestLine line = null!;

    protected override void Adjust(WebApplicationBuilder builder) => FakeTwilio.Allow(builder);

    protected override async Task PrepareAsync()
    {
        twilio = await FakeTwilio.StartAsync();
        line = await twilio.AddLineAsync(App);
        await Agency.PersonAsync("Lucas", "Lindqvist", Phone);
    }

    protected override async Task AfterwardsAsync() => await twilio.DisposeAsync();

    [Fact]
    [Trait("Requirement", "G-01")]
    [Trait("Requirement", "P-20")]
    public async Task A_signed_text_is_seen_live_answered_and_delivered_on_both_screens()
    {
        var dana = await AtAsync(Screen.Inbox, "Dana Reyes", "administrator", [line]);
        var maya = await AtAsync(Screen.Inbox, "Maya Brooks", "recruiter", [line]);
        IPage[] both = [dana, maya];
        foreach (var page in both)
        {
            await Expect(page.GetByText("All answered")).ToBeVisibleAsync();
            await page.MarkAsync();
        }

        (await twilio.ReceiveAsync(App, line, Phone, "Is the job at Acme still open? 👍 ¿Sí?")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var page in both) await page.ShowsTextAsync(Lucas, "Is the job at Acme still open? 👍 ¿Sí?");

        await dana.SendAsync(Lucas, "Yes, it is. Can you start on Monday?");
        foreach (var page in both) await page.ShowsTextAsync(Lucas, "Yes, it is. Can you start on Monday?");
        await Eventually.HoldsAsync(() => !twilio.Taken.IsEmpty);
        var text = twilio.Taken.ShouldHaveSingleItem();
        (text.From, text.To, text.Body).ShouldBe(("+19015550142", "+19015550117", "Yes, it is. Can you start on Monday?"));

        foreach (var page in both) await Expect(page.Thread(Lucas)).Not.ToContainTextAsync("Delivered");
        (await twilio.TellAsync(App, text, "delivered")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var page in both)
        {
            await Expect(page.Thread(Lucas)).ToContainTextAsync("Delivered");
            await page.ShouldNotHaveReloadedAsync();
        }
    }

    [Fact]
    [Trait("Requirement", "G-01")]
    public async Task A_text_is_on_the_screen_within_a_second()
    {
        await twilio.ReceiveAsync(App, line, Phone, "Hello");
        var page = await AtAsync(Screen.Inbox, "Maya Brooks", "recruiter", [line]);
        await page.ShowsTextAsync(Lucas, "Hello");
        var took = new List<TimeSpan>();
        foreach (var body in new[] { "One", "Two", "Three", "Four" })
        {
            var start = Stopwatch.GetTimestamp();
            await twilio.ReceiveAsync(App, line, Phone, body);
            await page.ShowsTextAsync(Lucas, body);
            took.Add(Stopwatch.GetElapsedTime(start));
        }
        // The quickest, because the computer under test may be busy with something else for a second.
        took.Min().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_text_with_a_wrong_signature_is_refused_and_not_kept()
    {
        (await twilio.ReceiveAsync(App, line, Phone, "Send me money", signature: "bm90IHR3aWxpbw==")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Agency.ReadAsync<long>("select (select count(*) from message) + (select count(*) from conversation) + (select count(*) from inbound_receipt)")).ShouldBe(0);
        var page = await AtAsync(Screen.Inbox, "Maya Brooks", "recruiter", [line]);
        await Expect(page.GetByText("All answered")).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("Requirement", "G-06")]
    public async Task Stop_closes_the_open_composer_and_start_opens_it()
    {
        await twilio.ReceiveAsync(App, line, Phone, "Hello");
        var page = await AtAsync(Screen.Inbox, "Maya Brooks", "recruiter", [line]);
        await page.Composer(Lucas).FillAsync("Half a sentence");
        await page.MarkAsync();

        await twilio.ReceiveAsync(App, line, Phone, "STOP");
        var closed = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "START" });
        await Expect(closed).ToContainTextAsync("Opted out");
        await Expect(closed).ToContainTextAsync("Half a sentence");
        await Expect(page.Composer(Lucas)).ToHaveCountAsync(0);

        await twilio.ReceiveAsync(App, line, Phone, "START");
        await Expect(page.Composer(Lucas)).ToHaveValueAsync("Half a sentence");
        await page.ShouldNotHaveReloadedAsync();
    }
}
