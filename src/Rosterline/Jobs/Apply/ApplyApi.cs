using Microsoft.AspNetCore.Mvc;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform.Pages;

namespace Rosterline.Jobs.Apply;

/// <summary>The public application form of a posting.</summary>
static class ApplyApi
{
    // Everything a patient person types, many times over; not what a program would like to leave here.
    const long LargestForm = 512 << 10;

    public static void Map(WebApplication app)
    {
        var apply = app.MapGroup("/apply/{slug}").AllowAnonymous().ExcludeFromDescription();
        apply.MapGet("", ShowAsync);
        apply.MapPost("", TakeAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
        apply.MapGet("/thanks", ThankAsync);
    }

    static async Task<IResult> ShowAsync(string slug, HttpContext http, FindOpenPosting find, ApplyGuard guard, CancellationToken cancel)
    {
        var words = ApplyWords.For(http.Request);
        var posting = await find.ExecuteAsync(slug, cancel);
        return Absent(http, posting, words) ?? PlainPage.Answer(http, ApplyPage.Form(posting!, words, guard.Page(slug), ApplyForm.Empty, []));
    }

    static async Task<IResult> TakeAsync(string slug, HttpContext http, FindOpenPosting find, ApplyGuard guard, ReceiveApplication receive, CancellationToken cancel)
    {
        var words = ApplyWords.For(http.Request);
        var posting = await find.ExecuteAsync(slug, cancel);
        if (Absent(http, posting, words) is { } absent) return absent;
        if (!http.Request.HasFormContentType) return Results.Redirect($"/apply/{slug}?lang={words.Language}");
        var form = await http.Request.ReadFormAsync(cancel);
        var typed = ApplyForm.Read(form);
        var page = guard.Page(slug, again: true);
        if (typed.Faults(words) is { Count: > 0 } faults) return PlainPage.Answer(http, ApplyPage.Form(posting!, words, page, typed, faults), StatusCodes.Status422UnprocessableEntity);
        if (guard.Stops(form, slug, words) is { } stopped) return PlainPage.Answer(http, ApplyPage.Form(posting!, words, page, typed, [], stopped), StatusCodes.Status422UnprocessableEntity);
        var address = http.Connection.RemoteIpAddress;
        if (guard.IsTooMany(SignInLimits.From(address))) return PlainPage.Answer(http, ApplyPage.Form(posting!, words, page, typed, [], words.TooMany), StatusCodes.Status429TooManyRequests);
        await receive.ExecuteAsync(new(posting!, typed, words, address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString() ?? ""), cancel);
        // A page of its own: going back or reading again sends nothing twice.
        http.Response.Headers.Location = $"/apply/{slug}/thanks?lang={words.Language}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    static async Task<IResult> ThankAsync(string slug, HttpContext http, FindOpenPosting find, CancellationToken cancel)
    {
        var words = ApplyWords.For(http.Request);
        return await find.ExecuteAsync(slug, cancel) is { } posting
            ? PlainPage.Answer(http, ApplyPage.Said(words, words.Thanks, $"{posting.Title} · {posting.Agency}. {words.ThanksLine}"))
            : PlainPage.Answer(http, ApplyPage.Said(words, words.NotThere, words.NotThereLine), StatusCodes.Status404NotFound);
    }

    static IResult? Absent(HttpContext http, OpenPosting? posting, ApplyWords words) => posting switch
    {
        null => PlainPage.Answer(http, ApplyPage.Said(words, words.NotThere, words.NotThereLine), StatusCodes.Status404NotFound),
        { IsOpen: false } => PlainPage.Answer(http, ApplyPage.Said(words, words.Closed, $"{posting.Title} · {posting.Agency}. {words.ClosedLine}"), StatusCodes.Status410Gone),
        _ => null,
    };
}
