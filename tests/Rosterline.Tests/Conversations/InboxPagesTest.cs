using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Conversations;

/// <summary>The inbox in pages: every conversation once, newest first, however the texts are spread over the lines.</summary>
public sealed class InboxPagesTest
{
    const int Lines = 40;

    [Fact]
    public async Task Pages_hold_every_conversation_once_newest_first()
    {
        await using var app = await TestApp.StartAsync();
        var ids = await SeedAsync(app);
        using var client = await app.ClientAsync();

        foreach (var (limit, state, condition) in new[] { (7, "all", "true"), (50, "all", "true"), (50, "needs_reply", "attention = 1"), (200, "done", "attention = 0") })
        {
            var seen = new List<Guid>();
            string? cursor = "";
            while (cursor is not null)
            {
                var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/conversations?view=team&state={state}&limit={limit}{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
                var items = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
                items.Count.ShouldBeLessThanOrEqualTo(limit);
                seen.AddRange(items);
                cursor = page.GetProperty("next").GetString();
            }
            var expected = await app.Agency.ReadAsync<Guid[]>($"select array_agg(id order by last_at desc, id desc) from conversation where root_id = $1 and line_id = any($2) and {condition}",
                app.Agency.RootId, ids);
            seen.SequenceEqual(expected!).ShouldBeTrue($"{state}, {limit} a page: {seen.Count} of {expected!.Length}");
        }
    }

    // One busy line with long runs, many quiet ones, one that the administrator does not see, and equal times.
    static async Task<Guid[]> SeedAsync(TestApp app)
    {
        await using var carrier = await FakeCarrier.StartAsync();
        var first = await TestLine.AddAsync(app, carrier);
        Guid[] ids = [.. Enumerable.Range(0, Lines).Select(_ => Rosterline.Platform.Ids.New())];
        await app.Agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) select $1, i.id, $2, $3, 19015560000 + i.n, 'Line ' || i.n from unnest($4::uuid[]) with ordinality i(id, n)",
            app.Agency.RootId, app.Agency.BranchId, first.ConnectionId, ids);
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id, is_default) select $1, id, $2, false from unnest($3::uuid[]) i(id)", app.Agency.RootId, app.Agency.AdminId, ids[1..]);
        await app.Agency.RunAsync("""
            insert into conversation (root_id, id, line_id, number, last_at, attention)
            select $1, gen_random_uuid(), ($2::uuid[])[case when n % 400 < 250 then 2 else 1 + n % $3 end], 19016000000 + n, now() - (n / 3) * interval '7 seconds', n % 3
            from generate_series(0, 1199) n
            """, app.Agency.RootId, ids, Lines);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        return ids[1..];
    }
}
