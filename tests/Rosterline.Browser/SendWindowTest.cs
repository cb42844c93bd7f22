using Microsoft.Playwright;
using Rosterline.Browser.Support;
using Rosterline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Rosterline.Browser;

/// <summary>The five places a recruiter texts from, and a colleague on the same line who sees it.</summary>
public sealed class SendWindowTest(Chromium chromium) : Story(chromium)
{
    const string Text = "Northwind: Hi {first name|there}, can you work Saturday? Reply STOP to stop.";

    FakeCarrier carrier = null!;
    TestLine line = null!;
    Guid[] employees = null!;

    protected override async Task PrepareAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        line = await TestLine.AddAsync(App, carrier);
        employees = [await Agency.PersonAsync("Ana", "Abbott", 19015550111), await Agency.PersonAsync("Ben", "Baker", 19015550112), await Agency.PersonAsync("Cleo", "Cole", 19015550113), await Agency.PersonAsync("Dan", "Drew", null)];
        await Agency.RunAsync("update person set is_employee = true, is_candidate = false where root_id = $1", Agency.RootId);
        foreach (var (first, last, number) in new[] { ("Eva", "Evans", 19015550114L), ("Finn", "Ford", 19015550115L) })
            await Agency.RunAsync("update person set is_contact = true, is_candidate = false where root_id = $1 and id = $2", Agency.RootId, await Agency.PersonAsync(first, last, number));
    }

    protected override async Task AfterwardsAsync() => await carrier.DisposeAsync();

    [Fact]
    [Trait("Requirement", "EN-03")]
    [Trait("Requirement", "EN-09")]
    [Trait("Requirement", "EN-11")]
    [Trait("Requirement", "EN-14")]
    [Trait("Requirement", "EN-15")]
    public async Task From_a_selection_in_the_search_and_back_to_it()
    {
        var dana = await AtAsync("/people/employees", "Dana Reyes", "recruiter", [line]);
        var maya = await AtAsync("/inbox?view=team&state=done", "Maya Brooks", "recruiter", [line]);
        foreach (var name in new[] { "Ana Abbott", "Ben Baker", "Dan Drew" }) await dana.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {name}" }).ClickAsync();
        await dana.Button("Send text…").ClickAsync();

        var window = dana.GetByRole(AriaRole.Dialog);
        await Expect(window.GetByText("No phone number on this record.")).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync(Text);
        await Expect(window.GetByText("Northwind: Hi Ana, can you work Saturday? Reply STOP to stop.")).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Send to 2" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Heading, new() { Name = "2 sent, 1 not texted." })).ToBeVisibleAsync();
        await dana.Button("Continue working").ClickAsync();

        await Expect(dana.GetByRole(AriaRole.Checkbox, new() { Name = "Select Ana Abbott" })).ToBeCheckedAsync();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 2);
        foreach (var name in new[] { "Ana Abbott", "Ben Baker" }) await Expect(maya.Rows().Filter(new() { HasText = name })).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("Requirement", "EN-05")]
    [Trait("Requirement", "EN-32")]
    public async Task From_the_right_click_menu_of_the_contact_search()
    {
        var dana = await AtAsync("/people/contacts", "Dana Reyes", "recruiter", [line]);
        await dana.GetByRole(AriaRole.Checkbox, new() { Name = "Select Eva Evans" }).ClickAsync();
        await dana.GetByRole(AriaRole.Checkbox, new() { Name = "Select Finn Ford" }).ClickAsync();
        await dana.GetByRole(AriaRole.Link, new() { Name = "Finn Ford" }).ClickAsync(new() { Button = MouseButton.Right });
        await dana.GetByRole(AriaRole.Menuitem, new() { Name = "Send text" }).ClickAsync();

        var window = dana.GetByRole(AriaRole.Dialog);
        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Text 2 people" })).ToBeVisibleAsync();
        await Expect(window.GetByRole(AriaRole.Button, new() { Name = "Purpose: Client" })).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync("Half");
        await dana.Keyboard.PressAsync("Escape");
        await Expect(dana.GetByText("Draft kept in Sending › Broadcasts.")).ToBeVisibleAsync();
        await dana.GotoAsync("/sending/broadcasts");
        await dana.Button("Open draft").ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true })).ToHaveValueAsync("Half");
    }

    [Theory]
    [Trait("Requirement", "EN-02")]
    [Trait("Requirement", "EN-04")]
    [Trait("Requirement", "P-16")]
    [InlineData("Ana Abbott")]
    [InlineData("Eva Evans")]
    public async Task From_the_actions_of_an_employee_or_a_contact(string name)
    {
        var id = await Agency.ReadAsync<Guid>("select id from person where root_id = $1 and name = $2", Agency.RootId, name);
        var dana = await AtAsync($"/people/{id}", "Dana Reyes", "recruiter", [line]);
        await dana.Button("Actions").ClickAsync();
        await dana.GetByRole(AriaRole.Menuitem, new() { Name = "Send text" }).ClickAsync();

        await dana.SendAsync(name, "Northwind: see you Monday");
        await Eventually.HoldsAsync(() => carrier.Accepted.Any(t => t.Body == "Northwind: see you Monday"));
        await dana.ShowsTextAsync(name, "Northwind: see you Monday");
    }

    [Fact]
    [Trait("Requirement", "EN-06")]
    [Trait("Requirement", "G-04")]
    public async Task From_a_hotlist_for_later()
    {
        var list = Rosterline.Platform.Ids.New();
        var dana = await AtAsync("/people/hotlists", "Dana Reyes", "recruiter", [line]);
        var owner = await Agency.ReadAsync<Guid>("select id from app_user where name = 'Dana Reyes' and email is not null");
        await Agency.RunAsync("insert into hotlist (root_id, id, owner_id, name, created_at) values ($1, $2, $3, 'Saturday crew', now())", Agency.RootId, list, owner);
        foreach (var person in new[] { employees[0], employees[2] }) await Agency.RunAsync("insert into hotlist_member (root_id, hotlist_id, person_id, joined_at) values ($1, $2, $3, now())", Agency.RootId, list, person);
        await dana.GotoAsync($"/people/hotlists/{list}");
        await dana.Button("Text everybody on the list").ClickAsync();

        var window = dana.GetByRole(AriaRole.Dialog);
        await window.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync(Text);
        await window.GetByRole(AriaRole.Button, new() { Name = "Schedule", Exact = true }).ClickAsync();
        await dana.Button("Set").ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Schedule for 2" }).ClickAsync();
        await Expect(dana.GetByRole(AriaRole.Heading, new() { Name = "each in their own time" })).ToBeVisibleAsync();
        await dana.Button("Continue working").ClickAsync();
        await dana.GotoAsync("/sending/scheduled");
        await Expect(dana.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Saturday crew" })).ToBeVisibleAsync();
        carrier.Accepted.ShouldBeEmpty();
    }
}
