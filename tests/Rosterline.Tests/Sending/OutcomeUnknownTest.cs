using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

/// <summary>What happens when a hand-over has no clear outcome: looked up, never sent again blindly (design, I2).</summary>
public sealed class OutcomeUnknownTest : CarriedTest
{
    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task A_connection_cut_after_acceptance_is_looked_up_and_counts_once()
    {
        carrier.Behaviour = (text, context) =>
        {
            carrier.Accept(text);
            context.Abort();
            return Task.FromResult(false);
        };

        var id = await SendAsync();

        await BecomesAsync(id, "sent", 30);
        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_of_500_after_acceptance_is_looked_up_and_counts_once()
    {
        carrier.Behaviour = (text, context) =>
        {
            carrier.Accept(text);
            context.Response.StatusCode = 500;
            return Task.FromResult(false);
        };

        var id = await SendAsync();

        await BecomesAsync(id, "sent", 30);
        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_busy_carrier_is_tried_again_and_gets_it_once()
    {
        var refusals = 2;
        carrier.Behaviour = (_, context) =>
        {
            if (Interlocked.Decrement(ref refusals) < 0) return Task.FromResult(true);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
            return Task.FromResult(false);
        };

        var id = await SendAsync();

        await BecomesAsync(id, "sent", 30);
        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "EN-33")]
    public async Task A_rejected_number_is_marked_and_refused_next_time()
    {
        carrier.Behaviour = async (_, context) =>
        {
            context.Response.StatusCode = 422;
            await context.Response.WriteAsJsonAsync(new { code = "no_such_number", message = "no such number" });
            return false;
        };

        var id = await SendAsync();
        await BecomesAsync(id, "failed");

        var again = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Another" });
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("not_in_service");
    }

    async Task<Guid> SendAsync()
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Hello" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    Task<string> BecomesAsync(Guid id, string status, int seconds = 15) => Eventually.BecomesAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString()!, found => found == status, seconds);
}
