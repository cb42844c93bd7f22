using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Consent.LookUp;

/// <summary>Asking providers what kind of number it is: one, many, and the rules for it.</summary>
static class LookUpApi
{
    public sealed record Told(NumberKnowledge? Knowledge, string Words);

    public sealed record Known(IReadOnlyList<NumberKnowledge> Items);

    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people/{id:guid}/number-look-ups").WithTags("People");
        people.MapGet("", KnownAsync).RequirePermission("see_people").WithSummary("What providers said about a person's numbers");
        people.MapPost("", AskAsync).RequirePermission("edit_people").WithSummary("Look up one of a person's numbers");
        var many = api.MapGroup("/number-look-ups").RequirePermission("edit_people").WithTags("People");
        many.MapPost("", StartAsync).WithSummary("Look up the numbers of many people, or say how many that would be");
        many.MapGet("{id:guid}", async Task<Results<Ok<LookUpRun>, ProblemHttpResult>> (Guid id, HttpContext http, LookUpMany use, CancellationToken cancel) =>
            await use.FindAsync(http.Viewer(), id, cancel) is { } run ? TypedResults.Ok(run) : Problems.NotFound()).WithSummary("How far it has come");
        many.MapPost("{id:guid}/stop", async Task<Results<Ok<LookUpRun>, ProblemHttpResult>> (Guid id, HttpContext http, LookUpMany use, CancellationToken cancel) =>
            await use.StopAsync(http.Viewer(), id, cancel) is { } run ? TypedResults.Ok(run) : Problems.NotFound()).WithSummary("Stop it; what was learnt stays");
        var rules = api.MapGroup("/organisation/number-look-up").RequirePermission(Permissions.Administer).NeedsScope(Scopes.Admin).WithTags("Organisation");
        rules.MapGet("", async (HttpContext http, LookUpSettings settings, CancellationToken cancel) => TypedResults.Ok(await settings.ReadAsync(http.Viewer().RootId, cancel)))
            .WithSummary("When numbers are looked up, the month's limit and what is used of it");
        rules.MapPut("", SaveAsync).WithSummary("Change when numbers are looked up, and the month's limit");
    }

    static async Task<Ok<Known>> KnownAsync(Guid id, HttpContext http, NpgsqlDataSource database, CancellationToken cancel) => TypedResults.Ok(new Known(await database.Command("""
        select k.number, k.kind, k.gets_texts, k.carrier, k.at from person_number n join number_lookup k on k.root_id = n.root_id and k.number = n.number
        where n.root_id = $1 and n.person_id = $2 order by n.kind
        """, http.Viewer().RootId, id).ReadAllAsync(row =>
    {
        var (kind, texts, carrier) = ((ReachKind)row.GetInt16(1), row.Maybe<bool>(2), row.Text(3));
        return new NumberKnowledge(new PhoneNumber(row.GetInt64(0)).E164, kind, texts, carrier, row.GetFieldValue<DateTimeOffset>(4), NumberKnowledge.WordsOf(kind, texts, carrier));
    }, cancel)));

    public sealed record Number(string Value);

    static async Task<Results<Ok<Told>, ProblemHttpResult>> AskAsync(Guid id, Number number, HttpContext http, NpgsqlDataSource database, LookUpNumber lookUp, CancellationToken cancel)
    {
        var viewer = http.Viewer();
        if (PhoneNumber.FromWire(number.Value) is not { } wanted
            || await database.Command("select 1 from person_number n where n.root_id = $1 and n.person_id = $2 and n.number = $3", viewer.RootId, id, wanted.Digits).ExecuteScalarAsync(cancel) is null)
            return Problems.Refused(new("number_unknown", "This number is not on the record any more."));
        return await lookUp.ExecuteAsync(viewer.RootId, wanted, viewer.UserId, cancel) switch
        {
            LookedUp.Told told => TypedResults.Ok(new Told(told.Knowledge, told.Knowledge.Words)),
            LookedUp.NoAnswer none => TypedResults.Ok(new Told(null, none.Words)),
            LookedUp.UsedUp => Problems.Refused(new("look_up_limit", "This month's look-ups are used up. An administrator can raise the limit in Admin › Sending.")),
            _ => Problems.Refused(new("look_up_unavailable", "None of your text providers tells what kind of number it is.")),
        };
    }

    static async Task<Results<Ok<LookUpMany.Answer>, ProblemHttpResult>> StartAsync(LookUpMany.Request request, HttpContext http, LookUpMany use, CancellationToken cancel)
    {
        var answer = await use.ExecuteAsync(http.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Ok<LookUpSettings.Answer>, ProblemHttpResult>> SaveAsync(LookUpSettings.Request request, HttpContext http, LookUpSettings settings, CancellationToken cancel)
    {
        var answer = await settings.SaveAsync(http.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }
}
