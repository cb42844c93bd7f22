using System.Net;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Conversations.History;

/// <summary>The texts of a record over all lines.</summary>
public class ReadHistoryTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "AR-18")]
    [Trait("Requirement", "AR-20")]
    [Trait("Requirement", "HS-31")]
    public async Task Shows_every_text_on_my_lines_once_and_only_counts_the_others()
    {
        var person = await App.Agency.PersonAsync("Lucas", "History", 19015550510);
        var (mine, other, foreign) = (await LineAsync(true), await LineAsync(true), await LineAsync(false));
        var at = DateTimeOffset.UnixEpoch.AddYears(56);
        await ConversationAsync(mine, person, [at.AddMinutes(1), at.AddMinutes(4), at.AddMinutes(3), at.AddMinutes(9)]);
        await ConversationAsync(other, person, [at.AddMinutes(2), at.AddMinutes(5), at.AddMinutes(6)]);
        await ConversationAsync(foreign, person, [.. Enumerable.Range(0, 12).Select(n => at.AddMinutes(n))]);
        var client = await App.ClientAsync();
        foreach (var limit in new[] { 1, 2, 3, 50 })
        {
            var seen = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await client.AskAsync($"people/{person}/history?limit={limit}&cursor={cursor}");
                page.GetProperty("elsewhere").GetInt32().ShouldBe(12);
                seen.AddRange(page.GetProperty("items").Texts("message", "body"));
                cursor = page.GetProperty("next").GetString();
            }

            seen.Count.ShouldBe(7);
            seen.Distinct().Count().ShouldBe(7);
            foreach (var line in new[] { mine, other })
                seen.Where(body => body.StartsWith($"{line}", StringComparison.Ordinal)).ShouldBe(seen.Where(body => body.StartsWith($"{line}", StringComparison.Ordinal)).OrderDescending());
        }

        (await client.AskAsync($"people/{person}")).GetProperty("otherTexts").GetInt32().ShouldBe(12);
        (await client.GetAsync($"/api/v1/people/{person}/history?cursor=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.AskAsync($"people/{Ids.New()}/history")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "HS-28")]
    public async Task Conversations_can_be_narrowed_to_employees_or_contacts()
    {
        var line = await LineAsync(true);
        var contact = await App.Agency.PersonAsync("Cora", "Contact", 19015550520);
        await App.Agency.RunAsync("update person set is_candidate = false, is_contact = true where root_id = $1 and id = $2", App.Agency.RootId, contact);
        await ConversationAsync(line, contact, [DateTimeOffset.UnixEpoch.AddYears(56)]);
        var client = await App.ClientAsync();
        (await client.AskAsync("conversations?kind=contact")).GetProperty("items").Texts("title").ShouldBe(["Cora Contact"]);
        (await client.AskAsync("conversations?kind=employee")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetAsync("/api/v1/conversations?kind=nobody")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    async Task<Guid> LineAsync(bool assigned)
    {
        var line = Ids.New();
        await App.Agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) select $1, $2, $1, $1, 19015558000 + count(*), 'History' from line where root_id = $1", App.Agency.RootId, line);
        if (assigned) await App.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", App.Agency.RootId, line, App.Agency.AdminId);
        App.Get<Rosterline.Accounts.ViewerReader>().Forget(App.Agency.RootId);
        return line;
    }

    // Texts in the order of their places; the body names line and place.
    async Task ConversationAsync(Guid line, Guid person, DateTimeOffset[] at)
    {
        var conversation = Ids.New();
        await App.Agency.RunAsync("""
            insert into conversation (root_id, id, line_id, number, person_id, last_seq, last_at, last_inbound_at)
            select $1, $2, $3, n.number, $4, $5, $6, $6 from person_number n where n.root_id = $1 and n.person_id = $4
            """, App.Agency.RootId, conversation, line, person, at.Length, at.Max());
        for (var seq = 1; seq <= at.Length; seq++)
            await App.Agency.RunAsync("""
                insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, created_at) values ($1, $2, $3, $4, 1, $5, 0, 11, $6, $7)
                """, App.Agency.RootId, Ids.New(), conversation, line, seq, $"{line} {seq:000}", at[seq - 1]);
    }
}
