using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Phones;

/// <summary>The virtual handsets, and faults on demand.</summary>
static class PhonesApi
{
    public sealed record Page(IReadOnlyList<FindPhones.Phone> Items, string? Next);

    /// <param name="MediaUrl">One of the carrier's sample pictures, see <see cref="SamplePicture"/>.</param>
    public sealed record TextRequest(string To, string? Body, string? MediaUrl);

    public sealed record Texted(Guid Id);

    public static void Map(RouteGroupBuilder api)
    {
        var phones = api.MapGroup("/phones").ForEveryViewer().WithTags("Phones");
        phones.MapGet("", async (string? q, HttpContext context, FindPhones find, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await find.ExecuteAsync(context.Viewer(), q, cancel), null))).WithSummary("Virtual handsets of simulated lines");
        phones.MapGet("faults", async (HttpContext context, PhoneFaults faults, CancellationToken cancel) =>
            TypedResults.Ok(await faults.ReadAsync(context.Viewer().RootId, cancel))).WithSummary("What the simulated carrier does wrong on purpose");
        phones.MapPut("faults", ChangeFaultAsync).WithSummary("Make the simulated carrier misbehave");
        phones.MapGet("{number}", OpenAsync).WithSummary("One handset with its texts");
        phones.MapPost("{number}/messages", TextAsync).WithSummary("Text a line from a handset");
        var lines = api.MapGroup("/lines").RequirePermission(Permissions.Administer).WithTags("Lines");
        lines.MapPost("simulated", AddLineAsync).WithSummary("Use a simulated line");
    }

    static async Task<Results<Ok<FindPhones.OpenPhone>, ProblemHttpResult>> OpenAsync(
        string number, HttpContext context, FindPhones find, CancellationToken cancel) =>
        PhoneNumber.FromWire(number) is { } phone ? TypedResults.Ok(await find.OpenAsync(context.Viewer(), phone, cancel)) : Problems.NotFound();

    static async Task<Results<Created<Texted>, ProblemHttpResult>> TextAsync(
        string number, TextRequest request, HttpContext context, TextFromPhone text, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(number) is not { } phone) return Problems.NotFound();
        var answer = await text.ExecuteAsync(context.Viewer(), phone, request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Created($"/api/v1/phones/{number}", new Texted(answer.Value));
    }

    static async Task<Results<Ok<Fault>, ProblemHttpResult>> ChangeFaultAsync(Fault fault, HttpContext context, PhoneFaults faults, NpgsqlDataSource database, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        var allowed = viewer.May(Permissions.Administer) || await database.Command(
            "select is_demo from organisation where root_id = $1", viewer.RootId).ExecuteScalarAsync(cancel) is true;
        if (!allowed) return Problems.NotFound();
        var answer = await faults.ExecuteAsync(viewer, fault, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Created<LineSummary>, ProblemHttpResult>> AddLineAsync(
        AddSimulatedLine.Request request, HttpContext context, AddSimulatedLine add, FindLines find, CancellationToken cancel)
    {
        var answer = await add.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Created($"/api/v1/lines/{answer.Value}", await find.FindAsync(context.Viewer(), answer.Value, cancel));
    }
}
