using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Consent.LookUp;

/// <summary>Providers are asked what kind of number it is; landlines are refused by the gate, silence marks nothing.</summary>
public sealed class LookUpTest : CarriedTest
{
    [Fact, Trait("Requirement", "EN-33")]
    public async Task A_landline_is_marked_with_its_date_and_refused_before_the_send()
    {
        carrier.KindOf = _ => new { type = "landline", getsTexts = false, carrier = "Bell" };
        var person = await app.Agency.PersonAsync("Lucas", "Moreno", 13035550123);

        var told = await PostAsync($"/people/{person}/number-look-ups", new { value = "+13035550123" });

        told.GetProperty("words").GetString().ShouldBe("Landline. It cannot get texts, Bell.");
        (await GetAsync($"/people/{person}/number-look-ups")).GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("landline");
        (await RefusedAsync("/messages", new { personId = person, body = "Hello" })).ShouldBe("landline");
        carrier.Accepted.ShouldBeEmpty();
    }

    [Fact, Trait("Requirement", "EN-33")]
    public async Task No_answer_and_a_landline_that_gets_texts_mark_nothing()
    {
        var person = await app.Agency.PersonAsync("Lucas", "Moreno", 13035550123);
        carrier.Down = true;
        (await PostAsync($"/people/{person}/number-look-ups", new { value = "+13035550123" })).GetProperty("knowledge").ValueKind.ShouldBe(JsonValueKind.Null);
        carrier.Down = false;
        carrier.KindOf = _ => new { type = "landline", getsTexts = true, carrier = "Bell" };
        (await PostAsync($"/people/{person}/number-look-ups", new { value = "+13035550123" })).GetProperty("words").GetString().ShouldBe("Landline that gets texts, Bell.");

        (await app.Agency.ReadAsync<long>("select count(*) from number_state where problem is not null")).ShouldBe(0);
        (await client.PostAsJsonAsync("/api/v1/messages", new { personId = person, body = "Hello" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact, Trait("Requirement", "EN-33")]
    public async Task Before_the_first_text_to_a_number_it_is_looked_up_once_within_the_months_limit()
    {
        var asked = new List<string>();
        carrier.KindOf = number =>
        {
            lock (asked) asked.Add(number);
            return number.EndsWith("24", StringComparison.Ordinal) ? new { type = "landline", getsTexts = false, carrier = "" } : new { type = "mobile", getsTexts = true, carrier = "" };
        };
        (await client.PutAsJsonAsync("/api/v1/organisation/number-look-up", new { beforeFirstText = true, monthLimit = 2, price = 0.008 })).EnsureSuccessStatusCode();

        await SendAsync("+13035550123", "Hello");
        await SendAsync("+13035550123", "Hello again");
        (await RefusedAsync("/messages", new { to = "+13035550124", body = "Hello" })).ShouldBe("landline");
        // The limit is reached: the text goes as it would have.
        await SendAsync("+13035550125", "Hello");

        asked.ShouldBe(["+13035550123", "+13035550124"]);
        (await GetAsync("/organisation/number-look-up")).GetProperty("used").GetInt32().ShouldBe(2);
    }

    [Fact, Trait("Requirement", "EN-33")]
    public async Task Many_numbers_are_looked_up_in_the_background_and_can_be_stopped()
    {
        using var gate = new SemaphoreSlim(0);
        carrier.KindOf = number =>
        {
            gate.Wait(TimeSpan.FromSeconds(20));
            return new { type = number.EndsWith('0') ? "landline" : "mobile", getsTexts = !number.EndsWith('0'), carrier = "" };
        };
        var people = new List<Guid>();
        for (var n = 0; n < 24; n++) people.Add(await app.Agency.PersonAsync("P", $"{n}", 13035550100 + n));
        var preview = await PostAsync("/number-look-ups", new { personIds = people, preview = true });
        (preview.GetProperty("numbers").GetInt32(), preview.GetProperty("price").GetDecimal()).ShouldBe((24, 0.192m));

        var run = (await PostAsync("/number-look-ups", new { personIds = people })).GetProperty("run").GetProperty("id").GetGuid();
        gate.Release(8);
        await Eventually.HoldsAsync(async () => (await GetAsync($"/number-look-ups/{run}")).GetProperty("done").GetInt32() == 8);
        (await PostAsync($"/number-look-ups/{run}/stop", new { })).GetProperty("state").GetString().ShouldBe("stopped");
        gate.Release(16);
        // What was being asked about is finished, no more is begun.
        await Eventually.HoldsAsync(async () => (await GetAsync($"/number-look-ups/{run}")).GetProperty("done").GetInt32() is 16 or 8 && gate.CurrentCount is 8 or 16);

        var rest = (await PostAsync("/number-look-ups", new { personIds = people })).GetProperty("run").GetProperty("id").GetGuid();
        gate.Release(24);
        await Eventually.HoldsAsync(async () => (await GetAsync($"/number-look-ups/{rest}")).GetProperty("state").GetString() == "done");
        (await app.Agency.ReadAsync<long>("select count(*) from number_lookup")).ShouldBe(24);
        (await app.Agency.ReadAsync<long>("select count(*) from number_state where problem = 'landline'")).ShouldBe(3);
    }

    async Task<JsonElement> GetAsync(string path) => await client.GetFromJsonAsync<JsonElement>($"/api/v1{path}");

    async Task<JsonElement> PostAsync(string path, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1{path}", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task SendAsync(string to, string body) => (await client.PostAsJsonAsync("/api/v1/messages", new { to, body })).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    async Task<string?> RefusedAsync(string path, object body) => (await (await client.PostAsJsonAsync($"/api/v1{path}", body)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
