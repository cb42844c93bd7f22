using System.Net.Http.Headers;
using System.Text.Json;
using Rosterline.People.Import;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary>An import at a running Rosterline, over its API.</summary>
sealed class RemoteImport : IDisposable
{
    static readonly JsonSerializerOptions Json = MakeJson();

    readonly HttpClient http;

    public RemoteImport(Uri url, string key)
    {
        http = new HttpClient { BaseAddress = new Uri(url, "/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    sealed record Uploaded(Guid Id);

    sealed record Problem(string? Detail);

    sealed record Planned(Planned.Counts CanBeTexted)
    {
        public sealed record Counts(string Words);
    }

    public async Task<int> RunAsync(string name, byte[] content, PlanImport.Request wanted, FileInfo? problems, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        var import = await AskAsync<Uploaded>(new(HttpMethod.Post, "people/import") { Content = form }, cancel);
        var address = $"people/import/{import.Id}";
        var planned = await AskAsync<Planned>(new(HttpMethod.Put, address) { Content = JsonContent.Create(wanted, options: Json) }, cancel);
        Console.WriteLine(planned.CanBeTexted.Words);
        var status = await AskAsync<ReadImport.Status>(new(HttpMethod.Post, address + "/run"), cancel);
        while (status.State == ImportState.Running)
        {
            await Task.Delay(500, cancel);
            status = await AskAsync<ReadImport.Status>(new(HttpMethod.Get, address), cancel);
        }

        if (problems is not null) await DownloadAsync(address + "/problems.csv", problems, cancel);
        return ImportCommand.End(status);
    }

    async Task DownloadAsync(string address, FileInfo to, CancellationToken cancel)
    {
        await using var from = await http.GetStreamAsync(new Uri(address, UriKind.Relative), cancel);
        await using var file = to.Create();
        await from.CopyToAsync(file, cancel);
    }

    async Task<T> AskAsync<T>(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            using var answer = await SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<T>(Json, cancel))!;
            var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadFromJsonAsync<Problem>(Json, cancel) : null;
            throw new StartupException(problem?.Detail ?? $"{http.BaseAddress} answered {(int)answer.StatusCode}.");
        }
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(request, cancel);
        }
        catch (HttpRequestException fault)
        {
            // The command's only catcher prints one line; this is the line.
            throw new StartupException($"{http.BaseAddress} does not answer: {fault.Message}", fault);
        }
    }

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        App.ConfigureJson(json);
        return json;
    }

    public void Dispose() => http.Dispose();
}
