using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Accounts.Groups;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Keys;

/// <summary>A key that is narrowed to an account, of a user who may do everything everywhere.</summary>
public class NarrowedKeysTest : IAsyncLifetime
{
    TestApp app = null!;
    Northwind world = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        world = await Northwind.MakeAsync(app = await TestApp.StartAsync());
        foreach (var talk in world.Talks) await app.Agency.RunAsync("update person set account_id = $3 where root_id = $1 and id = $2", world.Root, talk.PersonId, talk.AccountId);
        foreach (var line in world.LineAt.Values.Append(world.Colleagues)) await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", world.Root, line, app.Agency.AdminId);
        app.Get<ViewerReader>().Forget(world.Root);
        admin = await app.ClientAsync();
    }

    public Task DisposeAsync()
    {
        admin.Dispose();
        return app.DisposeAsync().AsTask();
    }

    [Fact]
    [Trait("Requirement", "G-13")]
    [Trait("Requirement", "HS-16")]
    public async Task Reaches_its_account_and_nothing_else_is_there()
    {
        using var program = Program((await MakeAsync(world.Memphis)).Text("key"));
        foreach (var talk in world.Talks.Append(world.Theirs))
        {
            var reached = talk.AccountId == world.Memphis;
            foreach (var path in new[] { $"conversations/{talk.Id}", $"conversations/{talk.Id}/messages", $"conversations/{talk.Id}/events", $"messages/{talk.MessageId}", $"messages/{talk.MessageId}/why", $"media/{talk.MediaId}", $"people/{talk.PersonId}" })
                (await program.GetAsync(At(path))).StatusCode.ShouldBe(reached ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{path}, {talk}");
            (await program.PutAsJsonAsync(At($"conversations/{talk.Id}/draft"), new { body = "Hello" })).IsSuccessStatusCode.ShouldBe(reached, $"{talk}");
            foreach (var list in new[] { $"search/messages?q={talk.Word}", "to-decide" })
                (await program.GetStringAsync(At(list))).Contains(talk.MessageId.ToString(), StringComparison.Ordinal).ShouldBe(reached, $"{list}, {talk}");
            (await IdsAsync(program, $"people?q={talk.Word}")).ShouldBe(reached ? [talk.PersonId] : [], $"{talk}");
            (await program.PostAsJsonAsync(At("conversations"), new { personId = talk.PersonId, lineId = world.LineAt[world.Memphis] })).IsSuccessStatusCode.ShouldBe(reached, $"{talk}");
        }

        var within = world.Talks.Where(talk => talk.AccountId == world.Memphis).ToList();
        (await IdsAsync(program, "conversations?view=team&limit=200")).ShouldBeSubsetOf([.. within.Select(talk => talk.Id), .. await StartedAsync()]);
        (await IdsAsync(program, "conversations?view=team&limit=200")).Intersect(world.Talks.Select(talk => talk.Id)).ShouldBe(within.Select(talk => talk.Id), ignoreOrder: true);
        (await IdsAsync(program, "people")).Intersect(world.Talks.Select(talk => talk.PersonId)).ShouldBe(within.Select(talk => talk.PersonId), ignoreOrder: true);
        (await IdsAsync(program, "lines")).ShouldBe([world.LineAt[world.Memphis], world.Colleagues], ignoreOrder: true);
        var everybody = (await program.ReadAsync("/api/v1/people/count")).GetProperty("count").GetInt32();
        everybody.ShouldBe((await IdsAsync(program, "people?limit=200")).Count);
        (await admin.ReadAsync("/api/v1/people/groups?by=branch")).GetProperty("total").GetInt32().ShouldBeGreaterThan(everybody);
        (await program.ReadAsync("/api/v1/people/groups?by=branch")).GetProperty("total").GetInt32().ShouldBe(everybody);
        (await program.ReadAsync("/api/v1/session")).GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("id").GetGuid())
            .ShouldBe([world.LineAt[world.Memphis], world.Colleagues], ignoreOrder: true);
    }

    [Fact]
    [Trait("Requirement", "G-13")]
    public async Task Sends_to_nobody_and_from_no_line_outside_and_finds_no_administration()
    {
        using var program = Program((await MakeAsync(world.Memphis)).Text("key"));
        var (here, there) = (world.Talks.First(talk => talk.LineId == world.LineAt[world.Memphis]), world.Talks.First(talk => talk.AccountId == world.Nashville));
        await (await SendAsync(program, new { to = "+13035550188", line = world.LineAt[world.Nashville], body = "Hello" })).ShouldRefuseAsync("no_such_line");
        await (await SendAsync(program, new { personId = there.PersonId, body = "Hello" })).ShouldRefuseAsync("no_such_person");
        var number = await app.Agency.ReadAsync<long>("select number from conversation where root_id = $1 and id = $2", world.Root, there.Id);
        await (await SendAsync(program, new { to = $"+{number}", body = "Hello" })).ShouldRefuseAsync("no_such_person");
        await (await program.PostAsJsonAsync(At("conversations"), new { number = $"+{number}" })).ShouldRefuseAsync("no_such_person");
        (await (await SendAsync(program, new { personId = here.PersonId, body = "Hello" })).Content.ReadAsStringAsync()).ShouldNotContain("no_such");
        (await program.PostAsJsonAsync(At("conversations"), new { number = "+13035550188" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var path in new[]
        {
            "users", "accounts", "api-keys", "audit", "organisation", "broadcasts", "schedules", "scheduled", "templates", "hotlists", "saved-searches", "companies", "postings", "orders", "opt-outs", "troubles",
            "reports/sms-activity", "texting/users", "security-groups", "connections", "support", $"people/{here.PersonId}/history", $"people/{here.PersonId}/journal", "session/sign-in",
        }) await (await program.GetAsync(At(path))).ShouldNotExistAsync();
        await (await program.PostAsJsonAsync(At("people"), new { firstName = "Nora", lastName = "Ames" })).ShouldNotExistAsync();
        await (await program.PostAsJsonAsync(At("api-keys"), new { name = "Wider" })).ShouldNotExistAsync();
        (await program.GetAsync(new Uri("/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "G-13")]
    public async Task Stays_narrowed_when_rotated_and_is_made_only_where_its_user_may_do_something()
    {
        var made = await MakeAsync(world.Division);
        var next = await (await admin.PostAsJsonAsync(At($"api-keys/{made.Text("id")}/rotate"), new { overlapHours = 1 })).ReadAsync();
        using var program = Program(next.Text("key"));
        (await IdsAsync(program, "conversations?view=team&limit=200")).ShouldBe(world.Talks.Where(talk => talk.AccountId != world.Root).Select(talk => talk.Id), ignoreOrder: true);
        await (await program.GetAsync(At("users"))).ShouldNotExistAsync();

        var row = (await admin.ReadAsync("/api/v1/api-keys")).GetProperty("items").EnumerateArray().Single(key => key.Text("id") == next.Text("id"));
        (row.GetProperty("narrowed").GetBoolean(), row.Text("account")).ShouldBe((true, "South"));
        (await app.Agency.ReadAsync<string>("select detail::text from audit_entry where root_id = $1 and action = 'api_key.created' and subject_id = $2", world.Root, made.GetProperty("id").GetGuid()))!
            .ShouldContain(world.Division.ToString());

        var nashville = await world.UserAsync("Ned", world.Nashville, "recruiter");
        app.Get<ViewerReader>().Forget(world.Root);
        await (await PostAsync(world.Memphis, nashville)).ShouldRefuseAsync("key_reaches_nothing");
        await (await PostAsync(Ids.New(), null)).ShouldRefuseAsync("key_reaches_nothing");
        await (await PostAsync(world.Elsewhere.RootId, null)).ShouldRefuseAsync("key_reaches_nothing");

        // The whole organisation narrows nothing; and where its user lost her last right, the key is nobody's.
        using var whole = Program((await MakeAsync(world.Root)).Text("key"));
        (await whole.GetAsync(At("users"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var neds = Program((await (await PostAsync(world.Division, nashville)).ReadAsync()).Text("key"));
        (await neds.GetAsync(At("conversations"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Agency.RunAsync("update account set parent_id = $1 where root_id = $1 and id = $2", world.Root, world.Nashville);
        app.Get<ViewerReader>().Forget(world.Root);
        await (await neds.GetAsync(At("conversations"))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
    }

    async Task<JsonElement> MakeAsync(Guid account) => await (await PostAsync(account, null)).ReadAsync();

    Task<HttpResponseMessage> PostAsync(Guid account, Guid? user) => admin.PostAsJsonAsync(At("api-keys"), new { name = "Narrow", userId = user, accountId = account });

    static Task<HttpResponseMessage> SendAsync(HttpClient program, object text) => program.PostAsJsonAsync(At("messages"), text);

    Task<Guid[]> StartedAsync() => app.Agency.ReadAsync<Guid[]>("select coalesce(array_agg(id), '{}') from conversation where root_id = $1 and line_id = $2", world.Root, world.LineAt[world.Memphis])!;

    static async Task<IReadOnlyList<Guid>> IdsAsync(HttpClient client, string path) =>
        [.. (await client.ReadAsync("/api/v1/" + path)).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

    HttpClient Program(string key) => new() { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    static Uri At(string path) => new("/api/v1/" + path, UriKind.Relative);
}
