using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Users;

public class InviteManyTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    [Trait("Requirement", "P-12")]
    public async Task A_pasted_list_is_looked_at_then_good_rows_are_invited_and_faulty_ones_stay()
    {
        using var admin = await app.ClientAsync();
        (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { name = "Front desk" })).EnsureSuccessStatusCode();
        const string Pasted = """
            Name	E-mail	Branch	Group	Line
            Ana Ruiz	ana@many.example	Memphis	Branch manager	Front desk
            Ben Carter	ben@many.example	Memphs		
            Cleo Cole	cleo@many.example	Memphis	Recruiter	
            Dan Drew	dan@many.example		Recruter	
            Ana Again	ana@many.example	Memphis		
            Eve Evans	eve@many.example			Back desk
            """;
        var looked = await RowsAsync(admin, Pasted, preview: true);
        looked.Select(row => row.Fault).ShouldBe([null, "No such branch: Memphs. Memphis?", null, "No such group: Recruter. Recruiter?", "Stands twice in the list.", "No such line: Back desk."]);
        (await app.Agency.ReadAsync<long>("select count(*) from app_user where email like '%@many%'")).ShouldBe(0);

        var invited = await RowsAsync(admin, Pasted, preview: false);
        invited.Where(row => row.Link is not null).Select(row => row.Name).ShouldBe(["Ana Ruiz", "Cleo Cole"]);
        (await app.Agency.ReadAsync<long>("select count(*) from line_user u join app_user a on a.id = u.user_id where u.root_id = $1 and a.email = 'ana@many.example'", app.Agency.RootId)).ShouldBe(1);
        (await RowsAsync(admin, "Ana Ruiz,ana@many.example", preview: true)).ShouldHaveSingleItem().Fault.ShouldBe("Is here already.");
    }

    [Fact]
    public async Task Nothing_pasted_and_too_much_is_said()
    {
        using var admin = await app.ClientAsync();
        await (await admin.PostAsJsonAsync("/api/v1/users/many", new { pasted = " \n ", preview = true })).ShouldRefuseAsync("nobody");
        await (await admin.PostAsJsonAsync("/api/v1/users/many", new { pasted = string.Join('\n', Enumerable.Range(0, 501).Select(n => $"N,n{n}@x.example")), preview = true })).ShouldRefuseAsync("too_many");
    }

    static async Task<List<(string? Name, string? Fault, string? Link)>> RowsAsync(HttpClient admin, string pasted, bool preview)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/users/many", new { pasted, preview });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()
            .Select(row => (row.Text("name"), row.GetProperty("fault").GetString(), row.GetProperty("link").GetString()))];
    }
}
