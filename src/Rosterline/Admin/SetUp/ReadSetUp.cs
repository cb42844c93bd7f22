using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin.SetUp;

/// <summary>A row of Set up.</summary>
/// <param name="Words">What is there, or what it needs.</param>
/// <param name="WaitsFor">Key of the row that comes first; null: none.</param>
/// <param name="Skippable">May be skipped for now.</param>
/// <param name="Answer">What an administrator said about it, with who and when.</param>
public sealed record SetUpRow(string Key, SetUpState State, string Words, string? WaitsFor, bool Skippable, SetUpRow.Said? Answer)
{
    public sealed record Said(string What, string? By, DateTimeOffset At);
}

public enum SetUpState { ToDo, Waiting, NeedsYou, Skipped, Done }

/// <summary>The nine rows of Set up. Each is checked against what is there, every time it is read: nothing turns green by a click alone.</summary>
sealed class ReadSetUp(NpgsqlDataSource database)
{
    public static readonly IReadOnlyDictionary<string, string[]> Answers = new Dictionary<string, string[]>
    {
        ["branches"] = ["one_office"], ["safety"] = ["skipped"], ["ats"] = ["skipped"], ["consent"] = ["no_opt_outs"], ["hours"] = ["seen", "skipped"],
    };

    sealed record Facts(
        long Branches, long SecondFactors, long Backups, long Connections, long Tested, string? TestWords, long Lines, long Receiving, long Invited, long Arrived, long OptOuts, long People,
        bool PeopleFile, bool TestMode);

    const string Sql = """
        select (select count(*) from account where root_id = $1 and kind = 2),
               (select count(distinct m.user_id) from membership m where m.root_id = $1
                and (exists (select from user_token t where t.user_id = m.user_id and t.name = 'authenticator') or exists (select from user_passkey k where k.user_id = m.user_id))),
               (select count(*) from backup_run where ok and kind = 'backup'),
               (select count(*) from provider_connection where root_id = $1 and active),
               (select count(*) from provider_connection where root_id = $1 and active and test_ok),
               (select test_words from provider_connection where root_id = $1 and active and test_ok = false order by tested_at desc limit 1),
               (select count(*) from line where root_id = $1 and active),
               (select count(*) from line where root_id = $1 and active and receiving_checked_at is not null),
               (select count(distinct user_id) from membership where root_id = $1),
               (select count(distinct m.user_id) from membership m where m.root_id = $1 and exists (select from user_session s where s.user_id = m.user_id)),
               (select count(*) from number_state where root_id = $1 and blocked & 1 = 1),
               (select count(*) from (select from person where root_id = $1 limit 1000) p),
               exists (select from person_import where root_id = $1 and finished_at is not null),
               (select test_mode from organisation where root_id = $1)
        """;

    public async Task<IReadOnlyList<SetUpRow>> ExecuteAsync(Guid rootId, CancellationToken cancel)
    {
        var facts = (await database.Command(Sql, rootId).ReadAllAsync(row => new Facts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.Text(5),
            row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetBoolean(12), row.GetBoolean(13)), cancel))[0];
        var said = (await database.Command("select a.step, a.answer, u.name, a.at from set_up_answer a left join app_user u on u.id = a.user_id where a.root_id = $1", rootId)
            .ReadAllAsync(row => (Step: row.GetString(0), Said: new SetUpRow.Said(row.GetString(1), row.Text(2), row.GetFieldValue<DateTimeOffset>(3))), cancel)).ToDictionary(each => each.Step, each => each.Said);
        return [.. Rows(facts, said).Select(row => row with { Skippable = Answers.GetValueOrDefault(row.Key)?.Contains("skipped") == true, Answer = said.GetValueOrDefault(row.Key) })];
    }

    static IEnumerable<SetUpRow> Rows(Facts facts, Dictionary<string, SetUpRow.Said> said)
    {
        bool Says(string step, string answer) => said.GetValueOrDefault(step)?.What == answer;

        yield return facts.Branches > 0 ? Done("branches", $"{Counted(facts.Branches, "branch", "branches")}.") : Says("branches", "one_office") ? Done("branches", "One office.") : ToDo("branches", "No branch yet. One office is enough to start.");
        yield return (facts.SecondFactors > 0, facts.Backups > 0) switch
        {
            (true, true) => Done("safety", $"{Counted(facts.SecondFactors, "person", "people")} with a second factor, backups are made."),
            _ when Says("safety", "skipped") => Skipped("safety"),
            (false, true) => ToDo("safety", "Backups are made. Nobody has a second factor or passkey yet."),
            (true, false) => ToDo("safety", "Second factor is on. No backup was made yet."),
            _ => ToDo("safety", "Nobody has a second factor or passkey, and no backup was made yet."),
        };
        yield return Provider(facts);
        yield return facts.Arrived > 1 ? Done("users", $"{facts.Arrived:N0} of {facts.Invited:N0} people have signed in.")
            : facts.Invited > 1 ? Needs("users", $"{Counted(facts.Invited - 1, "person is", "people are")} invited, nobody has signed in yet.") : ToDo("users", "Nobody is invited yet.");
        yield return Says("ats", "skipped") ? Skipped("ats") : ToDo("ats", "This version connects no ATS by itself yet. Bring people in by file or through the API, or skip this.");
        yield return facts.OptOuts > 0 ? Done("consent", $"{Counted(facts.OptOuts, "number", "numbers")} opted out.") : Says("consent", "no_opt_outs") ? Done("consent", "No opt-outs to bring in.")
            : ToDo("consent", "Bring in the opt-outs of your former product, or say there are none.");
        yield return facts.People >= 100 || (facts.People > 0 && facts.PeopleFile) ? Done("people", facts.People >= 1000 ? "More than 1,000 people." : $"{facts.People:N0} people.")
            : facts.OptOuts == 0 && !Says("consent", "no_opt_outs") ? Waits("people", "consent", "Import your opt-outs first, or confirm there are none.")
            : ToDo("people", facts.People == 0 ? "No records yet." : $"{Counted(facts.People, "person", "people")} so far.");
        yield return Says("hours", "seen") ? Done("hours", "Looked at.") : Says("hours", "skipped") ? Skipped("hours") : ToDo("hours", "Sensible defaults are on already. Look at them once.");
        yield return !facts.TestMode ? Done("live", "Live.") : facts.Receiving == 0 ? Waits("live", "provider", "Only the numbers of the test list are texted.") : ToDo("live", "Only the numbers of the test list are texted.");
    }

    static SetUpRow Provider(Facts facts) =>
        facts.Receiving > 0 && facts.Tested > 0 ? Done("provider", $"{Counted(facts.Receiving, "number", "numbers")} can send and receive.")
        : facts.Connections == 0 ? ToDo("provider", "No text provider is connected.")
        : facts.Tested == 0 ? Needs("provider", facts.TestWords ?? "The credentials were not tested yet.")
        : facts.Lines == 0 ? Needs("provider", "The credentials work. Bring in a number.") : Needs("provider", "No number has received a text yet. Text START to one from any phone.");

    static string Counted(long count, string one, string many) => $"{count:N0} {(count == 1 ? one : many)}";

    static SetUpRow Done(string key, string words) => new(key, SetUpState.Done, words, null, false, null);

    static SetUpRow ToDo(string key, string words) => new(key, SetUpState.ToDo, words, null, false, null);

    static SetUpRow Needs(string key, string words) => new(key, SetUpState.NeedsYou, words, null, false, null);

    static SetUpRow Waits(string key, string waitsFor, string words) => new(key, SetUpState.Waiting, words, waitsFor, false, null);

    static SetUpRow Skipped(string key) => new(key, SetUpState.Skipped, "Skipped for now.", null, true, null);
}
