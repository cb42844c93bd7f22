using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.Support;

public sealed class SupportTest
{
    [Fact]
    [Trait("Requirement", "GH-25")]
    [Trait("Requirement", "GH-19")]
    public async Task Everybody_reads_whom_to_ask_and_copies_what_is_needed_without_words_or_secrets()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        var line = await TestLine.AddAsync(app, carrier);
        using var admin = await app.ClientAsync();
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));

        (await recruiter.PutAsJsonAsync("/api/v1/support", new { name = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.PutAsJsonAsync("/api/v1/support", new { email = "nobody" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await admin.PutAsJsonAsync("/api/v1/support", new { name = "Texting desk", email = "help@northwind.example", phone = "901-555-0100", note = "9 to 5" })).EnsureSuccessStatusCode();
        (await recruiter.GetFromJsonAsync<JsonElement>("/api/v1/support")).GetProperty("email").GetString().ShouldBe("help@northwind.example");

        var sent = await admin.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Very private words" });
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await app.Agency.RunAsync("update message set status = 6, error_code = 'Unreachable', provider_code = '30003' where id = $1", id);

        var text = await DetailsAsync(admin, $"messages/{id}");
        foreach (var part in new[] { "+19015550143", "Their code: 30003", "Reason: Unreachable", "Memphis, +19015550142", "Fake (simulated)", id.ToString(), "Written: " }) text.ShouldContain(part);
        text.ShouldNotContain("private");
        (await DetailsAsync(admin, $"connections/{line.ConnectionId}")).ShouldSatisfyAllConditions(
            details => details.ShouldContain("Line: Memphis, +19015550142, 1 not delivered in a day"), details => details.ShouldNotContain(FakeCarrier.Token));
        foreach (var path in new[] { $"messages/{id}", $"connections/{line.ConnectionId}" })
            (await recruiter.GetAsync($"/api/v1/support/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "not her line");
    }

    static async Task<string> DetailsAsync(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/support/{path}")).GetProperty("text").GetString()!;
}
