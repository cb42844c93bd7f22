using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Providers;
using Rosterline.Tests.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Receiving.Elsewhere;

/// <summary>A provider that names all files of a text by one address.</summary>
public sealed class SeveralFilesTest
{
    [Fact]
    public async Task Every_file_is_kept_and_shown_with_its_text()
    {
        await using var provider = await ScriptedServer.StartAsync();
        provider.Answer = (context, seen) => (seen.Path switch
        {
            "/user/login" => Reply.Json(200, """{"success":true,"response":"s:1"}"""),
            "/messageAttachment/list" => Reply.Json(200, """{"response":[{"mimeType":"image/png","storageKey":"one"},{"mimeType":"application/smil","storageKey":"s"},{"mimeType":"text/plain","storageKey":"three"}]}"""),
            _ => Reply.With(200, "application/octet-stream", Encoding.UTF8.GetBytes(seen.Query("storageKey").Single())),
        })(context, seen);
        await using var app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(services => new ProviderHttp(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<ProviderHttp>>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true })));
        var line = await TestLine.AddAsync(app, "zipwhip", $$"""{"username":"9015550142","phoneNumber":"9015550142","address":"{{provider.Address}}"}""", """{"password":"x"}""");
        using var client = await app.ClientAsync();
        using var told = new StringContent("""{"id":634151298329219100,"body":"","messageType":"MO","hasAttachment":true,"address":"ptn:/3035550123","finalSource":"3035550123","finalDestination":"9015550142"}""", Encoding.UTF8, "application/json");
        (await client.PostAsync($"{line.Hook}?event=receive", told)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from media where root_id = $1 and state = 0", app.Agency.RootId) == 2);
        var shown = JsonDocument.Parse((await app.Agency.ReadAsync<string>("select media::text from message where root_id = $1", app.Agency.RootId))!).RootElement;
        var files = new List<string>();
        foreach (var file in shown.EnumerateArray()) files.Add(await client.GetStringAsync($"/api/v1/media/{file.GetProperty("id").GetString()}"));
        files.ShouldBe(["one", "three"]);
    }
}
