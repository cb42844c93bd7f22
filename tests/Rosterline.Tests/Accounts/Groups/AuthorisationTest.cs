using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Rosterline.Accounts;
using Rosterline.Accounts.Groups;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Accounts.Groups;

/// <summary>
/// Every way to a conversation, for every kind of user, against what the rules say (design, I9): group × account × line × assignment × mode
/// on one side, own, a colleague's, parent's, sibling's and another organisation's conversations with candidates and contacts on the other.
/// </summary>
public class AuthorisationTest(ITestOutputHelper output) : IAsyncLifetime
{
    static readonly Guid Nothing = Guid.Parse("018f0000-0000-7000-8000-000000000000");

    TestApp app = null!;
    Northwind world = null!;
    int checks;

    sealed record User(string Name, Guid Id, Guid Account, HashSet<string> Permissions, Guid? Line, Guid? Assigned);

    public async Task InitializeAsync() => world = await Northwind.MakeAsync(app = await TestApp.StartAsync());

    public Task DisposeAsync() => app.DisposeAsync().AsTask();

    [Fact]
    [Trait("Requirement", "HS-16")]
    [Trait("Requirement", "HS-17")]
    [Trait("Requirement", "HS-18")]
    [Trait("Requirement", "G-08")]
    [Trait("Requirement", "AR-10")]
    [Trait("Requirement", "AR-11")]
    public async Task Everybody_reads_what_the_rules_say_and_nothing_else()
    {
        var users = await UsersAsync();
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (user, _) => await CheckAsync(user, byLine: false));
        await app.Agency.RunAsync("update organisation set visibility = 1 where root_id = $1", world.Root);
        app.Get<ViewerReader>().Forget(world.Root);
        await Parallel.ForEachAsync(users.Where(user => user.Line is not null || user.Assigned is not null), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (user, _) => await CheckAsync(user, byLine: true));
        output.WriteLine($"{checks:N0} checks");
        checks.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    [Trait("Requirement", "BY-05")]
    public async Task Every_endpoint_says_whom_it_is_for_and_keeps_to_it()
    {
        var users = await UsersAsync();
        var all = app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(each => each.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) == true
            && !each.RoutePattern.RawText.Contains("**", StringComparison.Ordinal)).ToList();
        all.Where(each => each.Metadata.GetMetadata<EndpointPolicy>() is null).Select(each => each.RoutePattern.RawText).ShouldBeEmpty("These say neither RequirePermission nor ForEveryViewer");
        foreach (var user in users.DistinctBy(user => string.Join(',', user.Permissions)))
        {
            using var client = await app.ClientAsync(user.Id);
            foreach (var endpoint in all)
            {
                var needed = endpoint.Metadata.GetOrderedMetadata<EndpointPolicy>().Select(policy => policy.AnyOf).Where(any => any.Count > 0).ToList();
                if (needed.All(any => any.Any(permission => May(user, permission)))) continue;
                using var request = new HttpRequestMessage(new(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]), Path(endpoint)) { Content = JsonContent.Create("nonsense") };
                (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{user.Name}: {request.Method} {request.RequestUri} needs {string.Join(" and ", needed.Select(any => string.Join(" or ", any)))}");
                checks++;
            }
        }
        output.WriteLine($"{checks:N0} checks over {all.Count} endpoints");
    }

    // What the rules say, written down once more and apart from the application.
    bool Sees(User user, Northwind.Talk talk, bool byLine) => talk != world.Theirs
        && (user.Line == talk.LineId
            || (!byLine && (user.Assigned == talk.Id || (user.Permissions.Contains(talk.WithContact ? "see_contacts" : "see_staff") && Up(talk.AccountId).Contains(user.Account)))));

    bool May(User user, string permission) => permission == Viewer.SeeLogged
        || (user.Permissions.Contains(permission) && (user.Account == world.Root || PermissionCatalog.Find(permission)?.WholeOrganisation != true));

    IEnumerable<Guid> Up(Guid account) => account == world.Root ? [world.Root] : account == world.Division ? [world.Division, world.Root] : [account, world.Division, world.Root];

    async Task CheckAsync(User user, bool byLine)
    {
        using var client = await app.ClientAsync(user.Id);
        var absent = Comparable(await (await client.GetAsync(new Uri($"/api/v1/conversations/{Nothing}", UriKind.Relative))).Content.ReadAsStringAsync());
        foreach (var talk in world.Talks.Append(world.Theirs))
            foreach (var (method, path, body) in WaysTo(talk))
            {
                using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = body is null ? null : JsonContent.Create(body) };
                using var answer = await client.SendAsync(request);
                var sees = Sees(user, talk, byLine);
                answer.IsSuccessStatusCode.ShouldBe(sees, $"{user.Name} {(byLine ? "by line" : "by permission")}: {method} {path} answered {answer.StatusCode}, {talk}");
                if (!sees) Comparable(await answer.Content.ReadAsStringAsync()).ShouldBe(absent, "not yours and not there look the same");
                Interlocked.Increment(ref checks);
            }
        await CheckListsAsync(user, client, byLine);
    }

    static IEnumerable<(HttpMethod, string, object?)> WaysTo(Northwind.Talk talk) =>
    [
        (HttpMethod.Get, $"conversations/{talk.Id}", null), (HttpMethod.Get, $"conversations/{talk.Id}/messages", null), (HttpMethod.Get, $"conversations/{talk.Id}/events", null),
        (HttpMethod.Get, $"conversations/{talk.Id}/colleagues", null), (HttpMethod.Post, $"conversations/{talk.Id}/viewed", new { seq = 1 }),
        (HttpMethod.Put, $"conversations/{talk.Id}/attention", new { state = "needs_reply" }), (HttpMethod.Put, $"conversations/{talk.Id}/draft", new { body = "Hello" }),
        (HttpMethod.Post, $"conversations/{talk.Id}/answering", null), (HttpMethod.Get, $"messages/{talk.MessageId}", null), (HttpMethod.Get, $"messages/{talk.MessageId}/why", null),
        (HttpMethod.Get, $"media/{talk.MediaId}", null),
    ];

    async Task CheckListsAsync(User user, HttpClient client, bool byLine)
    {
        var expected = world.Talks.Where(talk => Sees(user, talk, byLine)).ToList();
        var of = $"{user.Name} {(byLine ? "by line" : "by permission")}";
        (await IdsAsync(client, "conversations?view=team&limit=200")).ShouldBe(expected.Select(talk => talk.Id), ignoreOrder: true, of);
        var decide = await client.GetStringAsync(new Uri("/api/v1/to-decide", UriKind.Relative));
        var own = expected.Where(talk => talk.LineId == user.Line || talk.Id == user.Assigned).ToList();
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/conversations/counts")).GetProperty("needsReply").GetInt32().ShouldBeLessThanOrEqualTo(own.Count, of);
        foreach (var talk in world.Talks.Append(world.Theirs))
        {
            var sees = expected.Contains(talk);
            decide.Contains(talk.MessageId.ToString(), StringComparison.Ordinal).ShouldBe(sees, $"{of}: to decide, {talk}");
            (await client.GetStringAsync(new Uri($"/api/v1/search/messages?q={talk.Word}", UriKind.Relative))).Contains(talk.MessageId.ToString(), StringComparison.Ordinal).ShouldBe(sees, $"{of}: search, {talk}");
            Interlocked.Add(ref checks, 2);
            if (talk == world.Theirs || !user.Permissions.Contains("see_people")) continue;
            var record = await client.GetFromJsonAsync<JsonElement>($"/api/v1/people/{talk.PersonId}");
            record.GetProperty("conversations").EnumerateArray().Any().ShouldBe(sees, $"{of}: record, {talk}");
            record.GetProperty("otherTexts").GetInt32().ShouldBe(sees ? 0 : 1, $"{of}: texts elsewhere, {talk}");
            var history = await client.GetFromJsonAsync<JsonElement>($"/api/v1/people/{talk.PersonId}/history");
            (history.GetProperty("items").GetArrayLength(), history.GetProperty("elsewhere").GetInt32()).ShouldBe(sees ? (1, 0) : (0, 1), $"{of}: history, {talk}");
            Interlocked.Add(ref checks, 3);
        }
    }

    static async Task<IReadOnlyList<Guid>> IdsAsync(HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/" + path)).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

    async Task<List<User>> UsersAsync()
    {
        (string Name, Guid Account, string? Ready, string[] Permissions)[] kinds =
        [
            .. ReadyGroups.All.Select(ready => (ready.Name, world.Memphis, (string?)ready.Key, ready.Permissions.ToArray())),
            ("Administrator of all", world.Root, "administrator", [.. ReadyGroups.Of(Role.Administrator).Permissions]),
            ("Reads staff", world.Memphis, null, ["see_people", "see_staff"]), ("Reads contacts", world.Division, null, ["see_people", "see_contacts", "text"]),
            ("Reads both", world.Root, null, ["see_people", "see_staff", "see_contacts"]), ("Reads next door", world.Nashville, null, ["see_staff", "see_contacts"]), ("Nothing", world.Root, null, []),
        ];
        var users = new List<User>();
        foreach (var (name, account, ready, permissions) in kinds)
            foreach (var line in new Guid?[] { null, world.LineAt[world.Memphis] })
            {
                var id = await world.UserAsync(name, account, ready, permissions);
                if (line is { } own) await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", world.Root, own, id);
                users.Add(new(name, id, account, [.. permissions], line, null));
            }
        // One conversation has one assignee: a user of her own for each of the two.
        foreach (var (talk, nth) in world.Talks.Where(t => t.LineId == world.LineAt[world.Nashville]).Select((t, n) => (t, n)))
        {
            var id = await world.UserAsync($"Assigned {nth}", world.Memphis, "recruiter");
            await app.Agency.RunAsync("update conversation set assignee_id = $3 where root_id = $1 and id = $2", world.Root, talk.Id, id);
            users.Add(new($"Assigned {nth}", id, world.Memphis, [.. ReadyGroups.Of(Role.Recruiter).Permissions], null, talk.Id));
        }
        app.Get<ViewerReader>().Forget(world.Root);
        return users;
    }

    static string Path(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        foreach (var parameter in endpoint.RoutePattern.Parameters)
            path = path.Replace($"{{{parameter.Name}:guid}}", Nothing.ToString(), StringComparison.Ordinal).Replace($"{{{parameter.Name}:int}}", "1", StringComparison.Ordinal)
                .Replace($"{{{parameter.Name}}}", "1", StringComparison.Ordinal);
        return path;
    }

    // Two answers to two questions differ in the number of the question alone.
    static string Comparable(string problem) => JsonSerializer.Deserialize<JsonElement>(problem) is { ValueKind: JsonValueKind.Object } it
        ? string.Join('|', it.EnumerateObject().Where(p => p.Name is not ("traceId" or "instance")).Select(p => p.ToString())) : problem;
}
