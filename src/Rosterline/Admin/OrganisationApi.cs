using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Admin.Health;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Settings of the organisation, test mode, pause; administrators only.</summary>
static class OrganisationApi
{
    public sealed record PauseRequest(string? Reason);

    public sealed record TypedNumbers(IReadOnlyList<string> Numbers);

    public sealed record TestList(IReadOnlyList<PhoneNumber> Numbers);

    public sealed record Checks(IReadOnlyList<HealthCheck> Items);

    public static void Map(RouteGroupBuilder api)
    {
        var own = api.MapGroup("/organisation").RequirePermission(Permissions.Administer).WithTags("Organisation");
        own.MapGet("", ReadAsync).WithSummary("Settings of the organisation");
        own.MapPut("", SaveAsync).WithSummary("Change the settings of the organisation");
        own.MapPost("pause", PauseAsync).WithSummary("Hold every text of the organisation");
        own.MapPost("resume", ResumeAsync).WithSummary("Let held texts go again");
        own.MapGet("sending-rules", async (HttpContext context, SendingRules rules, CancellationToken cancel) =>
            TypedResults.Ok(await rules.ReadAsync(context.Viewer().RootId, cancel))).WithSummary("Rules of sending");
        own.MapPut("sending-rules", SaveRulesAsync).WithSummary("Change the rules of sending");
        own.MapGet("go-live", ChecksAsync).WithSummary("What is ready for going live, and what skipping means");
        own.MapPost("go-live", GoLiveAsync).WithSummary("End test mode");
        own.MapGet("test-numbers", TestNumbersAsync).WithSummary("Numbers that are texted in test mode");
        own.MapPut("test-numbers", SaveTestNumbersAsync).WithSummary("Replace the test list, at most five numbers");
    }

    static async Task<Ok<OrganisationSettings.Answer>> ReadAsync(HttpContext context, OrganisationSettings settings, CancellationToken cancel) =>
        TypedResults.Ok(await settings.ReadAsync(context.Viewer().RootId, cancel));

    static async Task<Results<Ok<OrganisationSettings.Answer>, ProblemHttpResult>> SaveAsync(
        OrganisationSettings.Request request, HttpContext context, OrganisationSettings settings, CancellationToken cancel)
    {
        var answer = await settings.SaveAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Ok<SendingRules.Rules>, ProblemHttpResult>> SaveRulesAsync(SendingRules.Rules request, HttpContext context, SendingRules rules, CancellationToken cancel)
    {
        var answer = await rules.SaveAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Ok<OrganisationSettings.Answer>, ProblemHttpResult>> PauseAsync(
        PauseRequest request, HttpContext context, PauseSending pause, OrganisationSettings settings, CancellationToken cancel) =>
        await pause.PauseAsync(context.Viewer(), request.Reason, cancel) is { } refusal
            ? Problems.Refused(refusal) : TypedResults.Ok(await settings.ReadAsync(context.Viewer().RootId, cancel));

    static async Task<Results<Ok<OrganisationSettings.Answer>, ProblemHttpResult>> ResumeAsync(
        HttpContext context, PauseSending pause, OrganisationSettings settings, CancellationToken cancel) =>
        await pause.ResumeAsync(context.Viewer(), cancel) is { } refusal
            ? Problems.Refused(refusal) : TypedResults.Ok(await settings.ReadAsync(context.Viewer().RootId, cancel));

    static async Task<Ok<Checks>> ChecksAsync(HttpContext context, GoLive goLive, CancellationToken cancel) =>
        TypedResults.Ok(new Checks(await goLive.CheckAsync(context.Viewer().RootId, cancel)));

    static async Task<Ok<OrganisationSettings.Answer>> GoLiveAsync(
        HttpContext context, GoLive goLive, OrganisationSettings settings, CancellationToken cancel)
    {
        await goLive.ExecuteAsync(context.Viewer(), cancel);
        return TypedResults.Ok(await settings.ReadAsync(context.Viewer().RootId, cancel));
    }

    static async Task<Ok<TestList>> TestNumbersAsync(HttpContext context, TestNumbers numbers, CancellationToken cancel) =>
        TypedResults.Ok(new TestList(await numbers.ReadAsync(context.Viewer().RootId, cancel)));

    static async Task<Results<Ok<TestList>, ProblemHttpResult>> SaveTestNumbersAsync(
        TypedNumbers request, HttpContext context, TestNumbers numbers, CancellationToken cancel)
    {
        var answer = await numbers.SaveAsync(context.Viewer(), request.Numbers, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new TestList(answer.Value!));
    }
}
