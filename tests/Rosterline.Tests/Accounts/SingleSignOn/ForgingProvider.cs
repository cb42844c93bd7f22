using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rosterline.Tests.Accounts.SingleSignOn;

/// <summary>An identity provider on a free port that answers a code with whatever token a test wants.</summary>
sealed class ForgingProvider : IAsyncDisposable
{
    public const string Client = "rosterline", Secret = "s3cret & more";
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, (string Token, string Challenge)> codes = new();

    ForgingProvider(WebApplication app) => this.app = app;

    public string Issuer => app.Urls.First();

    /// <summary>What it calls itself in its description; null: by its issuer.</summary>
    public string? CallsItself { get; set; }

    public bool NamesItself { get; set; }

    public string KeyId { get; set; } = Forge.KeyId;

    /// <summary>What it says about somebody where the token says too little.</summary>
    public object More { get; set; } = new { sub = "subject-1" };

    public static async Task<ForgingProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var provider = new ForgingProvider(builder.Build());
        provider.Map();
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>A code that is worth this token to whoever knows the verifier of the challenge.</summary>
    public string CodeFor(string token, string challenge)
    {
        var code = Rosterline.Platform.Ids.New().ToString("N");
        codes[code] = (token, challenge);
        return code;
    }

    void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = CallsItself ?? Issuer, authorization_endpoint = Issuer + "/authorize", token_endpoint = Issuer + "/token", userinfo_endpoint = Issuer + "/me",
            jwks_uri = Issuer + "/keys", authorization_response_iss_parameter_supported = NamesItself,
        });
        app.MapGet("/keys", () => Forge.Keys(KeyId));
        app.MapGet("/me", () => More);
        app.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            var known = AuthenticationHeaderValue.Parse(context.Request.Headers.Authorization.ToString()).Parameter
                == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Uri.EscapeDataString(Secret)}"));
            // Good once, and only to the one who began.
            return known && codes.TryRemove(form["code"].ToString(), out var made)
                && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == made.Challenge
                ? Results.Json(new { id_token = made.Token, access_token = "a", token_type = "Bearer" }) : Results.BadRequest(new { error = "invalid_grant" });
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
