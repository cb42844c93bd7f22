using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Demo;

namespace Rosterline.Browser.Support;

/// <summary>A story in the demo agency, as it is on a first start.</summary>
public abstract class DemoStory(Chromium chromium) : Story(chromium)
{
    protected DemoAgency.SignIn Dana { get; private set; } = null!;

    protected override async Task PrepareAsync() => Dana = (await DemoAgency.SeedAsync(App.App.Services, default))!;

    /// <summary>Opens the address that a first start prints: it signs in once.</summary>
    protected async Task StartAsync(IPage page)
    {
        await using var scope = App.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RosterlineDb>();
        var link = OneTimeLinks.Add(db, Dana.RootId, Dana.UserId, TimeProvider.System);
        await db.SaveChangesAsync();
        await page.GotoAsync(link);
        await page.ShowsMenuOfAsync("Dana Reyes");
    }
}
