using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Lines.Exchanges;
using Rosterline.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines.Exchanges;

/// <summary>What is said between us and a provider is kept for who looks after it, without secrets and words.</summary>
public sealed class ExchangesTest : CarriedTest
{
    const string Body = "Kumquat at nine", To = "+13035550123";

    [Fact, Trait("Requirement", "P-20")]
    public async Task A_text_shows_what_was_said_about_it_in_order_and_nothing_secret()
    {
        var calls = 0;
        carrier.Behaviour = (_, context) =>
        {
            if (++calls > 1) return Task.FromResult(true);
            context.Response.StatusCode = 429;
            return Task.FromResult(false);
        };
        var id = (await (await client.PostAsJsonAsync("/api/v1/messages", new { to = To, body = Body })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Eventually.HoldsAsync(() => !carrier.Accepted.IsEmpty);
        using var outside = new HttpClient();
        (await FakeCarrier.PostAsync(outside, line.Hook, FakeCarrier.Status(carrier.Accepted.Single(), "delivered"))).EnsureSuccessStatusCode();
        (await FakeCarrier.PostAsync(outside, line.Hook, FakeCarrier.Status(carrier.Accepted.Single(), "delivered"), "another-token")).IsSuccessStatusCode.ShouldBeFalse();
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from exchange where what in ('send', 'webhook')") == 4);

        var why = await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}/why");
        why.GetProperty("exchanges").EnumerateArray().Select(e => (e.GetProperty("what").GetString(), e.GetProperty("verdict").GetString())).ShouldBe([("send", "refused"), ("send", "ok"), ("webhook", "ok")]);
        var forged = await client.GetFromJsonAsync<JsonElement>($"/api/v1/connections/{line.ConnectionId}/exchanges?failed=true");
        forged.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("verdict").GetString()).ShouldBe(["forged", "refused"]);

        var kept = await app.Agency.ReadAsync<string>("select string_agg(e::text, ' ') from exchange e");
        foreach (var secret in new[] { "Kumquat", "3035550123", FakeCarrier.Token, line.Hook.Segments[^1] }) kept!.ShouldNotContain(secret);
        var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Maya Ortiz"));
        (await recruiter.GetAsync($"/api/v1/connections/{line.ConnectionId}/exchanges")).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact, Trait("Requirement", "P-31")]
    public async Task The_page_of_a_connection_adds_up_what_it_did()
    {
        for (var n = 0; n < 3; n++) await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+1303555012{n}", body = $"{Body} {n}" });
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 3);
        carrier.Behaviour = async (_, context) =>
        {
            context.Response.StatusCode = 422;
            await context.Response.WriteAsJsonAsync(new { code = "unregistered" });
            return false;
        };
        await client.PostAsJsonAsync("/api/v1/messages", new { to = "+13035550129", body = Body });
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from message where status = 7") == 1);
        await app.Get<ExchangeLog>().FlushAsync(CancellationToken.None);

        var figures = await client.GetFromJsonAsync<JsonElement>($"/api/v1/connections/{line.ConnectionId}/figures");

        var hour = figures.GetProperty("hours").EnumerateArray().Last();
        (hour.GetProperty("accepted").GetInt64(), hour.GetProperty("refused").GetInt64()).ShouldBe((3, 1));
        figures.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("not_registered");
        figures.GetProperty("answerP95Ms").GetInt32().ShouldBeInRange(5, 5000);
        figures.GetProperty("numbers")[0].GetProperty("value").GetString().ShouldBe("+19015550142");
    }

    [Fact, Trait("Requirement", "P-26")]
    public async Task Who_texts_over_a_provider_that_is_down_is_told_and_nobody_else()
    {
        var elsewhere = await app.ClientAsync(await app.Agency.UserAsync("Maya Ortiz"));
        await app.Agency.RunAsync("update provider_connection set down_since = now() - interval '1 minute', probed_at = now() + interval '1 hour'");

        var told = (await client.GetFromJsonAsync<JsonElement>("/api/v1/troubles")).GetProperty("items");

        told.GetArrayLength().ShouldBe(1);
        told[0].GetProperty("words").GetString().ShouldStartWith("Fake has not answered since");
        (await elsewhere.GetFromJsonAsync<JsonElement>("/api/v1/troubles")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await app.Agency.RunAsync("update provider_connection set probed_at = null");
        await Eventually.HoldsAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/api/v1/troubles")).GetProperty("items").GetArrayLength() == 0);
    }

    [Theory, Trait("Requirement", "P-26")]
    [InlineData(40, 0, 6, true)]
    [InlineData(40, 1, 6, false)]
    [InlineData(40, 0, 4, false)]
    [InlineData(10, 0, 6, false)]
    public async Task Receipts_that_stop_are_told_where_they_are_usual(int receiptsBefore, int receiptsNow, int acceptedNow, bool told)
    {
        await CountAsync("accepted", 50, "2 hours");
        await CountAsync("receipt", receiptsBefore, "2 hours");
        await CountAsync("accepted", acceptedNow, "12 minutes");
        await CountAsync("receipt", receiptsNow, "2 minutes");

        var items = (await client.GetFromJsonAsync<JsonElement>("/api/v1/troubles")).GetProperty("items");

        items.EnumerateArray().Any(item => item.GetProperty("kind").GetString() == "no_receipts").ShouldBe(told);
    }

    [Fact, Trait("Requirement", "P-20")]
    public async Task Under_load_failures_are_all_kept_and_one_that_went_well_stands_for_several()
    {
        var (log, database) = (app.Get<ExchangeLog>(), app.Sql);
        var connection = new Connection(app.Agency.RootId, line.ConnectionId, "simulated", "Fake", new object(), line.Hook);
        const int Good = 3_000, Bad = 500;
        for (var n = 0; n < Good; n++) log.Received(connection, "POST", 204, "ok", TimeSpan.FromMilliseconds(3), 100, null);
        for (var n = 0; n < Bad; n++) log.Received(connection, "POST", 403, "forged", TimeSpan.FromMilliseconds(3), 100, null);
        await log.FlushAsync(CancellationToken.None);

        (await app.Agency.ReadAsync<long>("select count(*) from exchange where verdict = 'forged'")).ShouldBe(Bad);
        (await app.Agency.ReadAsync<long>("select count(*) from exchange where verdict = 'ok' and what = 'webhook'")).ShouldBeInRange(200, 600);
        (await app.Agency.ReadAsync<long>("select sum(stands_for) from exchange where verdict = 'ok' and what = 'webhook'")).ShouldBeInRange(Good - 100, Good + 100);
    }

    [Fact]
    public async Task Days_older_than_thirty_are_dropped_whole()
    {
        await app.Agency.RunAsync("select keep_exchanges(current_date - 40, current_date - 39)");
        (await app.Agency.ReadAsync<bool>("select to_regclass(to_char(current_date - 40, '\"exchange_\"YYYY\"_\"MM\"_\"DD')) is not null")).ShouldBeTrue();

        await app.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<KeepExchanges>().Single().KeepAsync(CancellationToken.None);

        (await app.Agency.ReadAsync<bool>("select to_regclass(to_char(current_date - 40, '\"exchange_\"YYYY\"_\"MM\"_\"DD')) is null")).ShouldBeTrue();
    }

    Task<int> CountAsync(string what, int n, string ago) => app.Agency.RunAsync(
        "insert into connection_count (root_id, connection_id, at, what, n) values ($1, $2, now() - $3::interval, $4, $5)", app.Agency.RootId, line.ConnectionId, ago, what, (long)n);
}
