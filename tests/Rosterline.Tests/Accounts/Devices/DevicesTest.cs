using System.Net;
using System.Net.WebSockets;
using System.Text;
using Rosterline.Accounts.Devices;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Devices;

public class DevicesTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact, Trait("Requirement", "G-13")]
    public async Task Lists_ones_own_devices_with_browser_place_and_time()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        var other = await OtherAsync(email, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1");
        var all = (await browser.Http.ReadAsync("/api/v1/session/devices")).GetProperty("items").EnumerateArray().ToList();
        all.Count.ShouldBe(2);
        all[0].GetProperty("current").GetBoolean().ShouldBeTrue();
        all[1].Text("device").ShouldBe("Safari on iPhone");
        all[1].Text("address").ShouldBe(other.Address);
        all[1].Text("way").ShouldBe("password");
    }

    [Fact, Trait("Requirement", "P-30")]
    public async Task Signs_one_device_out_within_a_second_and_nobody_elses()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        var other = await OtherAsync(email);
        var (stranger, _, _) = await Support.Browser.SignedInAsync(app);
        var id = (await browser.Http.ReadAsync("/api/v1/session/devices")).GetProperty("items")[1].Text("id");
        await (await stranger.Http.DeleteAsync(new Uri($"/api/v1/session/devices/{id}", UriKind.Relative))).ShouldNotExistAsync();
        (await other.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);

        (await browser.Http.DeleteAsync(new Uri($"/api/v1/session/devices/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await other.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
    }

    [Fact, Trait("Requirement", "P-30")]
    public async Task Signs_all_other_devices_out()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        var (second, third) = (await OtherAsync(email), await OtherAsync(email));
        var answer = await browser.Http.PostAsync(new Uri("/api/v1/session/devices/end-others", UriKind.Relative), null);
        (await answer.ReadAsync()).GetProperty("devices").GetInt32().ShouldBe(2);
        (await second.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await third.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task A_cookie_is_worth_nothing_after_signing_out()
    {
        var (browser, _, _) = await Support.Browser.SignedInAsync(app);
        var kept = browser.Cookies.GetCookieHeader(app.Address);
        await browser.Http.DeleteAsync(new Uri("/api/v1/session", UriKind.Relative));
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = app.Address };
        thief.DefaultRequestHeaders.Add("Cookie", kept);
        await (await thief.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
    }

    [Fact, Trait("Requirement", "P-30")]
    public async Task Deactivating_ends_devices_live_connections_and_keys_on_every_node_within_a_second()
    {
        var folder = Directory.CreateTempSubdirectory("rosterline-node").FullName;
        // Nodes share one key file.
        File.Copy(Path.Combine(app.Get<Rosterline.Platform.Settings>().DataFolder, "secret.key"), Path.Combine(folder, "secret.key"));
        await using var otherNode = await TestApp.StartOnAsync(folder, app.ConnectionString, app.Agency);
        var (browser, userId, _) = await Support.Browser.SignedInAsync(app);
        using var live = await ListenAsync(app, browser);
        using var program = await app.ClientAsync(userId);
        using var there = new HttpClient { BaseAddress = otherNode.Address, DefaultRequestHeaders = { Authorization = program.DefaultRequestHeaders.Authorization } };
        (await there.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var admin = await app.ClientAsync();
        var removing = System.Diagnostics.Stopwatch.StartNew();
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{userId}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
        await Eventually.HoldsAsync(async () => (await there.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode == HttpStatusCode.Unauthorized);
        await EndedAsync(live);
        // Far above the promise: computers that do four other things at once run this too.
        removing.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (await app.Agency.ReadAsync<long>("select count(*) from user_session where user_id = $1 and ended_at is null", userId)).ShouldBe(0);
    }

    [Fact]
    public async Task A_device_that_is_signed_out_stops_hearing()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        var other = await OtherAsync(email);
        using var live = await ListenAsync(app, other);
        await browser.Http.PostAsync(new Uri("/api/v1/session/devices/end-others", UriKind.Relative), null);
        await EndedAsync(live);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari on Mac")]
    [InlineData("curl/8.9", "Unknown device")]
    public void Names_devices_as_people_do(string userAgent, string name) => DeviceName.Of(userAgent).ShouldBe(name);

    async Task<Support.Browser> OtherAsync(string email, string? userAgent = null)
    {
        var other = new Support.Browser(app);
        if (userAgent is not null) other.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        (await other.SignInAsync(email, Support.Browser.Password)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return other;
    }

    static async Task<ClientWebSocket> ListenAsync(TestApp app, Support.Browser browser)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/live" }.Uri, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[1024], CancellationToken.None);
        return socket;
    }

    static async Task EndedAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (!(await socket.ReceiveAsync(new byte[1024], patience.Token)).CloseStatus.HasValue) { }
        }
        catch (WebSocketException)
        {
            // Cut without a word.
        }
    }
}
