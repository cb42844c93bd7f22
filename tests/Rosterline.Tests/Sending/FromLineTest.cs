using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Sending.Broadcasts;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

/// <summary>One answer to "from which line?", whether a text to many is prepared, a conversation opened or a text sent through the API.</summary>
public sealed class FromLineTest : BroadcastWorld
{
    const long Number = 19015550300;

    [Fact, Trait("Requirement", "P-17")]
    public async Task Among_several_lines_my_default_is_chosen_else_the_one_of_my_branch_else_none_with_the_reason()
    {
        var second = await SecondAsync();
        var lucas = await App.Agency.PersonAsync("Lucas", "Vega", Number);
        (await ChosenAsync(lucas)).ShouldBe(second);

        await App.Agency.RunAsync("update line_user set is_default = false where root_id = $1", App.Agency.RootId);
        (await ChosenAsync(lucas)).ShouldBeNull();
        var refused = await Client.PostAsJsonAsync("/api/v1/messages", new { personId = lucas, body = "Saturday?" });
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("Choose your default in My settings");

        await App.Agency.RunAsync("update line set account_id = $2 where root_id = $1 and id = $3", App.Agency.RootId, App.Agency.AccountId, Line.Id);
        (await ChosenAsync(lucas)).ShouldBe(Line.Id);
        await MakeDefaultAsync(second);
        (await ChosenAsync(lucas)).ShouldBe(second);
    }

    [Fact, Trait("Requirement", "P-17")]
    public async Task The_line_a_person_knows_comes_first_for_ninety_days_with_any_of_her_numbers()
    {
        await SecondAsync();
        var lucas = await App.Agency.PersonAsync("Lucas", "Vega", Number);
        await TalkedAsync(Line.Id, Number, null, daysAgo: 89);
        (await ChosenAsync(lucas)).ShouldBe(Line.Id);

        // Another number of his by now: he still knows the line.
        await App.Agency.RunAsync("update conversation set person_id = $2, number = 19015550999 where root_id = $1 and last_seq > 0", App.Agency.RootId, lucas);
        (await ChosenAsync(lucas)).ShouldBe(Line.Id);
    }

    [Fact, Trait("Requirement", "P-17")]
    public async Task A_line_of_long_ago_or_of_others_or_switched_off_is_not_chosen()
    {
        var second = await SecondAsync();
        var lucas = await App.Agency.PersonAsync("Lucas", "Vega", Number);
        await TalkedAsync(Line.Id, Number, lucas, daysAgo: 91);
        (await ChosenAsync(lucas)).ShouldBe(second);

        await App.Agency.RunAsync("update conversation set last_at = now() where root_id = $1 and last_seq > 0", App.Agency.RootId);
        (await ChosenAsync(lucas)).ShouldBe(Line.Id);
        await App.Agency.RunAsync("update line set active = false where root_id = $1 and id = $2", App.Agency.RootId, Line.Id);
        (await ChosenAsync(lucas)).ShouldBe(second);

        var others = await TestLine.AddAsync(App, Carrier, 19015550144, userId: await App.Agency.UserAsync("Maya"));
        await TalkedAsync(others.Id, Number, lucas, daysAgo: 0);
        (await ChosenAsync(lucas)).ShouldBe(second);
    }

    /// <summary>A second line, the default from now on.</summary>
    async Task<Guid> SecondAsync()
    {
        var second = (await TestLine.AddAsync(App, Carrier, 19015550143)).Id;
        await MakeDefaultAsync(second);
        return second;
    }

    Task<int> MakeDefaultAsync(Guid line) =>
        App.Agency.RunAsync("update line_user set is_default = line_id = $2 where root_id = $1 and user_id = $3", App.Agency.RootId, line, App.Agency.AdminId);

    Task<int> TalkedAsync(Guid line, long number, Guid? person, int daysAgo) => App.Agency.RunAsync("""
        insert into conversation (root_id, id, line_id, number, person_id, last_at, last_seq) values ($1, $2, $3, $4, $5::uuid, now() - make_interval(days => $6), 1)
        """, App.Agency.RootId, Ids.New(), line, number, person, daysAgo);

    /// <summary>What all three answer, which is the same; null: none of the lines. The text is for later, so it makes no line known.</summary>
    async Task<Guid?> ChosenAsync(Guid person)
    {
        var preview = (await PreviewAsync(new { personIds = new[] { person }, body = "Northwind: Saturday? Reply STOP to stop." })).GetProperty("people")[0].GetProperty("lineId");
        var (many, opened, sent) = (preview.ValueKind == JsonValueKind.Null ? (Guid?)null : preview.GetGuid(), await OpenedAsync(person), await SentAsync(person));
        opened.ShouldBe(many);
        sent.ShouldBe(many);
        return many;
    }

    async Task<Guid?> OpenedAsync(Guid person)
    {
        var answer = await Client.PostAsJsonAsync("/api/v1/conversations", new { personId = person });
        return answer.IsSuccessStatusCode ? (await AnswerAsync(answer)).GetProperty("conversation").GetProperty("line").GetProperty("id").GetGuid() : await RefusedAsync(answer);
    }

    async Task<Guid?> SentAsync(Guid person)
    {
        var answer = await Client.PostAsJsonAsync("/api/v1/messages", new { personId = person, body = $"Northwind: {Ids.New()}", sendAt = TimeProvider.System.GetUtcNow().AddDays(1) });
        if (!answer.IsSuccessStatusCode) return await RefusedAsync(answer);
        return await App.Agency.ReadAsync<Guid>("select line_id from message where root_id = $1 and id = $2", App.Agency.RootId, (await AnswerAsync(answer)).GetProperty("id").GetGuid());
    }

    static async Task<Guid?> RefusedAsync(HttpResponseMessage answer)
    {
        (await CodeAsync(answer)).ShouldBe("no_line");
        return null;
    }
}
