using Npgsql;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Crash;

/// <summary>kill -9 under load: what was acknowledged is there, and nothing was handed over twice (design, I1 and I2).</summary>
public sealed class KillTest(ITestOutputHelper output)
{
    const int Kills = 20, Senders = 220, Carriers = 40, FewestInFlight = 200;

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task Twenty_kills_under_load_lose_nothing_and_send_nothing_twice()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        carrier.ReplyDelay = 120;
        await using var database = await TestDatabase.CreateAsync();
        await using var sql = NpgsqlDataSource.Create(database.ConnectionString);
        var folder = Directory.CreateTempSubdirectory("rosterline-crash").FullName;
        var crash = await CrashAgency.CreateAsync(sql, folder, carrier, lines: 20);
        await using var app = new AppProcess(folder, database.ConnectionString);
        await app.StartAsync();
        using var load = new CrashLoad(app.Address, crash);
        load.Start(Senders, Carriers);

        var (seed, betweenAcceptAndReply, fewest) = (Random.Shared.Next(), 0, int.MaxValue);
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(400, 1400));
            await Eventually.HoldsAsync(() => load.InFlight + carrier.Unanswered >= FewestInFlight, seconds: 60);
            // Half of the kills are aimed at the dangerous moment: accepted over there, not yet answered.
            if (kill % 2 == 0) await Eventually.HoldsAsync(() => carrier.Unanswered > 0, seconds: 60);
            var (inFlight, unanswered) = (load.InFlight + carrier.Unanswered, carrier.Unanswered);
            await app.KillAsync();
            fewest = Math.Min(fewest, inFlight);
            if (unanswered > 0) betweenAcceptAndReply++;
            await app.StartAsync();
        }
        await load.StopAsync();
        var left = await Eventually.BecomesAsync(() => crash.Agency.ReadAsync<long>("select count(*) from outbox"), count => count == 0, seconds: 150);

        output.WriteLine($"seed {seed}: {load.AcknowledgedSends.Count} sends and {load.AcknowledgedTexts.Count} received texts acknowledged, {carrier.Accepted.Count} accepted by the carrier, " +
            $"{betweenAcceptAndReply} of {Kills} kills between acceptance and reply, at least {fewest} requests in flight, {left} left in the outbox");
        load.Surprises.ShouldBeEmpty();
        fewest.ShouldBeGreaterThanOrEqualTo(FewestInFlight);
        betweenAcceptAndReply.ShouldBeGreaterThanOrEqualTo(Kills * 3 / 10);
        await CheckAsync(sql, crash, carrier, load);
    }

    static async Task CheckAsync(NpgsqlDataSource sql, CrashAgency crash, FakeCarrier carrier, CrashLoad load)
    {
        carrier.Accepted.GroupBy(text => text.Reference).Where(g => g.Count() > 1).ShouldBeEmpty("handed over twice");
        var sends = await KeysAsync<Guid>(sql, "select id from message where direction = 1");
        load.AcknowledgedSends.Keys.Except(sends).ShouldBeEmpty("acknowledged sends that are lost");
        var received = await KeysAsync<string>(sql, "select provider_message_id from message where direction = 0");
        received.Count.ShouldBe(received.Distinct().Count(), "received texts stored twice");
        load.AcknowledgedTexts.Keys.Except(received).ShouldBeEmpty("acknowledged texts that are lost");
        var accepted = carrier.Accepted.Select(text => text.Reference).ToHashSet();
        var asSent = await KeysAsync<Guid>(sql, "select id from message where direction = 1 and status in (4, 5)");
        asSent.Except(accepted).ShouldBeEmpty("shown as sent, but the carrier never had them");
        accepted.Except(asSent).ShouldBeEmpty("the carrier has them, but they are not shown as sent");
        (await crash.Agency.ReadAsync<long>("select count(*) from message where direction = 1 and status in (2, 3)")).ShouldBe(0, "stuck");
        await CheckOrderAsync(sql, carrier);
        // No index watches over it: texts lie in partitions.
        (await KeysAsync<long>(sql, "select count(*) from message where seq is not null group by root_id, conversation_id, seq having count(*) > 1")).ShouldBeEmpty("places given twice");
        (await KeysAsync<long>(sql, "select count(*) from message_other")).ShouldBe([0], "texts outside their month");
    }

    static async Task CheckOrderAsync(NpgsqlDataSource sql, FakeCarrier carrier)
    {
        await using var command = sql.CreateCommand("select id, conversation_id, seq from message where direction = 1");
        var places = new Dictionary<Guid, (Guid Conversation, int Seq)>();
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) places[row.GetGuid(0)] = (row.GetGuid(1), row.GetInt32(2));
        var last = new Dictionary<Guid, int>();
        var inversions = 0;
        foreach (var (conversation, seq) in carrier.Accepted.Select(text => places[text.Reference]))
        {
            if (last.TryGetValue(conversation, out var before) && before > seq) inversions++;
            last[conversation] = seq;
        }
        inversions.ShouldBe(0, "order within conversations");
    }

    static async Task<List<T>> KeysAsync<T>(NpgsqlDataSource sql, string query)
    {
        var keys = new List<T>();
        await using var command = sql.CreateCommand(query);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) keys.Add(row.GetFieldValue<T>(0));
        return keys;
    }
}
