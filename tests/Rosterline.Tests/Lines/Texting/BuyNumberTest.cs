using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Lines.Texting;

public sealed class BuyNumberTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "AR-22")]
    public async Task A_number_of_an_area_code_is_chosen_from_a_list_and_becomes_a_users_line()
    {
        await SellerAsync();
        var offered = (await ForSaleAsync(615)).Texts("number");
        offered.Count.ShouldBe(10);
        offered.ShouldAllBe(number => number.StartsWith("+1615555", StringComparison.Ordinal));
        var maya = await app.Agency.UserAsync("Maya");
        var bought = await admin.TellAsync("texting/numbers", new { number = offered[3], userId = maya });
        bought.GetProperty("number").GetString().ShouldBe(offered[3]);
        var mine = (await admin.AskAsync("texting/users")).GetProperty("items").EnumerateArray().Single(row => row.GetProperty("userId").GetGuid() == maya);
        mine.GetProperty("number").GetString().ShouldBe(offered[3]);
        (await ForSaleAsync(615)).Texts("number").ShouldNotContain(offered[3]);
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'number.bought'", app.Agency.RootId)).ShouldBe(1);
        await (await admin.PostAsJsonAsync("/api/v1/texting/numbers", new { number = offered[3] })).ShouldRefuseAsync("number_is_line");
    }

    [Fact]
    [Trait("Requirement", "AR-22")]
    public async Task Any_number_is_assigned_by_itself_and_never_one_that_is_known()
    {
        await SellerAsync();
        var first = (await ForSaleAsync(null)).Texts("number")[0];
        await app.Agency.PersonAsync("Lucas", "Hale", long.Parse(first[1..]));
        (await ForSaleAsync(null)).Texts("number").ShouldNotContain(first);
        var one = (await admin.TellAsync("texting/numbers", new { })).GetProperty("number").GetString();
        var other = (await admin.TellAsync("texting/numbers", new { areaCode = 404 })).GetProperty("number").GetString()!;
        other.ShouldStartWith("+1404");
        one.ShouldNotBe(other);
    }

    [Fact]
    [Trait("Requirement", "AR-22")]
    public async Task What_cannot_be_had_is_said()
    {
        await (await admin.GetAsync("/api/v1/texting/numbers/for-sale")).ShouldRefuseAsync("no_seller");
        await SellerAsync();
        await (await admin.GetAsync("/api/v1/texting/numbers/for-sale?areaCode=911")).ShouldRefuseAsync("area_code_wrong");
        await (await admin.PostAsJsonAsync("/api/v1/texting/numbers", new { areaCode = 212 })).ShouldRefuseAsync("none_for_sale");
        await (await admin.PostAsJsonAsync("/api/v1/texting/numbers", new { number = "+12125550101" })).ShouldRefuseAsync("number_gone");
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));
        (await recruiter.GetAsync("/api/v1/texting/numbers/sellers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "AR-22")]
    public async Task A_number_taken_without_an_answer_is_found_in_the_account_and_not_bought_again()
    {
        await SellerAsync();
        var wanted = (await ForSaleAsync(303)).Texts("number")[0];
        var account = await app.Agency.ReadAsync<Guid>("select id from carrier_account where owner = $1", app.Agency.RootId);
        await app.Agency.RunAsync("insert into carrier_number (owner, number, id, account_id, name) values ($1, $2, gen_random_uuid(), $3, 'bought')", app.Agency.RootId, long.Parse(wanted[1..]), account);
        (await admin.TellAsync("texting/numbers", new { number = wanted })).GetProperty("number").GetString().ShouldBe(wanted);
        (await app.Agency.ReadAsync<long>("select count(*) from carrier_number where owner = $1 and number = $2", app.Agency.RootId, long.Parse(wanted[1..]))).ShouldBe(1);
    }

    async Task SellerAsync() => await admin.TellAsync("lines/simulated", new { name = "Front desk" });

    async Task<JsonElement> ForSaleAsync(int? areaCode) => (await admin.AskAsync("texting/numbers/for-sale" + (areaCode is null ? "" : $"?areaCode={areaCode}"))).GetProperty("items");
}
