using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Broadcasts;

/// <summary>An agency with a line at a fake carrier and people to text.</summary>
public abstract class BroadcastWorld : IAsyncLifetime
{
    protected TestApp App { get; private set; } = null!;

    protected FakeCarrier Carrier { get; private set; } = null!;

    protected TestLine Line { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected virtual decimal PerSecond => 1000;

    public async Task InitializeAsync()
    {
        Carrier = await FakeCarrier.StartAsync();
        App = await TestApp.StartAsync();
        Line = await TestLine.AddAsync(App, Carrier, perSecond: PerSecond);
        Client = await App.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Carrier.DisposeAsync();
    }

    /// <summary>People with numbers from (901) 555-0200 on.</summary>
    protected async Task<Guid[]> PeopleAsync(int count, long from = 19015550200)
    {
        var people = new Guid[count];
        for (var i = 0; i < count; i++) people[i] = await App.Agency.PersonAsync($"Person{i}", "Vega", from + i);
        return people;
    }

    protected async Task<JsonElement> PreviewAsync(object request) => await AnswerAsync(await Client.PostAsJsonAsync("/api/v1/broadcasts/preview", request));

    protected async Task<Guid> StartAsync(object request) => (await AnswerAsync(await Client.PostAsJsonAsync("/api/v1/broadcasts", request))).GetProperty("id").GetGuid();

    protected Task<JsonElement> ReadAsync(Guid id) => Client.GetFromJsonAsync<JsonElement>($"/api/v1/broadcasts/{id}");

    protected async Task<JsonElement> PostAsync(string path, object? body = null) => await AnswerAsync(await Client.PostAsJsonAsync($"/api/v1{path}", body ?? new { }));

    protected async Task<JsonElement[]> RecipientsAsync(Guid id, string tab = "all", string more = "") =>
        [.. (await Client.GetFromJsonAsync<JsonElement>($"/api/v1/broadcasts/{id}/recipients?tab={tab}{more}")).GetProperty("items").EnumerateArray()];

    protected async Task BecomesAsync(Guid id, string state) =>
        await Eventually.HoldsAsync(async () => (await ReadAsync(id)).GetProperty("state").GetString() == state);

    protected static async Task<string> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;

    protected static async Task<JsonElement> AnswerAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(body.ToString());
        return body;
    }
}
