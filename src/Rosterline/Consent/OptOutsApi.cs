using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Import;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>The list of those who opted out; adding one by hand, many from a file.</summary>
static class OptOutsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/opt-outs", ListAsync).RequirePermission("see_people").WithTags("Opt-outs").WithSummary("Numbers that opted out");
        api.MapPost("/opt-outs", AddAsync).RequirePermission("edit_people").WithTags("Opt-outs").WithSummary("Record an opt-out of a number");
        api.MapPost("/opt-outs/import", ImportAsync).RequirePermission("import").WithTags("Opt-outs").WithSummary("Bring in a file of opt-outs");
    }

    internal sealed record AddRequest(string? Number, string? How, string? Words);

    internal sealed record Added(string Number, string Display, bool Before);

    static async Task<Results<Ok<OptOutList.Page>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, OptOutList list, HttpContext http, CancellationToken cancel)
    {
        var result = await list.ExecuteAsync(http.Viewer(), cursor, limit, cancel);
        return result.Value is { } page ? TypedResults.Ok(page) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<Added>, ProblemHttpResult>> AddAsync(AddRequest request, RecordOptOut record, HttpContext http, CancellationToken cancel)
    {
        var parsed = PhoneNumberParser.Parse(CleanText.Of(request.Number), allowShortCode: true);
        if (parsed.Number is not { } number) return Problems.Refused(new("number_unknown", (parsed.Problem ?? PhoneProblem.NotANumber).Words));
        if (request.How is not (RecordOptOut.How.Phone or RecordOptOut.How.Email or RecordOptOut.How.Text or RecordOptOut.How.Api))
            return Problems.Refused(new("how_missing", "Say how they told you: phone, email, text or api."));
        var words = CleanText.OrNull(request.Words);
        if (words?.Length > 1000) return Problems.Refused(new("too_long", "Words: write at most 1,000 characters."));
        var outcome = await record.ExecuteAsync(new(http.Viewer().RootId, [new(number.Digits, words)], request.How, http.Viewer().UserId), cancel);
        return TypedResults.Ok(new Added(number.E164, number.Display, Before: outcome.Added.Count == 0));
    }

    static async Task<Results<Ok<ImportOptOuts.Outcome>, ProblemHttpResult>> ImportAsync(ImportOptOuts import, HttpContext http, CancellationToken cancel)
    {
        var file = await UploadedFile.ReadAsync(http.Request, cancel);
        if (file.Value is not { } found) return Problems.Refused(file.Refusal!);
        var result = await import.ExecuteAsync(http.Viewer(), found.Content, cancel);
        return result.Value is { } outcome ? TypedResults.Ok(outcome) : Problems.Refused(result.Refusal!);
    }
}
