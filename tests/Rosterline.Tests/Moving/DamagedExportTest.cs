using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

/// <summary>What is not whole is refused with the place, and leaves nothing behind.</summary>
public class DamagedExportTest(MovedAgency moved, SharedApp there) : IClassFixture<MovedAgency>, IClassFixture<SharedApp>
{
    [Theory, Trait("Requirement", "H-14")]
    [InlineData("cut off", "not_an_export", "ends before its table of contents")]
    [InlineData("no zip", "not_an_export", "no zip archive")]
    [InlineData("another zip", "not_an_export", "no manifest.json")]
    [InlineData("newer", "export_newer", "Update first")]
    [InlineData("newer field", "export_newer", "person.ndjson, field shoe_size")]
    [InlineData("newer table", "export_newer", "robot.ndjson")]
    [InlineData("changed", "export_damaged", "person.ndjson: its checksum differs")]
    [InlineData("shortened", "export_damaged", "person.ndjson: it has")]
    [InlineData("missing", "export_damaged", "message.ndjson: it is missing")]
    [InlineData("added", "export_damaged", "more.txt: the manifest does not know")]
    [InlineData("attachment", "export_damaged", "attachments/")]
    [InlineData("line", "export_damaged", "person.ndjson, line 3: it does not fit: invalid input syntax")]
    [InlineData("user", "export_damaged", "app_user.ndjson, line 2: it is not JSON")]
    [InlineData("log", "export_damaged", "audit_seal.ndjson: entry 1 says something else than was sealed")]
    [InlineData("seal", "export_damaged", "audit_seal.ndjson: the seal of entry 1 is missing")]
    public async Task Refuses(string how, string code, string words)
    {
        var refusal = (await MovedAgency.BringAsync(there.App, Broken(how))).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain(words);
        foreach (var table in new[] { "organisation", "person", "message", "audit_entry", "inbound_receipt" })
            (await there.App.Agency.ReadAsync<long>($"select count(*) from {table} t where t.root_id = $1", moved.RootId)).ShouldBe(0, table);
        (await there.App.Agency.ReadAsync<long>("select count(*) from app_user where email like '%northwind.example'")).ShouldBe(0);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task Refuses_what_is_here_already_and_an_address_that_is_somebody_elses()
    {
        (await MovedAgency.BringAsync(moved.Old, moved.Export)).Refusal.ShouldNotBeNull().Code.ShouldBe("organisation_there");
        await there.App.Agency.RunAsync("update app_user set email = 'dana@northwind.example', normalized_email = 'DANA@NORTHWIND.EXAMPLE' where id = $1", there.App.Agency.AdminId);
        var taken = (await MovedAgency.BringAsync(there.App, moved.Export)).Refusal.ShouldNotBeNull();
        (taken.Code, taken.Message.Contains("dana@northwind.example", StringComparison.Ordinal)).ShouldBe(("email_taken", true));
        await there.App.Agency.RunAsync("update app_user set email = null, normalized_email = null where id = $1", there.App.Agency.AdminId);
    }

    byte[] Broken(string how)
    {
        var zip = new ZipBytes(moved.Export);
        return how switch
        {
            "cut off" => moved.Export[..(moved.Export.Length / 2)],
            "no zip" => "name,cell\nAna,1\n"u8.ToArray(),
            "another zip" => zip.With("manifest.json", null).ToArray(),
            "newer" => zip.Changed(m => (m["version"], m["product"]) = (2, "9.0.0")).ToArray(),
            "newer field" => zip.Changed(m => m["files"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == "person.ndjson")!["columns"]!.AsArray().Add("shoe_size")).ToArray(),
            "newer table" => zip.Changed(m => m["files"]!.AsArray()[0]!["name"] = "robot.ndjson").ToArray(),
            "changed" => zip.With("person.ndjson", zip["person.ndjson"].Replace("\"is_active\":true", "\"is_active\":tru3", StringComparison.Ordinal)).ToArray(),
            "shortened" => zip.With("person.ndjson", zip["person.ndjson"][..^100]).ToArray(),
            "missing" => zip.With("message.ndjson", null).ToArray(),
            "added" => zip.With("more.txt", "x").ToArray(),
            "attachment" => zip.With(zip["attachments.ndjson"].Split('"')[3], "xxxxxx").ToArray(),
            "line" => zip.Forged("person.ndjson", lines => Line(lines, 3, line => line.Replace("\"is_active\":true", "\"is_active\":\"perhaps\"", StringComparison.Ordinal))).ToArray(),
            "user" => zip.Forged("app_user.ndjson", lines => Line(lines, 2, _ => "{")).ToArray(),
            "log" => zip.Forged("audit_entry.ndjson", lines => lines.Replace("\"detail\":{", "\"detail\":{\"more\": 1, ", StringComparison.Ordinal)).Forged("audit_seal.ndjson", First).ToArray(),
            "seal" => zip.Forged("audit_seal.ndjson", lines => lines[(lines.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };

        // The seal of the entry with a detail alone.
        static string First(string lines)
        {
            var sealedDetail = lines.Split('\n').First(line => !line.Contains("\"salt\":null", StringComparison.Ordinal));
            var seal = System.Text.Json.Nodes.JsonNode.Parse(sealedDetail)!;
            seal["position"] = 1;
            return seal.ToJsonString() + "\n";
        }
    }

    static string Line(string lines, int number, Func<string, string> change)
    {
        var all = lines.Split('\n');
        all[number - 1] = change(all[number - 1]);
        return string.Join('\n', all);
    }
}
