using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform;

public class ApiDocumentTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Says_how_to_sign_in()
    {
        var document = await ReadAsync();
        document.GetProperty("info").Text("title").ShouldBe("Rosterline");
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        schemes.GetProperty("key").Text("scheme").ShouldBe("bearer");
        schemes.GetProperty("cookie").Text("in").ShouldBe("cookie");
        document.GetProperty("security").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Every_endpoint_says_what_it_does_and_may_answer_with_a_problem()
    {
        var paths = (await ReadAsync()).GetProperty("paths");
        var endpoints = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name} {path.Name}", method.Value))).ToList();
        endpoints.Count.ShouldBeGreaterThan(15);
        endpoints.Where(e => !e.Value.TryGetProperty("summary", out var words) || string.IsNullOrWhiteSpace(words.GetString())).Select(e => e.Name).ShouldBeEmpty();
        endpoints.Where(e => !e.Value.GetProperty("responses").TryGetProperty("default", out var problem)
            || !problem.GetProperty("content").TryGetProperty("application/problem+json", out _)).Select(e => e.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Points_at_nothing_that_is_missing()
    {
        var document = await ReadAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToHashSet();
        var named = document.GetRawText().Split("#/components/schemas/")[1..].Select(rest => rest.Split('"')[0]).Distinct();
        named.Except(schemas).ShouldBeEmpty();
    }

    async Task<JsonElement> ReadAsync()
    {
        using var browser = new Browser(app);
        return await browser.Http.ReadAsync("/openapi/v1.json");
    }
}
