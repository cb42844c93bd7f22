using System.Net;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform;

/// <summary>With the built web app beside it, whose pages answer every other address.</summary>
public sealed class ApiAnswersTest : IAsyncLifetime
{
    readonly TestFolder web = new();
    TestApp app = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(web.Path, "index.html"), "the web app");
        app = await TestApp.StartAsync(builder =>
            (builder.Environment.WebRootPath, builder.Environment.WebRootFileProvider) = (web.Path, new PhysicalFileProvider(web.Path)));
        client = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        web.Dispose();
    }

    [Fact]
    public async Task Says_that_the_content_type_is_missing_or_wrong()
    {
        using var nothing = new ByteArrayContent("""{"to":"+19015550143","body":"Hi"}"""u8.ToArray());
        await (await client.PostAsync("/api/v1/messages", nothing)).ShouldRefuseAsync(
            "wrong_content_type", HttpStatusCode.UnsupportedMediaType, "The header Content-Type is missing. Most addresses take application/json.");
        using var wrong = new StringContent("to=1", Encoding.UTF8, "text/plain");
        await (await client.PostAsync("/api/v1/messages", wrong)).ShouldRefuseAsync(
            "wrong_content_type", HttpStatusCode.UnsupportedMediaType, "This address does not take that Content-Type. Most take application/json.");
    }

    [Fact]
    public async Task Says_which_methods_an_address_takes() =>
        await (await client.GetAsync("/api/v1/messages")).ShouldRefuseAsync(
            "wrong_method", HttpStatusCode.MethodNotAllowed, "This address does not take GET; it takes POST.");

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/messages")]
    [InlineData("/api/nothing.json")]
    public async Task An_address_that_does_not_exist_is_no_page(string path) => await (await client.GetAsync(path)).ShouldNotExistAsync();

    [Theory]
    [InlineData("/inbox/12", HttpStatusCode.OK)]
    [InlineData("/apiary", HttpStatusCode.OK)]
    [InlineData("/missing.js", HttpStatusCode.NotFound)]
    public async Task Pages_belong_to_the_web_app(string path, HttpStatusCode status) => (await client.GetAsync(path)).StatusCode.ShouldBe(status);
}
