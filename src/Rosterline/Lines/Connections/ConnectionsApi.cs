using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>Text providers and our accounts there; administrators only.</summary>
static class ConnectionsApi
{
    public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

    public sealed record ProviderForm(string Name, string Label, ProviderAbilities Abilities, IReadOnlyList<SettingField> Fields);

    public static void Map(RouteGroupBuilder api)
    {
        var administered = api.MapGroup("").RequirePermission("manage_integration").NeedsScope(Scopes.Admin).WithTags("Text providers");
        administered.MapGet("/providers", (ProviderCatalog catalog) => TypedResults.Ok(
            catalog.All.Select(p => new ProviderForm(p.Name, p.Label, p.Abilities, ProviderCatalog.FieldsOf(p))).ToList())).WithSummary("Text providers and the fields of their forms");
        administered.MapPost("/providers/{name}/preview", Preview).WithSummary("The request an example text would make, secrets left out, or what is wrong with its description");
        var connections = administered.MapGroup("/connections");
        connections.MapGet("", async (HttpContext context, FindConnections find, CancellationToken cancel) =>
            TypedResults.Ok(new Page<ConnectionSummary>(await find.ExecuteAsync(context.Viewer(), cancel), null))).WithSummary("Accounts at text providers");
        connections.MapPost("", CreateAsync).WithSummary("Connect a text provider");
        connections.MapPatch("{id:guid}", ChangeAsync).WithSummary("Change a connection; an empty secret keeps the saved one");
        connections.MapPost("{id:guid}/test", TestAsync).WithSummary("Check the credentials without texting anybody");
        connections.MapPost("{id:guid}/address", ReplaceAddressAsync).WithSummary("Replace the address given to the provider; the old one is dead at once");
        connections.MapGet("{id:guid}/numbers", NumbersAsync).WithSummary("Numbers of the provider account");
        connections.MapPost("{id:guid}/numbers", BringInAsync).WithSummary("Make numbers of the provider account lines");
    }

    public sealed record Shown(string Request);

    static Results<Ok<Shown>, ProblemHttpResult> Preview(string name, JsonObject settings, ProviderCatalog catalog, ConnectionReader connections)
    {
        if (catalog.Find(name) is not { Abilities.Previews: true } provider) return Problems.NotFound();
        // A saved secret is not sent again, and none is shown.
        foreach (var secret in ProviderCatalog.FieldsOf(provider).Where(field => field.Secret)) settings[secret.Name] = "••••";
        var answer = ProviderCatalog.Check(provider, settings);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Ok(new Shown(provider.Preview(answer.Value!.Settings, connections.HookAddress(name, "…")) ?? ""));
    }

    static async Task<Results<Created<ConnectionSummary>, ProblemHttpResult>> CreateAsync(
        SaveConnection.NewRequest request, HttpContext context, SaveConnection save, FindConnections find, CancellationToken cancel)
    {
        var answer = await save.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Created($"/api/v1/connections/{answer.Value}", await find.FindAsync(context.Viewer(), answer.Value, cancel));
    }

    static async Task<Results<Ok<ConnectionSummary>, ProblemHttpResult>> ChangeAsync(
        Guid id, SaveConnection.ChangeRequest request, HttpContext context, SaveConnection save, FindConnections find, CancellationToken cancel) =>
        await save.ExecuteAsync(context.Viewer(), id, request, cancel) switch
        {
            null => Problems.NotFound(),
            { Refusal: { } refusal } => Problems.Refused(refusal),
            _ => TypedResults.Ok(await find.FindAsync(context.Viewer(), id, cancel)),
        };

    static async Task<Results<Ok<ReplaceAddress.Replaced>, ProblemHttpResult>> ReplaceAddressAsync(Guid id, HttpContext context, ReplaceAddress replace, CancellationToken cancel) =>
        await replace.ExecuteAsync(context.Viewer(), id, cancel) is { } replaced ? TypedResults.Ok(replaced) : Problems.NotFound();

    static async Task<Results<Ok<TestConnection.Answer>, ProblemHttpResult>> TestAsync(
        Guid id, HttpContext context, TestConnection test, CancellationToken cancel) =>
        await test.ExecuteAsync(context.Viewer(), id, cancel) is { } answer ? TypedResults.Ok(answer) : Problems.NotFound();

    static async Task<Results<Ok<Page<BringInNumbers.Offered>>, ProblemHttpResult>> NumbersAsync(
        Guid id, HttpContext context, BringInNumbers numbers, CancellationToken cancel) => PageOf(await numbers.FindAsync(context.Viewer(), id, cancel));

    static async Task<Results<Ok<Page<BringInNumbers.BroughtIn>>, ProblemHttpResult>> BringInAsync(
        Guid id, BringInNumbers.Request request, HttpContext context, BringInNumbers numbers, CancellationToken cancel) =>
        PageOf(await numbers.ExecuteAsync(context.Viewer(), id, request, cancel));

    static Results<Ok<Page<T>>, ProblemHttpResult> PageOf<T>(Result<IReadOnlyList<T>>? answer) => answer switch
    {
        null => Problems.NotFound(),
        { Refusal: { } refusal } => Problems.Refused(refusal),
        { Value: var items } => TypedResults.Ok(new Page<T>(items!, null)),
    };
}
