using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

public sealed class GroupCommitTest
{
    [Fact]
    public async Task Many_callers_share_few_writes_and_each_gets_her_own_answer()
    {
        var writes = 0;
        await using var commits = new GroupCommit<int, int>(async (items, _) =>
        {
            Interlocked.Increment(ref writes);
            await Task.Delay(20, CancellationToken.None);
            return [.. items.Select(item => item * 2)];
        }).Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => commits.WriteAsync(i, CancellationToken.None)));

        answers.ShouldBe(Enumerable.Range(0, 500).Select(i => i * 2));
        writes.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task One_bad_item_fails_alone()
    {
        await using var commits = new GroupCommit<int, int>((items, _) =>
            items.Contains(13) ? throw new PostgresException("no", "ERROR", "ERROR", "22021") : Task.FromResult<IReadOnlyList<int>>([.. items])).Start();

        var all = Enumerable.Range(0, 64).Select(i => commits.WriteAsync(i, CancellationToken.None)).ToList();

        for (var i = 0; i < 64; i++)
            if (i == 13) await Should.ThrowAsync<PostgresException>(all[i]);
            else (await all[i]).ShouldBe(i);
    }

    [Fact]
    public async Task A_lost_commit_fails_all_of_it_and_is_not_repeated()
    {
        var writes = 0;
        await using var commits = new GroupCommit<int, int>((_, _) =>
        {
            Interlocked.Increment(ref writes);
            throw new NpgsqlException("connection lost");
        }, writers: 1).Start();

        await Should.ThrowAsync<NotStoredException>(commits.WriteAsync(1, CancellationToken.None));

        writes.ShouldBe(1);
    }
}
