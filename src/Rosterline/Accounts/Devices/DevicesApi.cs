using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Devices;

/// <summary>One's own signed-in devices.</summary>
static class DevicesApi
{
    public sealed record Page(IReadOnlyList<Row> Items, string? Next);

    /// <param name="Address">Network address it was last seen at.</param>
    /// <param name="Current">The one this request comes from.</param>
    public sealed record Row(Guid Id, string Device, string Address, SignInWay Way, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Current);

    public sealed record Ended(int Devices);

    public static void Map(RouteGroupBuilder session)
    {
        session.MapGet("devices", ListAsync).WithSummary("The devices one is signed in on");
        session.MapDelete("devices/{id:guid}", EndAsync).WithSummary("Sign one device out, within a second");
        session.MapPost("devices/end-others", EndOthersAsync).WithSummary("Sign every other device out");
    }

    static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        var rows = await database.Command("""
            select id, browser, address, way, started_at, seen_at from user_session
            where user_id = $1 and ended_at is null and ends_at > $2 order by id = $3 desc, seen_at desc
            """, who.UserId, clock.GetUtcNow(), who.SessionId).ReadAllAsync(row => new Row(
                row.GetGuid(0), DeviceName.Of(row.GetString(1)), row.GetString(2), (SignInWay)row.GetInt16(3),
                row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetGuid(0) == who.SessionId), cancel);
        return TypedResults.Ok(new Page(rows, null));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid id, HttpContext context, EndSessions end, CancellationToken cancel) =>
        SignedIn.Own(context.User) is { } who && await end.OneAsync(who, id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Results<Ok<Ended>, ProblemHttpResult>> EndOthersAsync(HttpContext context, EndSessions end, CancellationToken cancel) =>
        SignedIn.Own(context.User) is { } who ? TypedResults.Ok(new Ended(await end.OthersAsync(who, cancel))) : Problems.NotFound();
}
