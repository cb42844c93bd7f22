using System.Net;
using System.Text.RegularExpressions;
using Rosterline.Jobs.Apply;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Jobs;

/// <summary>The public application form, as a browser without scripts uses it.</summary>
public sealed partial class ApplyTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient browser = null!;
    Guid posting;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(realClock: false);
        browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        posting = await PostingAsync("openslug22222222", isOpen: true);
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "AR-02")]
    public async Task A_yes_is_stored_with_the_words_their_version_the_time_and_the_origin()
    {
        var page = await OpenAsync();
        var answer = await SendAsync(page, ("first_name", "Lucía"), ("last_name", "Ortiz"), ("phone", "(901) 555-0177"), ("email", "lucia@example.com"), ("texts", "yes"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetStringAsync(answer.Headers.Location)).ShouldContain("Thank you");
        var person = await app.Agency.ReadAsync<Guid>("select id from person where root_id = $1 and email = 'lucia@example.com' and is_candidate and account_id = $2", app.Agency.RootId, app.Agency.BranchId);
        person.ShouldNotBe(Guid.Empty);
        (await app.Agency.ReadAsync<bool>("select said_yes_to_texts from application where root_id = $1 and posting_id = $2 and person_id = $3", app.Agency.RootId, posting, person)).ShouldBeTrue();
        var kept = await app.Agency.ReadAsync<string>("""
            select concat_ws('|', kind, level, source, wording_version, origin, at at time zone 'UTC', wording) from consent_event where root_id = $1 and number = 19015550177
            """, app.Agency.RootId);
        kept.ShouldBe($"opt_in|written|application|2026-11-en|127.0.0.1|2026-11-18 16:00:10|{ApplyWords.English.Consent("Northwind")}");
        WebUtility.HtmlDecode(page).ShouldContain(ApplyWords.English.Consent("Northwind"));
    }

    [Fact]
    [Trait("Requirement", "AR-02")]
    public async Task A_no_is_stored_too_and_the_box_is_empty_at_first()
    {
        var page = await OpenAsync();
        Box().Match(page).Value.ShouldNotContain("checked");
        (await SendAsync(page, ("first_name", "Noah"), ("last_name", "No"), ("phone", "9015550178"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Agency.ReadAsync<string>("select kind from consent_event where root_id = $1 and number = 19015550178", app.Agency.RootId)).ShouldBe("no_opt_in");
        (await app.Agency.ReadAsync<bool>("select not said_yes_to_texts from application where root_id = $1", app.Agency.RootId)).ShouldBeTrue();
    }

    [Fact]
    public async Task Speaks_Spanish_when_asked_or_when_the_browser_does()
    {
        (await OpenAsync("?lang=es")).ShouldContain("Enviar solicitud");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apply/openslug22222222") { Headers = { { "Accept-Language", "fr;q=0.9, es-MX;q=0.8, en;q=0.5" } } };
        (await (await browser.SendAsync(request)).Content.ReadAsStringAsync()).ShouldContain("<html lang=es>");
        await SendAsync(await OpenAsync("?lang=es"), "?lang=es", [("first_name", "Ana"), ("last_name", "Sí"), ("phone", "9015550179"), ("texts", "yes")]);
        (await app.Agency.ReadAsync<string>("select wording from consent_event where root_id = $1 and number = 19015550179", app.Agency.RootId)).ShouldBe(ApplyWords.Spanish.Consent("Northwind"));
        (await app.Agency.ReadAsync<string>("select language from person where root_id = $1 and first_name = 'Ana'", app.Agency.RootId)).ShouldBe("es");
    }

    [Fact]
    public async Task Says_beside_the_field_what_is_missing_and_keeps_what_was_typed()
    {
        var page = await OpenAsync();
        var answer = await SendAsync(page, ("first_name", "<b>\"O'Neil\""), ("phone", "901 083 0100"), ("email", "nobody@"), ("note", "line 1\nline <2>"), ("texts", "yes"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await answer.Content.ReadAsStringAsync();
        foreach (var said in new[] { "last_name-fault>Write your last name.", "phone-fault>No such number: the middle part cannot start with 0 (083).", "email-fault>This is not an e-mail address.", "checked", "line &lt;2&gt;" })
            WebUtility.HtmlDecode(again).ShouldContain(WebUtility.HtmlDecode(said));
        again.ShouldContain("&lt;b&gt;&quot;O&#x27;Neil&quot;");
        again.ShouldNotContain("<b>");
        (await app.Agency.ReadAsync<long>("select count(*) from application where root_id = $1", app.Agency.RootId)).ShouldBe(0);
        (await SendAsync(page, ("first_name", "A"), ("last_name", "B"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await (await SendAsync(page, ("first_name", "A"), ("last_name", "B"), ("email", "a@b.example"), ("texts", "yes"))).Content.ReadAsStringAsync())
            .ShouldContain("Write the phone number we may text, or untick the box.");
        (await (await SendAsync(page, ("first_name", new string('x', 30_000)), ("last_name", "B"), ("email", "a@b.example"))).Content.ReadAsStringAsync()).ShouldContain("Write at most 100 characters.");
    }

    [Fact]
    public async Task Recognises_a_person_and_overwrites_nothing()
    {
        var jose = await app.Agency.PersonAsync("José", "Núñez", 1_901_555_0150);
        await app.Agency.RunAsync("update person set email = 'jose@old.example', is_candidate = false, is_contact = true where root_id = $1 and id = $2", app.Agency.RootId, jose);
        (await SendAsync(await OpenAsync(), ("first_name", "JOSE"), ("last_name", "Nunez"), ("phone", "901.555.0150"), ("email", "jose@new.example"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await SendAsync(await OpenAsync(), ("first_name", "Jose"), ("last_name", "Nunez"), ("phone", "901.555.0151"), ("email", "JOSE@old.example"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Agency.ReadAsync<long>("select count(*) from person where root_id = $1 and last_name ilike 'n%'", app.Agency.RootId)).ShouldBe(1);
        (await app.Agency.ReadAsync<string>("select concat_ws('|', first_name, email, is_candidate, is_contact) from person where root_id = $1 and id = $2", app.Agency.RootId, jose)).ShouldBe("José|jose@old.example|t|t");
        (await app.Agency.ReadAsync<string>("select string_agg(kind || ':' || number, ' ' order by kind) from person_number where root_id = $1 and person_id = $2", app.Agency.RootId, jose)).ShouldBe("1:19015550150 2:19015550151");
        (await app.Agency.ReadAsync<string>("select note from application where root_id = $1 and person_id = $2", app.Agency.RootId, jose)).ShouldBe("Gave the e-mail jose@new.example; the record has jose@old.example.");
        // Somebody else with the same number stays somebody else.
        await SendAsync(await OpenAsync(), ("first_name", "Marta"), ("last_name", "Nunez"), ("phone", "901.555.0150"));
        (await app.Agency.ReadAsync<long>("select count(*) from person where root_id = $1 and last_name ilike 'n%'", app.Agency.RootId)).ShouldBe(2);
    }

    [Fact]
    public async Task Pressing_Send_many_times_at_once_makes_one_person_and_one_application()
    {
        var page = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(page, ("first_name", "Twice"), ("last_name", "Pressed"), ("phone", "9015550181"), ("email", "twice@example.com"), ("texts", "yes"))));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        (await app.Agency.ReadAsync<long>("select count(*) from person where root_id = $1 and first_name = 'Twice'", app.Agency.RootId)).ShouldBe(1);
        (await app.Agency.ReadAsync<long>("select count(*) from application where root_id = $1", app.Agency.RootId)).ShouldBe(1);
        (await app.Agency.ReadAsync<long>("select count(*) from consent_event where root_id = $1 and number = 19015550181", app.Agency.RootId)).ShouldBe(1);
    }

    [Fact]
    public async Task Programs_are_stopped_and_people_keep_what_they_typed()
    {
        (string, string)[] typed = [("first_name", "Kept"), ("last_name", "Typed"), ("phone", "9015550182")];
        foreach (var send in new Func<Task<HttpResponseMessage>>[]
        {
            async () => await SendAsync(await OpenAsync(wait: TimeSpan.FromSeconds(1)), typed), () => SendAsync("", typed), async () => await SendAsync(await OpenAsync(wait: TimeSpan.FromHours(25)), typed),
            async () => await SendAsync(await OpenAsync(), [.. typed, (ApplyGuard.TrapField, "123")]),
        })
        {
            var stopped = await send();
            stopped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await stopped.Content.ReadAsStringAsync()).ShouldContain("value=\"Kept\"");
            // Pressed once more, it goes.
            (await SendAsync(await stopped.Content.ReadAsStringAsync(), typed)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
        HttpResponseMessage last;
        var page = await OpenAsync();
        for (var i = 0; (last = await SendAsync(page, typed)).StatusCode == HttpStatusCode.SeeOther; i++) i.ShouldBeLessThan(ApplyGuard.PerTenMinutes);
        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await last.Content.ReadAsStringAsync()).ShouldContain("value=\"Kept\"");
    }

    [Fact]
    public async Task Takes_nothing_from_elsewhere_and_runs_no_script()
    {
        var answer = await browser.GetAsync("/apply/openslug22222222");
        var (page, policy) = (await answer.Content.ReadAsStringAsync(), answer.Headers.GetValues("Content-Security-Policy").Single());
        policy.ShouldStartWith("default-src 'none'; style-src 'nonce-");
        policy.ShouldContain("form-action 'self'");
        page.ShouldContain($"<style nonce=\"{Nonce().Match(policy).Groups["nonce"].Value}\">");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
    }

    [Fact]
    public async Task A_closed_posting_and_a_guessed_address_say_so()
    {
        await PostingAsync("closedslug222222", isOpen: false);
        var closed = await browser.GetAsync("/apply/closedslug222222");
        closed.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await closed.Content.ReadAsStringAsync()).ShouldContain("This job is closed");
        var guessed = await browser.GetAsync("/apply/nothing");
        guessed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guessed.Content.ReadAsStringAsync()).ShouldContain("There is no such page");
    }

    async Task<Guid> PostingAsync(string slug, bool isOpen)
    {
        var id = Ids.New();
        await app.Agency.RunAsync("insert into posting (root_id, id, account_id, title, location, slug, is_open) values ($1, $2, $3, 'Forklift operator', 'Memphis', $4, $5)",
            app.Agency.RootId, id, app.Agency.BranchId, slug, isOpen);
        return id;
    }

    async Task<string> OpenAsync(string query = "", TimeSpan? wait = null)
    {
        var page = await browser.GetStringAsync("/apply/openslug22222222" + query);
        app.Clock.Advance(wait ?? TimeSpan.FromSeconds(10));
        return page;
    }

    Task<HttpResponseMessage> SendAsync(string page, params (string Name, string Value)[] typed) => SendAsync(page, "", typed);

    Task<HttpResponseMessage> SendAsync(string page, string query, (string Name, string Value)[] typed) => browser.PostAsync("/apply/openslug22222222" + query,
        new FormUrlEncodedContent(typed.Append((ApplyGuard.PageField, PageOf().Match(page).Groups["page"].Value)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))));

    [GeneratedRegex("name=page value=\"(?<page>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex PageOf();

    [GeneratedRegex("<input type=checkbox[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Box();

    [GeneratedRegex("nonce-(?<nonce>[0-9a-f]+)", RegexOptions.None, 1000)]
    private static partial Regex Nonce();
}
