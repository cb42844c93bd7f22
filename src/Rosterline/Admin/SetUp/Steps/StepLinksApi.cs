using System.Globalization;
using System.Net.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Accounts.Users;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Platform.Mailing;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>A row of Set up given to somebody without an account, by a link to copy or by mail, and taken back.</summary>
static class StepLinksApi
{
    public sealed record Page(IReadOnlyList<StepLinks.Given> Items);

    /// <param name="Email">Null: the link is copied.</param>
    /// <param name="Days">1 to 30; 7 unless told otherwise.</param>
    public sealed record Request(string? Email, int? Days);

    /// <param name="Address">Shown only here.</param>
    public sealed record Made(Guid Id, Uri Address, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder rows)
    {
        rows.MapGet("links", async (HttpContext context, StepLinks links, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await links.ReadAsync(context.Viewer().RootId, cancel)))).WithSummary("Rows given to somebody without an account");
        rows.MapPost("{step}/link", MakeAsync).WithSummary("Give a row to somebody without an account: a link to copy, or mailed");
        rows.MapDelete("links/{id:guid}", async Task<Results<NoContent, ProblemHttpResult>> (Guid id, HttpContext context, StepLinks links, CancellationToken cancel) =>
            await links.RevokeAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound()).WithSummary("Take a link back; it is dead at once");
    }

    static async Task<Results<Ok<Made>, ProblemHttpResult>> MakeAsync(
        string step, Request request, HttpContext context, StepLinks links, Mail mail, RosterlineDb db, Settings settings, CancellationToken cancel)
    {
        var (by, days) = (context.Viewer(), request.Days ?? StepLinks.UsualDays);
        if (!StepWords.Names.TryGetValue(step, out var name)) return Problems.NotFound();
        if (days is < StepLinks.ShortestDays or > StepLinks.LongestDays) return Problems.Refused(Refusals.LinkDays);
        var to = request.Email?.Trim() is { Length: > 0 } typed ? typed : null;
        if (to is not null && mail.Server is null) return Problems.Refused(Mail.NotSetUp);
        if (to is not null && (to.Length > 254 || !MailAddress.TryCreate(to, out _))) return Problems.Refused(Refusals.SupportEmail);
        var made = await links.MakeAsync(by, step, to, days, cancel);
        var address = UsersApi.AddressOf(context.Request, settings, made.Path);
        if (to is not null && await SendAsync(to, name, address, made, by, mail, db, cancel) is { } failed)
        {
            await links.RevokeAsync(by, made.Id, cancel);
            return Problems.Refused(failed);
        }

        return TypedResults.Ok(new Made(made.Id, address, made.ExpiresAt));
    }

    static async Task<Refusal?> SendAsync(string to, string name, Uri address, StepLinks.Made made, Viewer by, Mail mail, RosterlineDb db, CancellationToken cancel)
    {
        var agency = await db.Organisations.Where(o => o.RootId == by.RootId).Select(o => o.Name).SingleAsync(cancel);
        var until = made.ExpiresAt.ToString("MMMM d, yyyy", CultureInfo.GetCultureInfo("en-US"));
        return await mail.SendAsync(to, $"{agency} needs your help with: {name}", $"""
            {by.Name} sets up texting for {agency} on Rosterline and asks you for one step: {name}.

            This page says what to do, where, and the exact values. It needs no account:
            {address}

            It opens in one browser only, until {until}. Open it on the computer you will work on.
            If you do not know why you got this, you need do nothing.
            """, cancel);
    }
}
