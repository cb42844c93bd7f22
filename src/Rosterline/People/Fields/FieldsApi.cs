using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Fields;

/// <summary>The fields an agency adds for itself, and what stands in them.</summary>
static class FieldsApi
{
    public sealed record Fields(IReadOnlyList<CustomField> Items);

    public sealed record NewFields(IReadOnlyList<FieldList.Item>? Items);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/custom-fields", FindAsync).RequirePermission("see_people").WithTags("People").WithSummary("The fields your agency added for itself");
        api.MapPut("/custom-fields", ReplaceAsync).RequirePermission(Permissions.Administer).WithTags("People").WithSummary("Add, rename, order and hide them");
        var person = api.MapGroup("/people/{id:guid}/custom-fields").WithTags("People");
        person.MapGet("", ReadAsync).RequirePermission("see_people").WithSummary("What your agency notes about a person under names of its own");
        person.MapPut("", WriteAsync).RequirePermission("edit_people").WithSummary("Replace them; a name that is new becomes a field");
    }

    static async Task<Ok<Fields>> FindAsync(FieldList list, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(new Fields(await list.FindAsync(http.Viewer().RootId, cancel)));

    static async Task<Results<Ok<Fields>, ProblemHttpResult>> ReplaceAsync(NewFields fields, FieldList list, HttpContext http, CancellationToken cancel)
    {
        var result = await list.ReplaceAsync(http.Viewer(), fields.Items, cancel);
        return result.Value is { } stored ? TypedResults.Ok(new Fields(stored)) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<IReadOnlyDictionary<string, string>>, ProblemHttpResult>> ReadAsync(Guid id, CustomFields custom, HttpContext http, CancellationToken cancel) =>
        await custom.ReadAsync(http.Viewer(), id, cancel) is { } fields ? TypedResults.Ok(fields) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> WriteAsync(
        Guid id, Dictionary<string, string?> fields, CustomFields custom, HttpContext http, CancellationToken cancel)
    {
        var result = await custom.WriteAsync(http.Viewer(), id, fields, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value ? TypedResults.NoContent() : Problems.NotFound();
    }
}
