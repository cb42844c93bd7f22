using System.Net;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform;

[Collection(Alone.Name)]
public class ObservationTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Is_live_and_ready()
    {
        using var browser = new Browser(app);
        (await browser.Http.GetStringAsync(new Uri("/health/live", UriKind.Relative))).ShouldBe("live");
        (await browser.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).ShouldBe("ready");
    }

    [Fact]
    public async Task Is_live_but_not_ready_without_its_database()
    {
        await using var own = await TestApp.StartAsync();
        await own.LoseDatabaseAsync();
        using var browser = new Browser(own);
        (await browser.Http.GetStringAsync(new Uri("/health/live", UriKind.Relative))).ShouldBe("live");
        await (await browser.Http.GetAsync(new Uri("/health/ready", UriKind.Relative)))
            .ShouldRefuseAsync("database_away", HttpStatusCode.ServiceUnavailable, "The database does not answer.");
    }

    [Fact]
    public async Task Writes_metrics_that_can_be_scraped()
    {
        using var browser = new Browser(app);
        await browser.Http.GetAsync(new Uri("/health/live", UriKind.Relative));
        var answer = await browser.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        lines.ShouldContain("# TYPE http_server_request_duration_seconds histogram");
        lines.ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal)
            && line.Contains("http_route=\"/health/live\"", StringComparison.Ordinal) && line.Contains("le=\"+Inf\"", StringComparison.Ordinal));
        foreach (var line in lines) line.ShouldMatch("""^(# TYPE [a-z_][a-z0-9_]* (counter|gauge|histogram)|[a-zA-Z_][a-zA-Z0-9_]*(\{([a-zA-Z_][a-zA-Z0-9_]*="[^"]*",?)+\})? [-0-9.E+NaInf]+)$""");
        lines.Where(line => line.StartsWith('#')).ShouldBeUnique();
    }

    [Fact]
    public async Task Shows_metrics_to_a_far_machine_only_with_a_key()
    {
        using var far = new Browser(app);
        far.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        await (await far.Http.GetAsync(new Uri("/metrics", UriKind.Relative))).ShouldNotExistAsync();
        using var program = await app.ClientAsync();
        program.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        (await program.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
