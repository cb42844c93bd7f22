using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Records;

/// <summary>Who an audience is.</summary>
public class AudiencePeopleTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "EN-03")]
    public async Task Tells_people_by_id_by_search_and_by_hotlist()
    {
        var (ana, ben) = (await App.Agency.PersonAsync("Ana", "Audience", null), await App.Agency.PersonAsync("Ben", "Audience", null));
        var all = await Ask(new(null, null, new() { LastName = "Audience" }));
        all.Value!.ShouldBe([ana, ben]);
        (await Ask(new(null, null, new() { LastName = "Audience", Except = [ana] }))).Value!.ShouldBe([ben]);
        (await Ask(new([ben, ana, ben, Ids.New()], null, null))).Value!.ShouldBe([ana, ben]);
        var client = await App.ClientAsync();
        var list = (await client.TellAsync("hotlists", new { name = "Two", search = new { lastName = "Audience" } })).GetProperty("id").GetGuid();
        (await Ask(new(null, list, null))).Value!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_in_words()
    {
        (await Ask(new(null, null, null))).Refusal!.Code.ShouldBe("audience_unclear");
        (await Ask(new([Ids.New()], Ids.New(), null))).Refusal!.Code.ShouldBe("audience_unclear");
        (await Ask(new([Ids.New()], null, null))).Refusal!.Code.ShouldBe("nobody_chosen");
        (await Ask(new(null, Ids.New(), null))).Refusal!.Code.ShouldBe("not_found");
        (await Ask(new([.. Enumerable.Range(0, 40_000).Select(_ => Ids.New())], null, null))).Refusal!.Message.ShouldBe("40,000 people are too many at once. Take 20,000 at most, in several goes.");
    }

    [Fact]
    public async Task Refuses_a_search_that_finds_more_than_it_may_hold()
    {
        await using var app = await TestApp.StartAsync();
        await app.Agency.RunAsync("insert into person (root_id, id, account_id, first_name, is_candidate) select $1, gen_random_uuid(), $2, 'Many', true from generate_series(1, 20001)", app.Agency.RootId, app.Agency.BranchId);
        var viewer = app.Agency.Viewer(app.Agency.AdminId, Role.Administrator);
        (await app.Get<AudiencePeople>().ExecuteAsync(viewer, new(null, null, new() { Kind = "candidate" }), CancellationToken.None)).Refusal!.Message.ShouldContain("more than 20,000 people");
    }

    Task<Result<IReadOnlyList<Guid>>> Ask(AudienceRequest whom) =>
        App.Get<AudiencePeople>().ExecuteAsync(App.Agency.Viewer(App.Agency.AdminId, Role.Administrator), whom, CancellationToken.None);
}
