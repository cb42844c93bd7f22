using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.People.Import;

/// <summary>Takes a file through the steps of an import, over the API.</summary>
public sealed class ImportClient(HttpClient http, TestAgency agency)
{
    public HttpClient Http => http;

    public static async Task<ImportClient> CreateAsync(TestApp app, TestAgency agency)
    {
        var key = "rl_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await agency.RunAsync("insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $3, $4, 'test', 'rl_', $5)",
            agency.RootId, Ids.New(), agency.AccountId, agency.AdminId, ApiKeyAuthentication.Hash(key));
        var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new(http, agency);
    }

    public async Task<HttpResponseMessage> PostAsync(byte[] file, string name = "people.csv", string address = "/api/v1/people/import")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        return await http.PostAsync(address, form);
    }

    public async Task<JsonElement> UploadAsync(byte[] file) => await Json(await PostAsync(file));

    public async Task<JsonElement> PlanAsync(Guid id, object plan) => await Json(await http.PutAsJsonAsync($"/api/v1/people/import/{id}", plan));

    public async Task<JsonElement> RunAsync(Guid id, int seconds = 120)
    {
        await Json(await http.PostAsync($"/api/v1/people/import/{id}/run", null));
        for (var until = Environment.TickCount64 + (seconds * 1000); Environment.TickCount64 < until;)
        {
            var status = await ReadAsync(id);
            if (status.GetProperty("state").GetString() != "running") return status;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import did not end.");
    }

    public async Task<JsonElement> ReadAsync(Guid id) => await http.GetFromJsonAsync<JsonElement>($"/api/v1/people/import/{id}");

    public async Task<JsonElement> BringAsync(byte[] file, string kind, object consent)
    {
        var id = (await UploadAsync(file)).GetProperty("id").GetGuid();
        await PlanAsync(id, new { kind, consent });
        return await RunAsync(id);
    }

    /// <summary>"Ana Lee +19015550101", with the extension behind and "!" before what is no number.</summary>
    public async Task<List<string>> PeopleAsync()
    {
        var text = await agency.ReadAsync<string>("""
            select string_agg(p.name || coalesce(' ' || case when n.number is null then '!' || n.raw else '+' || n.number || coalesce('x' || n.extension, '') end, ''), e'\n' order by p.name)
            from person p left join lateral (
              select * from person_number n where n.root_id = p.root_id and n.person_id = p.id order by kind limit 1) n on true
            where p.root_id = $1
            """, agency.RootId);
        return [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
