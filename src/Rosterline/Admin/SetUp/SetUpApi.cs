using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Admin.SetUp.Steps;
using Rosterline.Platform;

namespace Rosterline.Admin.SetUp;

/// <summary>The set-up list; several administrators may work on it at once, and everybody sees how far it is.</summary>
static class SetUpApi
{
    public sealed record Page(IReadOnlyList<SetUpRow> Items);

    /// <param name="Answer">Null: taken back.</param>
    public sealed record Said(string? Answer);

    public static void Map(RouteGroupBuilder api)
    {
        var rows = api.MapGroup("/set-up").RequirePermission(Permissions.Administer).WithTags("Set up");
        rows.MapGet("", async (HttpContext context, ReadSetUp read, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await read.ExecuteAsync(context.Viewer().RootId, cancel)))).WithSummary("What is set up, checked against what is there");
        StepLinksApi.Map(rows);
        rows.MapPut("{step}", SayAsync).WithSummary("Skip a row for now, or say what only a person knows");
    }

    static async Task<Results<Ok<Page>, ProblemHttpResult>> SayAsync(
        string step, Said said, HttpContext context, ReadSetUp read, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancel)
    {
        if (!ReadSetUp.Answers.TryGetValue(step, out var possible) || (said.Answer is { } asked && !possible.Contains(asked)))
            return Problems.Refused(new Refusal("not_an_answer", "This row cannot be answered like that."));
        var viewer = context.Viewer();
        await using var batch = database.CreateBatch();
        if (said.Answer is { } answer)
            batch.Add("""
                insert into set_up_answer (root_id, step, answer, user_id, at) values ($1, $2, $3, $4, $5)
                on conflict (root_id, step) do update set answer = excluded.answer, user_id = excluded.user_id, at = excluded.at
                """, viewer.RootId, step, answer, viewer.UserId, clock.GetUtcNow());
        else
            batch.Add("delete from set_up_answer where root_id = $1 and step = $2", viewer.RootId, step);
        AuditLog.Add(batch, AuditedAct.By(viewer, "set_up.said", "organisation", viewer.RootId, new { step, said.Answer }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return TypedResults.Ok(new Page(await read.ExecuteAsync(viewer.RootId, cancel)));
    }
}
