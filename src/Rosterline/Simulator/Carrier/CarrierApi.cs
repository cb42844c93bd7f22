using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>The carrier's own HTTP surface, described in docs/simulated-carrier.md. Its customers show their token.</summary>
static class CarrierApi
{
    public const string Path = "/simulator/v1";
    static readonly object Key = new();

    public sealed record Problem(string Code, string Message);

    public sealed record FreeNumber(string Number, string Place, string Price);

    public sealed record WantedNumber(string? Number);

    public sealed record IncomingAddress(string? IncomingUrl);

    public static void Map(WebApplication app)
    {
        var carrier = app.MapGroup(Path).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(AuthenticateAsync);
        // Pictures are public, as at other carriers.
        app.MapGet(Path + "/media/{name}", (string name) => SamplePicture.Draw(name) is { } picture ? Results.File(picture, "image/png") : Results.NotFound())
            .AllowAnonymous().ExcludeFromDescription();
        carrier.MapPost("/messages", TakeAsync);
        carrier.MapGet("/messages", (Guid reference, HttpContext http, CarrierQueries carried, CancellationToken cancel) =>
            Account(http).Fault.Mode == FaultMode.AcceptThenSilent ? SilentAsync(cancel) : ListAsync(carried.FindByReferenceAsync(Account(http), reference, cancel)));
        carrier.MapGet("/inbound", async (DateTimeOffset since, Guid? cursor, HttpContext http, CarrierQueries carried, CancellationToken cancel) =>
            TypedResults.Ok(await carried.ListReceivedAsync(Account(http), since, cursor, cancel)));
        carrier.MapGet("/numbers", (HttpContext http, CarrierQueries carried, CancellationToken cancel) => ListAsync(carried.ListNumbersAsync(Account(http), cancel)));
        carrier.MapPut("/numbers/{id:guid}", PointAsync);
        carrier.MapGet("/lookups/{number}", (string number) => PhoneNumber.FromWire(number) is { } known
            ? Results.Ok(new { CarrierPlan.KindOf(known.Digits).Type, CarrierPlan.KindOf(known.Digits).GetsTexts, Carrier = "Simulated carrier" }) : Results.NotFound());
        carrier.MapGet("/numbers/available", (int? areaCode, int? limit, HttpContext http, CarrierNumbers numbers, CancellationToken cancel) =>
            ListAsync(FreeAsync(numbers.FindFreeAsync(Account(http).Owner, areaCode, Math.Clamp(limit ?? 10, 1, 50), cancel))));
        carrier.MapPost("/numbers", TakeNumberAsync);
        carrier.MapGet("/account", (HttpContext http) => new AccountAnswer(Account(http).Name, Account(http).Numbers.Count));
    }

    internal sealed record AccountAnswer(string Name, int Numbers);

    static async ValueTask<object?> AuthenticateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers.Authorization.ToString();
        var account = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? await http.RequestServices.GetRequiredService<CarrierAccounts>().FindAsync(header[7..].Trim(), http.RequestAborted) : null;
        if (account is null) return TypedResults.Json(new Problem("unknown_token", "The carrier does not know this token."), statusCode: 401);
        http.Items[Key] = account;
        if (account.Fault.Mode == FaultMode.Refuse) return Answer(new Refusal("carrier_down", "The carrier is out of service."), http);
        return await next(context);
    }

    static CarrierAccount Account(HttpContext http) => (CarrierAccount)http.Items[Key]!;

    static async Task<IResult> TakeAsync(TakeText.Request request, HttpContext http, TakeText take, CancellationToken cancel)
    {
        var result = await take.ExecuteAsync(Account(http), request, cancel);
        return result.Refusal is { } refusal ? Answer(refusal, http) : TypedResults.Json(result.Value, statusCode: 201);
    }

    static JsonHttpResult<Problem> Answer(Refusal refusal, HttpContext http)
    {
        if (refusal.Code == "throttled") http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        var status = refusal.Code switch { "throttled" => 429, "carrier_down" => 503, "malformed" => 400, _ => 422 };
        return TypedResults.Json(new Problem(refusal.Code, refusal.Message), statusCode: status);
    }

    static async Task<IResult> PointAsync(
        Guid id, IncomingAddress address, HttpContext http, CarrierCallbacks callbacks, CarrierQueries carried, CancellationToken cancel)
    {
        if (!callbacks.Allows(address.IncomingUrl)) return Answer(new("callback_not_allowed", "This carrier calls back its own installation only."), http);
        return await carried.PointAsync(Account(http), id, address.IncomingUrl, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    static async Task<IReadOnlyList<FreeNumber>> FreeAsync(Task<IReadOnlyList<PhoneNumber>> free) => [.. (await free).Select(number => new FreeNumber(number.E164, "Simulated", "free"))];

    static async Task<IResult> TakeNumberAsync(WantedNumber wanted, HttpContext http, CarrierNumbers numbers, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(wanted.Number) is not { } number) return Answer(new("malformed", "Not a number."), http);
        return await numbers.TakeAsync(Account(http).Owner, Account(http).Id, number, cancel) is { } given
            ? TypedResults.Json(new CarrierQueries.OwnedNumber(given.Id, number.E164, number.Display, true, null), statusCode: 201)
            : TypedResults.Json(new Problem("number_taken", "The carrier has this number no longer."), statusCode: 409);
    }

    static async Task<IResult> ListAsync<T>(Task<IReadOnlyList<T>> items) => TypedResults.Ok(new { items = await items });

    static async Task<IResult> SilentAsync(CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return TypedResults.NoContent();
    }
}
