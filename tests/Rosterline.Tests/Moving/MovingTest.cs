using Rosterline.Accounts.Audit;
using Rosterline.Moving;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

/// <summary>An organisation goes from one Rosterline to another and is the same there.</summary>
public class MovingTest(MovedAgency moved) : IClassFixture<MovedAgency>
{
    // What these say of the import itself, and of the system it runs on, comes on top.
    static readonly string[] Grown = ["audit_entry.ndjson", "audit_seal.ndjson"];

    [Fact, Trait("Requirement", "H-14")]
    public async Task Everything_arrives_as_it_was()
    {
        var before = new ZipBytes(moved.Export);
        MovedTables.All.Where(table => before.Rows[table.FileName] == 0).Select(table => table.Name).ShouldBe(["outbox"]);
        await using var there = await TestApp.StartAsync();
        var arrived = await MovedAgency.BringAsync(there, moved.Export);
        arrived.Refusal.ShouldBeNull();
        var after = new ZipBytes(await MovedAgency.ExportAsync(there, moved.RootId));
        foreach (var (file, digest) in before.Digests.Where(file => !Grown.Contains(file.Key))) after.Digests[file].ShouldBe(digest, file + Difference(before[file], after[file]));
        foreach (var file in Grown) after[file].StartsWith(before[file], StringComparison.Ordinal).ShouldBeTrue(file + Difference(before[file], after[file]));
        var shapes = await TableShape.AllAsync(there.Sql, default);
        foreach (var table in MovedTables.All.Where(table => shapes[table.Name].Columns.Contains("root_id") && !Grown.Contains(table.FileName)))
            (await there.Agency.ReadAsync<long>($"select count(*) from {table.Name} t where t.root_id = $1", moved.RootId)).ShouldBe(before.Rows[table.FileName], table.Name);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task The_log_arrives_sealed_and_nothing_is_sent()
    {
        await using var there = await TestApp.StartAsync();
        var export = WithQueued(moved.Export, out var queued);
        var arrived = (await MovedAgency.BringAsync(there, export)).Value!;
        arrived.Unclear.ShouldBe(1);
        arrived.Waiting.ShouldBe(await there.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and status in (0, 1)", moved.RootId));
        arrived.Waiting.ShouldBeGreaterThan(0);
        (await there.Agency.ReadAsync<string>("select paused_reason from organisation where root_id = $1 and paused_at is not null", moved.RootId)).ShouldStartWith("Brought in from the export of");
        (await there.Agency.ReadAsync<bool>("select look_up_first from outbox where root_id = $1 and message_id = $2", moved.RootId, queued)).ShouldBeTrue();
        (await there.Agency.ReadAsync<string>("select status::text from message where root_id = $1 and id = $2", moved.RootId, queued)).ShouldBe("3");
        await there.Get<SealAudit>().SealAllAsync(default);
        var checkedLog = await there.Get<CheckAudit>().ExecuteAsync(moved.RootId, default);
        checkedLog.Faults.Where(fault => !fault.Words.Contains("answers", StringComparison.Ordinal)).ShouldBeEmpty();
        checkedLog.Entries.ShouldBeGreaterThan(new ZipBytes(export).Rows["audit_seal.ndjson"]);
        arrived.StartPath.ShouldStartWith("/start/");
    }

    [Fact, Trait("Requirement", "H-14")]
    public void No_secret_goes_along()
    {
        var files = new ZipBytes(moved.Export);
        foreach (var (file, secret) in new[] { ("app_user", "password_hash"), ("provider_connection", "secrets"), ("provider_connection", "hook_token"), ("single_sign_on", "client_secret"), ("user_credential", "secrets"), ("person", "ssn_hash") })
            files[$"{file}.ndjson"].ShouldNotContain($"\"{secret}\":");
        files.Rows.Keys.ShouldNotContain("api_key.ndjson");
        files.Manifest["leftOut"]!["api_key"]!.GetValue<string>().ShouldContain("secret");
    }

    static byte[] WithQueued(byte[] export, out Guid id)
    {
        var zip = new ZipBytes(export);
        var (made, message) = (Guid.CreateVersion7(), System.Text.Json.Nodes.JsonNode.Parse(zip["message.ndjson"].Split('\n').First(line => line.Contains("\"direction\":1", StringComparison.Ordinal) && !line.Contains("\"seq\":null", StringComparison.Ordinal)))!);
        (message["id"], message["seq"], message["status"], message["handed_at"], message["provider_message_id"]) = (made.ToString(), 9000, 2, null, null);
        var head = new System.Text.Json.Nodes.JsonObject
        {
            ["message_id"] = made.ToString(), ["line_id"] = message["line_id"]!.DeepClone(), ["conversation_id"] = message["conversation_id"]!.DeepClone(), ["seq"] = 9000,
            ["number"] = message["number"]!.DeepClone(), ["lane"] = 1, ["due_at"] = "2026-01-01T00:00:00+00:00", ["segments"] = 1, ["exempt"] = false, ["state"] = 1, ["attempt"] = 0,
        };
        id = made;
        return zip.Forged("message.ndjson", lines => lines + message.ToJsonString() + "\n").Forged("outbox.ndjson", lines => lines + head.ToJsonString() + "\n").ToArray();
    }

    static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(old.Length, now.Length)).FirstOrDefault(i => i >= old.Length || i >= now.Length || old[i] != now[i], -1);
        return at < 0 ? "" : $" differs in line {at + 1}:\n{old.ElementAtOrDefault(at)}\n{now.ElementAtOrDefault(at)}";
    }
}
