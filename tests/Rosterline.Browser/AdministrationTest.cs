using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>An administrator sets an agency up by clicking: branches, users with their groups, a shared number, and looks at what came of it.</summary>
public sealed class AdministrationTest(Chromium chromium) : Story(chromium)
{
    [Fact]
    [Trait("Requirement", "HS-01")]
    [Trait("Requirement", "HS-05")]
    [Trait("Requirement", "GH-13")]
    [Trait("Requirement", "BY-13")]
    public async Task Two_branches_three_users_a_shared_number_and_credentials_in_under_three_minutes()
    {
        var dana = await AtAsync("/admin/accounts", "Dana Reyes", "administrator", []);
        var clicking = System.Diagnostics.Stopwatch.StartNew();
        foreach (var branch in new[] { "Nashville", "Tulsa" }) await AddBranchAsync(dana, branch);
        await dana.GetByRole(AriaRole.Link, new() { Name = "Tulsa" }).ClickAsync();
        await Expect(dana.GetByText("You are here: Northwind › Tulsa")).ToBeVisibleAsync();
        await Expect(dana.GetByText("Set up at Northwind only, and inherited by every account below it.")).ToBeVisibleAsync();

        await dana.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).ClickAsync();
        foreach (var (name, group, branch) in new[] { ("Ana Ruiz", "Branch manager", "Northwind › Nashville"), ("Ben Carter", "Recruiter", "Northwind › Tulsa"), ("Maya Brooks", "Recruiter", "Northwind › Tulsa") })
            await InviteAsync(dana, name, group, branch);

        await dana.GetByRole(AriaRole.Link, new() { Name = "Lines", Exact = true }).ClickAsync();
        await dana.Button("Use a simulated line").First.ClickAsync();
        await dana.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("Tulsa desk");
        await dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make the line" }).Or(dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await FindAsync(dana, "TextUs Administration");
        var number = await dana.GetByRole(AriaRole.Table, new() { Name = "Users and numbers" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "Dana Reyes" }).GetByText("(901) 555").First.InnerTextAsync();
        foreach (var name in new[] { "Ben Carter", "Maya Brooks" }) await GiveAsync(dana, name, number.Trim());
        await Expect(dana.GetByText("3 of 3 seats")).ToBeVisibleAsync();
        await Expect(dana.GetByText("Shared with Dana Reyes and Maya Brooks")).ToBeVisibleAsync();

        await dana.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).ClickAsync();
        await SignInAtProviderAsync(dana, "Ben Carter", "ben.carter", refused: true);
        await SignInAtProviderAsync(dana, "Ben Carter", "bencarter7", refused: false);
        clicking.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
    }

    [Fact]
    [Trait("Requirement", "HS-02")]
    [Trait("Requirement", "HS-25")]
    [Trait("Requirement", "HS-26")]
    public async Task A_users_conversations_lead_to_the_record_and_the_thread_and_the_address_can_be_copied()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        var line = await TestLine.AddAsync(App, carrier);
        var (maya, _) = await UserAsync("Maya Brooks", "recruiter", line);
        var person = await Agency.PersonAsync("Lucas", "Ford", 13035550107);
        await Agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at, preview, assignee_id) values ($1, uuidv7(), $2, 13035550107, $3, now(), 'See you Monday', $4)", Agency.RootId, line.Id, person, maya);
        var dana = await AtAsync("/admin/texting", "Dora Admin", "administrator", [line]);

        await dana.GetByRole(AriaRole.Row).Filter(new() { Has = dana.GetByText("Maya Brooks", new() { Exact = true }) }).GetByRole(AriaRole.Button, new() { Name = "View conversations" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Link, new() { Name = "Lucas Ford" })).ToHaveAttributeAsync("href", $"/people/{person}");
        await dana.GetByRole(AriaRole.Link, new() { Name = "View conversation" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Heading, new() { Name = "Lucas Ford" }).First).ToBeVisibleAsync();

        await dana.GotoAsync($"/admin/providers/{line.ConnectionId}");
        await Expect(dana.GetByRole(AriaRole.Group, new() { Name = "Address to give to" })).ToContainTextAsync(line.Hook.ToString());
    }

    static async Task AddBranchAsync(IPage dana, string name)
    {
        await dana.Button("Add").First.ClickAsync();
        await dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
    }

    static async Task InviteAsync(IPage dana, string name, string group, string branch)
    {
        await dana.Button("Invite one").ClickAsync();
        var dialog = dana.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "E-mail" }).FillAsync($"{name.Split(' ')[0].ToLowerInvariant()}@northwind.example");
        await dialog.GetByLabel("Group").SelectOptionAsync(new SelectOptionValue { Label = group });
        await dialog.GetByLabel("Branch").SelectOptionAsync(new SelectOptionValue { Label = branch });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).GetByText(group)).ToBeVisibleAsync();
    }

    static async Task GiveAsync(IPage dana, string name, string number)
    {
        await dana.Button("Add user or number").ClickAsync();
        var dialog = dana.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Staffing user" }).Or(dialog.GetByLabel("Staffing user")).First.FillAsync(name);
        await dana.GetByRole(AriaRole.Option, new() { Name = name }).ClickAsync();
        await dialog.GetByLabel("Phone number").FillAsync(number);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Share it" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    // A username with a character that cannot stand in it is refused; what is saved is tested without texting anybody, here with a token nobody knows.
    static async Task SignInAtProviderAsync(IPage dana, string name, string username, bool refused)
    {
        await dana.GetByRole(AriaRole.Button, new() { Name = $"More about {name}" }).ClickAsync();
        await dana.GetByRole(AriaRole.Menuitem, new() { Name = "Sign-in at the provider" }).ClickAsync();
        var dialog = dana.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Username" }).FillAsync(username);
        await dialog.GetByLabel("Password").First.FillAsync("a-token-of-his");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        if (refused)
            await Expect(dialog.GetByText("cannot stand in a username").First).ToBeVisibleAsync();
        else
        {
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
            await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Does not work");
            await Expect(dialog.GetByText("a-token-of-his")).ToHaveCountAsync(0);
        }
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    // By the name another product gives the page.
    static async Task FindAsync(IPage dana, string vendorWord)
    {
        await dana.Keyboard.PressAsync("Control+k");
        await dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox).Or(dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox)).First.FillAsync(vendorWord);
        await dana.Keyboard.PressAsync("Enter");
        await Expect(dana.GetByRole(AriaRole.Heading, new() { Name = "Texting", Exact = true })).ToBeVisibleAsync();
    }
}
