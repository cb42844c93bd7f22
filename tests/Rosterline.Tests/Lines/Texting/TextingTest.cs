using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines.Texting;

public sealed class TextingTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "HS-09")]
    [Trait("Requirement", "HS-12")]
    public async Task A_number_typed_for_somebody_replaces_the_one_she_had()
    {
        var (first, second, maya) = (await LineAsync(), await LineAsync(), await app.Agency.UserAsync("Maya"));
        (await GiveAsync(maya, first.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OfAsync(maya)).ShouldBe((first.Number, 0));
        (await GiveAsync(maya, new PhoneNumber(long.Parse(second.Number[1..])).Display, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OfAsync(maya)).ShouldBe((second.Number, 0));
        (await app.Agency.ReadAsync<long>("select count(*) from line_user where root_id = $1 and user_id = $2", app.Agency.RootId, maya)).ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "HS-15")]
    public async Task A_colleagues_number_is_shared_only_on_purpose_and_a_wrong_one_is_said()
    {
        var (line, maya) = (await LineAsync(), await app.Agency.UserAsync("Maya"));
        var refused = await GiveAsync(maya, line.Number, share: false);
        await refused.ShouldRefuseAsync("number_shared");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Dana Reyes");
        (await GiveAsync(maya, line.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await GiveAsync(maya, "55-hello", share: false)).ShouldRefuseAsync("number_wrong");
        await (await GiveAsync(maya, "+1 901 555 9876", share: false)).ShouldRefuseAsync("not_in_account");
        (await GiveAsync(Ids.New(), line.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "AR-23")]
    public async Task A_number_has_so_many_seats()
    {
        var line = await LineAsync();
        foreach (var name in new[] { "Ana", "Ben" }) (await GiveAsync(await app.Agency.UserAsync(name), line.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var cleo = await app.Agency.UserAsync("Cleo");
        await (await GiveAsync(cleo, line.Number, share: true)).ShouldRefuseAsync("seats_taken");
        await (await admin.PutAsJsonAsync("/api/v1/texting/seats", new { perLine = 0 })).ShouldRefuseAsync("seats_wrong");
        (await admin.PutAsJsonAsync("/api/v1/texting/seats", new { perLine = 4 })).EnsureSuccessStatusCode();
        (await GiveAsync(cleo, line.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = await RowAsync(line.Id);
        (row.GetProperty("seats").GetInt32(), row.GetProperty("users").GetArrayLength()).ShouldBe((4, 4));
    }

    [Fact]
    [Trait("Requirement", "HS-14")]
    [Trait("Requirement", "HS-13")]
    public async Task Who_is_taken_off_sees_and_sends_no_more_and_everything_stays()
    {
        var (line, maya) = (await LineAsync(), await app.Agency.UserAsync("Maya"));
        (await GiveAsync(maya, line.Number, share: true)).EnsureSuccessStatusCode();
        using var hers = await app.ClientAsync(maya);
        var talk = Ids.New();
        await app.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, last_at, preview, assignee_id) values ($1, $2, $3, 13035550111, now(), 'Hello', $4)", app.Agency.RootId, talk, line.Id, maya);
        (await hers.GetAsync(At($"conversations/{talk}"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync(At($"texting/users/{maya}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await hers.GetAsync(At($"conversations/{talk}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await (await hers.PostAsJsonAsync("/api/v1/messages", new { to = "+13035550111", body = "Hi" })).ShouldRefuseAsync("no_line");
        (await admin.GetAsync(At($"conversations/{talk}"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync(At($"texting/users/{maya}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GiveAsync(await app.Agency.UserAsync("Next"), line.Number, share: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "HS-03")]
    public async Task A_replaced_address_is_dead_at_once()
    {
        var line = await LineAsync();
        var connection = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/connections")).GetProperty("items")[0];
        var (id, old) = (connection.GetProperty("id").GetGuid(), connection.GetProperty("hookAddress").GetString()!);
        var replaced = await (await admin.PostAsync(At($"connections/{id}/address"), null)).Content.ReadFromJsonAsync<JsonElement>();
        replaced.GetProperty("address").GetString().ShouldNotBe(old);
        replaced.GetProperty("pointed").GetInt32().ShouldBe(1);
        (await app.Agency.ReadAsync<string>("select incoming_url from carrier_number where owner = $1 and number = $2", app.Agency.RootId, long.Parse(line.Number[1..])))
            .ShouldBe(replaced.GetProperty("address").GetString());
        using var carrier = new HttpClient();
        using var body = new StringContent("{}");
        (await carrier.PostAsync(new Uri(app.Address, new Uri(old).PathAndQuery), body)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "AR-21")]
    public async Task A_monthly_allowance_counts_and_then_holds_the_line()
    {
        var line = await LineAsync();
        (await admin.PatchAsJsonAsync($"/api/v1/lines/{line.Id}", new { monthlyAllowance = 2 })).EnsureSuccessStatusCode();
        for (var n = 0; n < 2; n++) (await SendAsync(n)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var row = await RowAsync(line.Id);
        (row.GetProperty("sentThisMonth").GetInt32(), row.GetProperty("monthlyAllowance").GetInt32()).ShouldBe((2, 2));
        app.Get<Rosterline.Lines.LineReader>().Forget();
        var refused = await SendAsync(2);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("written its 2 texts of the month");
        (await admin.PatchAsJsonAsync($"/api/v1/lines/{line.Id}", new { monthlyAllowance = 0 })).EnsureSuccessStatusCode();
        (await SendAsync(3)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task What_was_counted_once_is_not_counted_again()
    {
        var line = await LineAsync();
        // Looked at by the application's own clock already, which is days ahead of this one.
        await app.Agency.RunAsync("delete from usage_cursor where root_id = $1", app.Agency.RootId);
        var usage = new Rosterline.Lines.Texting.LineUsage(app.Sql, app.Clock);
        await WriteAsync(line.Id, app.Clock.GetUtcNow().AddMinutes(-30), 5);
        await WriteAsync(line.Id, app.Clock.GetUtcNow(), 2);
        for (var again = 0; again < 2; again++) (await usage.ReadAsync(app.Agency.RootId, default))[line.Id].ShouldBe(7);
        (await app.Agency.ReadAsync<int>("select sent from line_usage where root_id = $1", app.Agency.RootId)).ShouldBe(5);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await WriteAsync(line.Id, app.Clock.GetUtcNow(), 1);
        (await usage.ReadAsync(app.Agency.RootId, default))[line.Id].ShouldBe(8);
    }

    async Task WriteAsync(Guid line, DateTimeOffset at, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var first = Ids.FirstOf(at.AddMilliseconds(n));
            await app.Agency.RunAsync("""
                insert into message (root_id, id, conversation_id, line_id, number, direction, body, status, created_at) values ($1, $2, $2, $3, 1, 1, '', 5, $4)
                """, app.Agency.RootId, first, line, at);
        }
    }

    async Task<(Guid Id, string Number)> LineAsync()
    {
        var line = await (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { })).Content.ReadFromJsonAsync<JsonElement>();
        return (line.GetProperty("id").GetGuid(), line.GetProperty("number").GetString()!);
    }

    Task<HttpResponseMessage> GiveAsync(Guid user, string number, bool share) => admin.PutAsJsonAsync($"/api/v1/texting/users/{user}", new { number, share });

    Task<HttpResponseMessage> SendAsync(int n) => admin.PostAsJsonAsync("/api/v1/messages", new { to = $"+1303555020{n}", body = $"Hello {n}" });

    async Task<(string Number, int Others)> OfAsync(Guid user)
    {
        var row = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/texting/users")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("userId").GetGuid() == user);
        return (row.GetProperty("number").GetString()!, row.GetProperty("others").GetInt32());
    }

    async Task<JsonElement> RowAsync(Guid line) =>
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/lines")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("id").GetGuid() == line);

    static Uri At(string path) => new("/api/v1/" + path, UriKind.Relative);
}
