using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Sessions;
using Rosterline.Accounts.Users;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Platform.Mailing;

namespace Rosterline.Accounts.Invitations;

/// <summary>Invitations by mail, and whether mail works.</summary>
static class InvitationsApi
{
    /// <param name="Server">Null: none is set up, links are copied.</param>
    public sealed record MailFacts(string? Server, string? From);

    public sealed record InvitePage(IReadOnlyList<InvitedRow> Items);

    /// <param name="Link">One-time link, shown only here.</param>
    public sealed record InvitedRow(int Number, string Name, string Email, string Branch, string Group, string? Line, string? Fault, Guid? UserId, Uri? Link);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/users/many", ManyAsync).RequirePermission("manage_users").WithTags("Users").WithSummary("Look at a pasted list of people, or invite everybody in it without a fault");
        api.MapPost("/users/{id:guid}/invitation", InviteAsync).RequirePermission("manage_users").WithTags("Users")
            .WithSummary("Mail a person a one-time link, good for seven days");
        var mail = api.MapGroup("/organisation/mail").RequirePermission("manage_users").WithTags("Organisation");
        mail.MapGet("", (Mail own) => TypedResults.Ok(new MailFacts(own.Server?.Host, own.Server?.From.Address))).WithSummary("Whether mail can be sent, and as whom");
        mail.MapPost("test", TestAsync).WithSummary("Send a test mail to oneself");
    }

    static async Task<Results<Ok<InvitePage>, ProblemHttpResult>> ManyAsync(InviteMany.Request request, HttpContext context, InviteMany many, Settings settings, CancellationToken cancel)
    {
        var answer = await many.ExecuteAsync(context.Viewer(), request, cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        return TypedResults.Ok(new InvitePage([.. answer.Value!.Select(row => new InvitedRow(row.Number, row.Name, row.Email, row.Branch, row.Group, row.Line, row.Fault, row.UserId,
            row.StartPath is { } path ? UsersApi.AddressOf(context.Request, settings, path) : null))]));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> InviteAsync(
        Guid id, HttpContext context, UserAccess access, Mail mail, RosterlineDb db, TimeProvider clock, Settings settings, CancellationToken cancel)
    {
        var by = context.Viewer();
        if (mail.Server is null) return Problems.Refused(Mail.NotSetUp);
        if (await access.LinkAsync(by, id, cancel, OneTimeLinks.ValidByMail) is not { } answer) return Problems.NotFound();
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        var to = await db.Users.Where(user => user.Id == id).Select(user => user.Email).SingleAsync(cancel);
        if (string.IsNullOrEmpty(to)) return Problems.Refused(Refusals.EmailMissing);
        var agency = await db.Organisations.Where(o => o.RootId == by.RootId).Select(o => o.Name).SingleAsync(cancel);
        var until = (clock.GetUtcNow() + OneTimeLinks.ValidByMail).ToString("MMMM d, yyyy", CultureInfo.GetCultureInfo("en-US"));
        return await mail.SendAsync(to, $"{by.Name} invites you to {agency} on Rosterline", $"""
            {by.Name} invites you to text with {agency} on Rosterline.

            Open this link to begin. It works once, until {until}:
            {UsersApi.AddressOf(context.Request, settings, answer.Value!)}

            If you do not know why you got this, you need do nothing.
            """, cancel) is { } failed ? Problems.Refused(failed) : TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> TestAsync(HttpContext context, Mail mail, RosterlineDb db, CancellationToken cancel)
    {
        var by = context.Viewer();
        var to = await db.Users.Where(user => user.Id == by.UserId).Select(user => user.Email).SingleAsync(cancel);
        if (string.IsNullOrEmpty(to)) return Problems.Refused(Refusals.EmailMissing);
        return await mail.SendAsync(to, "Mail from Rosterline works", $"This is the test that {by.Name} asked for.", cancel) is { } failed ? Problems.Refused(failed) : TypedResults.NoContent();
    }
}
