using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts;

public class ViewerTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Theory]
    [InlineData(Role.Recruiter, "text", true)]
    [InlineData(Role.Recruiter, "import", false)]
    [InlineData(Role.Recruiter, "administer", false)]
    [InlineData(Role.BranchManager, "import", true)]
    [InlineData(Role.BranchManager, "administer", false)]
    [InlineData(Role.Administrator, "administer", true)]
    [InlineData(Role.Compliance, "compliance", true)]
    [InlineData(Role.Compliance, "text", false)]
    [InlineData(Role.ReadOnly, "text", false)]
    public void May_what_the_role_says(Role role, string permission, bool may) =>
        app.Agency.Viewer(Ids.New(), role).May(permission).ShouldBe(may);

    [Fact]
    public async Task Sees_the_lines_assigned_in_this_organisation()
    {
        var user = await app.Agency.UserAsync("Ben");
        var other = await TestAgency.CreateAsync(app.Sql);
        var (line, foreign, unassigned) = (await LineAsync(app.Agency, 19015550101), await LineAsync(other, 19015550102), await LineAsync(app.Agency, 19015550103));
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $5), ($3, $4, $5)", app.Agency.RootId, line, other.RootId, foreign, user);
        var viewer = await app.Get<ViewerReader>().FindAsync(app.Agency.RootId, user, CancellationToken.None);
        (viewer!.Uses(line), viewer.Uses(foreign), viewer.Uses(unassigned)).ShouldBe((true, false, false));
    }

    [Fact]
    public async Task Is_nobody_elsewhere_or_when_inactive()
    {
        var user = await app.Agency.UserAsync("Ben");
        var other = await TestAgency.CreateAsync(app.Sql);
        var reader = app.Get<ViewerReader>();
        (await reader.FindAsync(other.RootId, user, CancellationToken.None)).ShouldBeNull();
        (await reader.FindAsync(app.Agency.RootId, user, CancellationToken.None)).ShouldNotBeNull();
        await app.Agency.RunAsync("update app_user set is_active = false where id = $1", user);
        reader.Forget(app.Agency.RootId);
        (await reader.FindAsync(app.Agency.RootId, user, CancellationToken.None)).ShouldBeNull();
    }

    static async Task<Guid> LineAsync(TestAgency agency, long number)
    {
        var id = Ids.New();
        await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) values ($1, $2, $1, $2, $3, 'Line')", agency.RootId, id, number);
        return id;
    }
}
