using System.Text.Json;

namespace Rosterline.Crash.Provider;

/// <summary>The fake provider in the language of docs/simulated-carrier.md: a text is found by our own reference, and only there.</summary>
static class SimulatedFront
{
    public static void Map(WebApplication app, FakeProvider provider)
    {
        app.MapPost("/simulator/v1/messages", async (HttpContext context) =>
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body);
            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
            if (await provider.TakeAsync(context, json.RootElement.GetProperty("reference").GetGuid(), Text("from"), Text("to"), Text("body"), null) is not { } taken) return;
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(new { id = taken.Id, status = "accepted" });
        });
        app.MapGet("/simulator/v1/messages", (Guid reference) =>
            new { items = provider.Find(reference) is { } found ? new object[] { new { id = found.Id, reference, status = "accepted" } } : [] });
        app.MapGet("/simulator/v1/inbound", () => new { items = Array.Empty<object>(), next = (string?)null });
    }
}
