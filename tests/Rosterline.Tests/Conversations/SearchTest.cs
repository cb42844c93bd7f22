using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Conversations;

public sealed class SearchTest : IClassFixture<SharedApp>
{
    const int Months = 8, OfTheirOwn = 5;

    readonly TestApp app;

    public SearchTest(SharedApp shared) => app = shared.App;

    /// <summary>A database that takes a tenth of a second for everything.</summary>
    sealed class SlowClock : TimeProvider
    {
        long asked;

        public override long GetTimestamp() => Interlocked.Increment(ref asked) * TimestampFrequency / 10;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goes_back_through_all_months_in_as_many_answers_as_it_takes(bool slow)
    {
        var (viewer, expected) = await SeedAsync(slow ? "slow" : "quick");
        var search = new Search(app.Sql, slow ? new SlowClock() : TimeProvider.System);
        var (found, answers, next) = (new List<string>(), 0, (DateOnly?)null);
        do
        {
            var answer = await search.ExecuteAsync(viewer, $"forklift \"{(slow ? "slow" : "quick")} word\"", next, default);
            if (next is { } before && answer.Next is { } further) further.ShouldBeLessThan(before);
            found.AddRange(answer.Messages.Select(message => message.Snippet.Replace("<<", "", StringComparison.Ordinal).Replace(">>", "", StringComparison.Ordinal)));
            (answers, next) = (answers + 1, answer.Next);
        }
        while (next is not null);

        found.ShouldBe(expected);
        if (slow) answers.ShouldBe(OfTheirOwn, "one month in an answer, the oldest with what lies behind it");
    }

    [Fact]
    public async Task Over_the_api_what_is_left_is_asked_for_until_nothing_is()
    {
        using var client = await app.ClientAsync();
        string? next = "";
        for (var asked = 0; next is not null; asked++)
        {
            asked.ShouldBeLessThan(20);
            var answer = await client.ReadAsync($"/api/v1/search/messages?q=nobodywrotethis{(next.Length > 0 ? "&before=" + next : "")}");
            answer.GetProperty("messages").GetArrayLength().ShouldBe(0);
            next = answer.GetProperty("next").GetString();
        }
    }

    // A text in each of eight months, newest first, of which the last three have no partition of their own.
    async Task<(Viewer, List<string>)> SeedAsync(string word)
    {
        var line = Rosterline.Platform.Ids.New();
        await app.Agency.RunAsync("select make_message_partitions((now() - make_interval(months => $1))::date, now()::date)", OfTheirOwn - 1);
        var conversation = Rosterline.Platform.Ids.New();
        await app.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, last_at) values ($1, $2, $3, 19015550199, now())", app.Agency.RootId, conversation, line);
        await app.Agency.RunAsync("""
            insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, created_at)
            select $1, overlay(first_id_of(at)::text placing substr($5, 1, 4) from 33)::uuid, $2, $3, 19015550199, n, 0, 11, 'Forklift ' || n || ', ' || $4 || ' word', at
            from (select n, now() - make_interval(months => n, mins => 5) as at from generate_series(0, $6 - 1) n) x
            """, app.Agency.RootId, conversation, line, word, word == "slow" ? "aaaa" : "bbbb", Months);
        return (app.Agency.Viewer(app.Agency.AdminId, Role.Administrator) with { LineIds = [line], WholeLineIds = [line] }, [.. Enumerable.Range(0, Months).Select(n => $"Forklift {n}, {word} word")]);
    }
}
