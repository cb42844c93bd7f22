using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Rosterline.Accounts;
using Rosterline.Tests.Support;

namespace Rosterline.Browser.Support;

/// <summary>A story of people at browsers before the real application. No page of theirs may throw.</summary>
[Collection(InChromium.Name)]
public abstract class Story(Chromium chromium) : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    readonly List<IBrowserContext> browsers = [];
    readonly List<string> thrown = [];

    protected TestApp App { get; private set; } = null!;

    protected TestAgency Agency => App.Agency;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(Adjust);
        await PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var browser in browsers) await browser.CloseAsync();
        await AfterwardsAsync();
        await App.DisposeAsync();
        thrown.ShouldBeEmpty();
    }

    protected virtual void Adjust(WebApplicationBuilder builder) { }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected virtual Task AfterwardsAsync() => Task.CompletedTask;

    /// <summary>A browser of its own: nobody is signed in.</summary>
    protected async Task<IPage> OpenBrowserAsync(int width = 1280, int height = 800, ColorScheme theme = ColorScheme.Light, bool scripts = true)
    {
        var browser = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = App.Address.ToString(), Locale = "en-US", TimezoneId = "America/Chicago", ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce, JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = width, Height = height },
        });
        browser.SetDefaultTimeout(20_000);
        browsers.Add(browser);
        browser.Page += (_, page) => page.PageError += (_, error) => thrown.Add(error);
        return await browser.NewPageAsync();
    }

    /// <summary>A new user of the agency, with a password, who may use these lines.</summary>
    protected async Task<(Guid Id, string Email)> UserAsync(string name, string role, params TestLine[] lines)
    {
        var email = name.Split(' ')[0].ToLowerInvariant() + "@northwind.example";
        using var admin = await App.ClientAsync();
        var made = await admin.PostAsJsonAsync("/api/v1/users", new { name, email, role, password = Password });
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
        var id = (await made.ReadAsync()).GetProperty("id").GetGuid();
        foreach (var line in lines)
            await Agency.RunAsync("insert into line_user (root_id, line_id, user_id, is_default) values ($1, $2, $3, true)", Agency.RootId, line.Id, id);
        App.Get<ViewerReader>().Forget(Agency.RootId);
        return (id, email);
    }

    /// <summary>A browser in which a new user is signed in, looking at a page.</summary>
    protected async Task<IPage> AtAsync(string path, string name, string role, TestLine[] lines, int width = 1280, int height = 800)
    {
        var (_, email) = await UserAsync(name, role, lines);
        var page = await OpenBrowserAsync(width, height);
        await SignInAsync(page, email, Password);
        await page.GotoAsync(path);
        await page.ShowsMenuOfAsync(name);
        return page;
    }

    /// <summary>Without the screen, which has its own story.</summary>
    protected static async Task SignInAsync(IPage page, string email, string password)
    {
        var answer = await page.APIRequest.PostAsync("/api/v1/session", new()
        {
            DataObject = new { email, password }, Headers = new Dictionary<string, string> { ["X-Rosterline"] = "1" },
        });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }
}
