using System.Text;
using Microsoft.Playwright;
using Rosterline.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

public sealed class ImportTest(Chromium chromium) : Story(chromium)
{
    const string File = "Employee ID;First;Last;Cell Phone;Zip\r\n7;José;Núñez;901 555 0101;38103\r\n8; ana ;Lee;(901) 555-0102;\r\n9;Cy;Day;;\r\n\r\n10;Di;Fay;12345;\r\n";

    [Fact]
    [Trait("Requirement", "P-02")]
    [Trait("Requirement", "AR-19")]
    public async Task A_messy_file_is_brought_in_and_its_people_are_found()
    {
        var page = await AtAsync("/people/import", "Dana Reyes", "administrator", []);
        await page.GetByLabel("Choose a file").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.Latin1.GetBytes(File) });
        await Expect(page.GetByLabel("What is “Last”?")).ToHaveValueAsync("lastName");
        await Expect(page.GetByLabel("What is “Cell Phone”?")).ToHaveValueAsync("cell");
        await Expect(page.GetByText("José Núñez").First).ToBeVisibleAsync();
        await page.Button("Continue").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "They applied and were told that we text" }).ClickAsync();
        await page.Button("Continue").ClickAsync();

        await Expect(page.GetByText("Under your policy 2 of 4 can be texted")).ToBeVisibleAsync();
        (await Agency.ReadAsync<long>("select count(*) from person where root_id = $1", Agency.RootId)).ShouldBe(0);
        await page.Button("Import 4 people").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See them" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ana Lee" })).ToBeVisibleAsync();
        // A tab of its own: the grid stays as it was (AR-19).
        var record = await page.Context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "José Núñez" }).ClickAsync());
        await Expect(record.GetByRole(AriaRole.Heading, new() { Name = "José Núñez" })).ToBeVisibleAsync();
        await Expect(record.GetByText("(901) 555-0101").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Search people, numbers, messages" }).FillAsync("Núñez");
        await Expect(page.GetByRole(AriaRole.Option).Filter(new() { HasText = "José Núñez" })).ToBeVisibleAsync();
    }
}
