using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Providers.Telnyx;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Hooks;

/// <summary>A text to several people is kept with their numbers, and its keyword still counts.</summary>
public sealed class GroupTextTest(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Says_to_whom_else_it_went_and_stop_is_still_stop()
    {
        var (app, id, token) = (shared.App, Ids.New(), Ids.New().ToString("N"));
        await app.Agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, hook_token) values ($1, $2, $3, 'telnyx', 'Telnyx', $4::jsonb, $5)",
            app.Agency.RootId, id, app.Agency.AccountId, IHookSamples.All.Single(s => s.Provider == "telnyx").Settings.ToJsonString(), token);
        var connection = new Connection(app.Agency.RootId, id, "telnyx", "", this, new Uri(app.Address, $"/hooks/telnyx/{token}"));
        var body = JsonSerializer.SerializeToUtf8Bytes(new { data = new { event_type = "message.received", payload = new { id = "G1", from = "+13035550123", to = new[] { "+19015550142" }, cc = new[] { "+13035550155" }, text = "STOP" } } });
        var signed = TelnyxCases.Signed(connection, body, "application/json", TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.HookAddress) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        foreach (var (name, value) in signed.Headers) request.Headers.Add(name, value);
        using var client = new HttpClient();
        (await client.SendAsync(request)).EnsureSuccessStatusCode();

        (await app.Agency.ReadAsync<string>("select body from message where root_id = $1 and provider_message_id = 'G1'", app.Agency.RootId)).ShouldBe("STOP\n\n(A group text, also sent to (303) 555-0155)");
        (await app.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = 13035550123", app.Agency.RootId)).ShouldBe((short)1);
    }
}
