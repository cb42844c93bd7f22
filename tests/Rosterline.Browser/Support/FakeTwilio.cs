using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rosterline.Accounts;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Browser.Support;

/// <summary>A text as it was handed over.</summary>
public sealed record HandedOver(string Sid, string From, string To, string Body, string StatusCallback);

/// <summary>A small server that takes texts in Twilio's language and calls back, signed by Twilio's own client.</summary>
public sealed class FakeTwilio : IAsyncDisposable
{
    const string Account = "AC00000000000000000000000000000001", Token = "0123456789abcdef0123456789abcdef";

    /// <summary>What the outside world calls us; requests are signed for it.</summary>
    public static readonly Uri Public = new("https://texts.example.test");

    readonly WebApplication server;
    readonly TwilioOracle oracle = new();
    int texts;

    FakeTwilio(WebApplication server) => this.server = server;

    public ConcurrentQueue<HandedOver> Taken { get; } = new();

    public static async Task<FakeTwilio> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var twilio = new FakeTwilio(app);
        app.MapPost($"/2010-04-01/Accounts/{Account}/Messages.json", twilio.TakeAsync);
        app.MapGet($"/2010-04-01/Accounts/{Account}/Messages.json", () => Results.Json(new { messages = Array.Empty<object>(), next_page_uri = (string?)null }));
        await app.StartAsync();
        await twilio.oracle.InitializeAsync();
        return twilio;
    }

    /// <summary>The application as it runs behind a public address, allowed to call this server on loopback.</summary>
    public static void Allow(WebApplicationBuilder builder)
    {
        var settings = (Settings)builder.Services.Last(s => s.ServiceType == typeof(Settings)).ImplementationInstance!;
        builder.Services.AddSingleton(settings with { PublicUrl = Public });
        builder.Services.AddSingleton(s => new ProviderHttp(
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProviderHttp>>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true }));
    }

    /// <summary>Connects this server and adds a line that may send and receive.</summary>
    public async Task<TestLine> AddLineAsync(TestApp app, long number = 19015550142)
    {
        var (agency, connection, line, hook) = (app.Agency, Ids.New(), Ids.New(), Ids.New().ToString("N"));
        var settings = new JsonObject { ["accountSid"] = Account, ["baseAddress"] = server.Urls.First() };
        await agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token) values ($1, $2, $3, 'twilio', 'Twilio', $4::jsonb, $5, $6)",
            agency.RootId, connection, agency.AccountId, settings.ToJsonString(), app.Get<ConnectionSecrets>().Close(agency.RootId, connection, new() { ["authToken"] = Token }), hook);
        await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second) values ($1, $2, $3, $4, $5, 'Memphis', now(), 1000)",
            agency.RootId, line, agency.BranchId, connection, number);
        await agency.RunAsync("insert into line_send (root_id, line_id, gap_us) values ($1, $2, 1000)", agency.RootId, line);
        app.Get<ViewerReader>().Forget(agency.RootId);
        return new TestLine(line, connection, number, new Uri(Public, $"/hooks/twilio/{hook}"));
    }

    /// <summary>A person texts the line.</summary>
    public Task<HttpResponseMessage> ReceiveAsync(TestApp app, TestLine line, long from, string body, string? signature = null) => PostAsync(app, line.Hook.OriginalString, new()
    {
        ["MessageSid"] = NewSid(), ["AccountSid"] = Account, ["From"] = $"+{from}", ["To"] = $"+{line.Number}", ["Body"] = body, ["NumMedia"] = "0",
    }, signature);

    /// <summary>Tells what became of a text.</summary>
    public Task<HttpResponseMessage> TellAsync(TestApp app, HandedOver text, string status) => PostAsync(app, text.StatusCallback, new()
    {
        ["MessageSid"] = text.Sid, ["AccountSid"] = Account, ["MessageStatus"] = status, ["From"] = text.From, ["To"] = text.To,
    }, null);

    async Task<HttpResponseMessage> PostAsync(TestApp app, string url, Dictionary<string, string> form, string? signature)
    {
        var fields = new JsonObject(form.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        signature ??= (await oracle.AskAsync("sign", new() { ["token"] = Token, ["url"] = url, ["params"] = fields })).GetString();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, new Uri(url).PathAndQuery)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", signature);
        return await client.SendAsync(request);
    }

    async Task TakeAsync(HttpContext context)
    {
        var signedIn = context.Request.Headers.Authorization.ToString() == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"));
        context.Response.StatusCode = signedIn ? 201 : 401;
        if (!signedIn) return;
        var form = await context.Request.ReadFormAsync();
        var text = new HandedOver(NewSid(), form["From"]!, form["To"]!, form["Body"]!, form["StatusCallback"]!);
        Taken.Enqueue(text);
        await context.Response.WriteAsJsonAsync(new { sid = text.Sid, status = "queued", error_code = (string?)null, num_media = "0" });
    }

    string NewSid() => $"SM{Interlocked.Increment(ref texts):x32}";

    public async ValueTask DisposeAsync()
    {
        await oracle.DisposeAsync();
        await server.DisposeAsync();
    }
}
