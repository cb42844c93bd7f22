using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rosterline.Tests.Support.Asking;

/// <summary>What the API answers, read short.</summary>
static class Asked
{
    /// <summary>The answer as JSON; fails with its words when it is not a success.</summary>
    public static async Task<JsonElement> AnswerAsync(this Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The sentence of a refusal.</summary>
    public static async Task<string> RefusalAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var answer = await asked;
        answer.StatusCode.ShouldBe(status);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    public static Task<JsonElement> AskAsync(this HttpClient client, string path) => client.GetAsync(new Uri("/api/v1/" + path, UriKind.Relative)).AnswerAsync();

    public static Task<JsonElement> TellAsync(this HttpClient client, string path, object body) => client.PostAsJsonAsync("/api/v1/" + path, body).AnswerAsync();

    public static Task<JsonElement> PatchAsync(this HttpClient client, string path, object body) => client.PatchAsJsonAsync("/api/v1/" + path, body).AnswerAsync();

    public static Task<JsonElement> PutAsync(this HttpClient client, string path, object body) => client.PutAsJsonAsync("/api/v1/" + path, body).AnswerAsync();

    public static List<string> Texts(this JsonElement list, params string[] path) =>
        [.. list.EnumerateArray().Select(item => path.Aggregate(item, (at, name) => at.GetProperty(name)).GetString()!)];
}
