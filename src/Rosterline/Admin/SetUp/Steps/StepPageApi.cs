using Rosterline.Accounts.Sessions;
using Rosterline.Platform.Pages;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>The page behind a link to one row of Set up; nobody signs in.</summary>
static class StepPageApi
{
    public const string Path = "/set-up-step/";

    const string Cookie = "rosterline_step";

    public static void Map(WebApplication app)
    {
        var step = app.MapGroup(Path + "{token}").AllowAnonymous().ExcludeFromDescription();
        step.MapGet("", ShowAsync);
        step.MapPost("", OpenAsync).DisableAntiforgery().RequireRateLimiting(SignInLimits.Policy);
    }

    static async Task<IResult> ShowAsync(string token, HttpContext http, StepLinks links, ReadStep read, CancellationToken cancel)
    {
        var found = await links.FindAsync(token, http.Request.Cookies[Cookie], cancel);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return found.State switch
        {
            StepLinkState.Open => PlainPage.Answer(http, StepPage.Step(await read.ExecuteAsync(found.RootId, found.Step!, cancel), found.By)),
            StepLinkState.Ready => PlainPage.Answer(http, StepPage.Ask(StepWords.Names[found.Step!], found.By)),
            var state => PlainPage.Answer(http, StepPage.Gone(state), state == StepLinkState.Unknown ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone),
        };
    }

    // A press, not the first look: programs that follow the links of a mail would use it up.
    static async Task<IResult> OpenAsync(string token, HttpContext http, StepLinks links, CancellationToken cancel)
    {
        if (await links.OpenAsync(token, cancel) is var (browser, until))
            http.Response.Cookies.Append(Cookie, browser, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = Path + token, Expires = until });
        http.Response.Headers.Location = Path + token;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
