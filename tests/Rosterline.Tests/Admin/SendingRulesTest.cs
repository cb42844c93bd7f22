using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin;

public sealed class SendingRulesTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient client = null!;

    public async Task InitializeAsync() => client = await (app = await TestApp.StartAsync()).ClientAsync();

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "EN-25")]
    [Trait("Requirement", "EN-27")]
    public async Task A_switch_takes_scheduling_out_of_the_send_window()
    {
        var person = await app.Agency.PersonAsync("Lucas", "Vega", 19015550143);
        async Task<bool> OfferedAsync() =>
            (await (await client.PostAsJsonAsync("/api/v1/broadcasts/preview", new { personIds = new[] { person }, body = "" })).ReadAsync()).GetProperty("schedule").GetBoolean();
        (await OfferedAsync()).ShouldBeTrue();

        (await client.PutAsJsonAsync("/api/v1/organisation/sending-rules", new { fallThrough = false, scheduleInWindow = false, callingHours = true, broadcastUndoSeconds = 30 })).EnsureSuccessStatusCode();
        (await OfferedAsync()).ShouldBeFalse();
        (await app.Agency.ReadAsync<string>("select detail ->> 'before' from audit_entry where root_id = $1 and action = 'sending_rules.changed'", app.Agency.RootId)).ShouldNotBeNull().ShouldContain("scheduleInWindow");
    }

    [Fact]
    public async Task Only_administrators_change_them_and_only_to_what_makes_sense()
    {
        using var maya = await app.ClientAsync(await app.Agency.UserAsync("Maya Ortiz"));
        var rules = new { fallThrough = true, scheduleInWindow = true, callingHours = true, broadcastUndoSeconds = 601 };
        await (await client.PutAsJsonAsync("/api/v1/organisation/sending-rules", rules)).ShouldRefuseAsync("undo_seconds");
        ((int)(await maya.PutAsJsonAsync("/api/v1/organisation/sending-rules", rules)).StatusCode).ShouldBeInRange(403, 404);
    }
}
