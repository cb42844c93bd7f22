using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Journal;

public sealed class ArchiveTest
{
    [Fact]
    [Trait("Requirement", "BY-01")]
    [Trait("Requirement", "BY-18")]
    public async Task Texts_with_candidates_and_employers_stand_on_their_records_wherever_they_were_written()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        var maya = await app.Agency.UserAsync("Maya Chen");
        var line = await TestLine.AddAsync(app, carrier, userId: maya);
        using var client = await app.ClientAsync(maya);
        // Her own sign-in at the provider: what she writes there and here is one conversation.
        await client.PutAsync("session/credentials", new { connectionId = line.ConnectionId, settings = new { username = "mayachen", password = FakeCarrier.Token } });
        var (employee, contact) = (await app.Agency.PersonAsync("Lucas", "Hale", 19015550143), await app.Agency.PersonAsync("Rita", "Moss", 19015550144));
        await app.Agency.RunAsync("update person set is_candidate = false, is_employee = true where root_id = $1 and id = $2", app.Agency.RootId, employee);
        await app.Agency.RunAsync("update person set is_candidate = false, is_contact = true where root_id = $1 and id = $2", app.Agency.RootId, contact);

        foreach (var (person, number) in new[] { (employee, 19015550143), (contact, 19015550144) })
        {
            // From the record, from the inbox, and what comes back.
            await client.TellAsync("messages", new { personId = person, body = "From the record" });
            var conversation = (await client.TellAsync("conversations", new { personId = person })).GetProperty("conversation").GetProperty("id").GetGuid();
            await client.TellAsync($"conversations/{conversation}/messages", new { body = "From the inbox" });
            (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound($"in-{number}", number, line.Number, "And back"))).EnsureSuccessStatusCode();

            (await client.AskAsync($"conversations/{conversation}/messages")).GetProperty("items").Texts("body").ShouldBe(["From the record", "From the inbox", "And back"], ignoreOrder: true);
            (await client.AskAsync($"people/{person}/history")).GetRawText().ShouldContain("And back");
            (await app.Agency.ReadAsync<long>("select count(*) from journal_note where root_id = $1 and person_id = $2 and message_id is not null", app.Agency.RootId, person)).ShouldBe(3);
        }
    }
}
