using Npgsql;
using Rosterline.Accounts.Audit;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Audit;

/// <summary>What somebody with the database, but without the key outside it, can do to the log: all of it is found, and the place is named.</summary>
[Trait("Requirement", "G-08")]
public sealed class TamperTest : IAsyncLifetime
{
    const int Entries = 60, Edits = 500;

    TestApp app = null!;

    Guid Root => app.Agency.RootId;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        await FillAsync(Entries);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Finds_every_one_of_500_random_edits_and_names_the_place()
    {
        var random = new Random(20260722);
        (await CheckAsync()).Faults.ShouldBeEmpty();
        var last = await LastAsync();
        await app.Agency.RunAsync("create table entries_before as select * from audit_entry; create table seals_before as select * from audit_seal");
        for (var i = 0; i < Edits; i++)
        {
            var edit = Draw(random, last);
            await TamperAsync($"{Restore}; {edit.Sql}");
            var faults = (await CheckAsync()).Faults;
            faults.ShouldContain(fault => fault.Position == edit.Place, $"edit {i}: {edit.Sql}; found {string.Join(" / ", faults.Select(f => f.Words))}");
            // Two that changed places, and what follows each.
            faults.Count.ShouldBeLessThan(5, edit.Sql);
        }
        await TamperAsync(Restore);
        (await CheckAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_that_the_end_was_cut_off_together_with_every_note_of_it_in_the_database()
    {
        await app.Agency.RunAsync("create table kept as select * from audit_head");
        var before = await LastAsync();
        await FillAsync(10);
        await TamperAsync($"""
            delete from audit_entry e using audit_seal s where s.root_id = e.root_id and s.entry_id = e.id and s.position > {before};
            delete from audit_seal where position > {before};
            delete from audit_head; insert into audit_head select * from kept
            """);

        (await CheckAsync()).Faults.ShouldHaveSingleItem().Words.ShouldMatch($"^Entries {before + 1} to {before + 10} are missing at the end: .* says the data folder\\.$");

        // Going on from there hides nothing.
        await FillAsync(15);
        (await CheckAsync()).Faults.ShouldHaveSingleItem().Words.ShouldContain("the log was cut off before it and written anew");
    }

    [Fact]
    public async Task Finds_a_log_that_was_emptied_and_begun_again()
    {
        await TamperAsync("delete from audit_seal; delete from audit_entry; delete from audit_head; delete from data_key where use = 1");
        (await CheckAsync()).Faults.ShouldNotBeEmpty();
        await FillAsync(Entries * 2);
        (await CheckAsync()).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Is_not_changed_by_a_statement_of_the_application()
    {
        foreach (var sql in new[] { "update audit_entry set action = 'x'", "delete from audit_entry", "truncate audit_entry", "update audit_seal set salt = null", "delete from audit_seal" })
            (await Should.ThrowAsync<PostgresException>(app.Agency.RunAsync(sql))).MessageText.ShouldBe("The audit log stays as it was written.");
    }

    [Fact]
    public async Task Chains_an_entry_that_is_committed_late()
    {
        await using var late = await app.Sql.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await transaction.Command("insert into audit_entry (root_id, id, at, action) values ($1, $2, now(), 'test.late')", Root, Ids.New()).RunAsync(CancellationToken.None);
        await FillAsync(5);
        await transaction.CommitAsync();
        await Eventually.HoldsAsync(() => app.Agency.ReadAsync<bool>("""
            select exists (select 1 from audit_seal s join audit_entry e on e.root_id = s.root_id and e.id = s.entry_id where s.root_id = $1 and e.action = 'test.late' and s.position = (select max(position) from audit_seal))
            """, Root));
        (await CheckAsync()).Faults.ShouldBeEmpty();
    }

    const string Restore = """
        delete from audit_entry; insert into audit_entry select * from entries_before; delete from audit_seal; insert into audit_seal select * from seals_before
        """;

    sealed record Edit(long Place, string Sql);

    static Edit Draw(Random random, long last)
    {
        var (one, other) = (random.NextInt64(1, last + 1), random.NextInt64(1, last));
        if (other >= one) other++;
        string Entry(string set) => $"update audit_entry e set {set} from audit_seal s where s.root_id = e.root_id and s.entry_id = e.id and s.position = {one}";
        string Seal(string set) => $"update audit_seal set {set} where position = {one}";
        return random.Next(16) switch
        {
            0 => new(one, Entry("action = e.action || 'x'")),
            1 => new(one, Entry("actor_id = case when e.actor_id is null then gen_random_uuid() end")),
            2 => new(one, Entry("at = e.at + interval '1 microsecond'")),
            3 => new(one, Entry("subject_id = gen_random_uuid()")),
            4 => new(one, Entry("subject_kind = coalesce(e.subject_kind, '') || 'x'")),
            5 => new(one, Entry("""detail = coalesce(e.detail, '{}') || '{"n": -1}'""")),
            6 => new(one, Entry("detail = case when e.detail is null then '{}'::jsonb end")),
            7 => new(one, $"delete from audit_entry e using audit_seal s where s.root_id = e.root_id and s.entry_id = e.id and s.position = {one}"),
            8 => new(one, $"delete from audit_entry e using audit_seal s where s.root_id = e.root_id and s.entry_id = e.id and s.position = {one}; delete from audit_seal where position = {one}"),
            9 => new(one, $"""
                update audit_seal set position = -1 where position = {one}; update audit_seal set position = {one} where position = {other};
                update audit_seal set position = {other} where position = -1
                """),
            10 => new(one, $"""
                create temp table swap on commit drop as select * from audit_seal where position in ({one}, {other});
                update audit_seal set entry_id = gen_random_uuid() where position = {one};
                update audit_seal s set (entry_id, salt, detail_digest) = (select entry_id, salt, detail_digest from swap where position = {one}) where s.position = {other};
                update audit_seal s set (entry_id, salt, detail_digest) = (select entry_id, salt, detail_digest from swap where position = {other}) where s.position = {one}
                """),
            11 => new(one, Seal("mac = sha256(mac)")),
            12 => new(one, Seal("salt = sha256('x')")),
            13 => new(one, Seal("sealed_at = sealed_at - interval '1 day'")),
            14 => new(one, $"delete from audit_entry e using audit_seal s where s.root_id = e.root_id and s.entry_id = e.id and s.position >= {one}; delete from audit_seal where position >= {one}"),
            _ => new(one, Seal("erased_at = now(), erased_mac = sha256('x'), salt = null") + "; " + Entry("detail = null")),
        };
    }

    // As the owner of the database may: the guard is off.
    async Task TamperAsync(string sql) => await app.Agency.RunAsync($"set session_replication_role = replica; {sql}; set session_replication_role = origin");

    Task<AuditChecked> CheckAsync() => app.Get<CheckAudit>().ExecuteAsync(Root, CancellationToken.None);

    async Task<long> LastAsync() => await app.Agency.ReadAsync<long>("select max(position) from audit_seal where root_id = $1", Root);

    async Task FillAsync(int count)
    {
        await app.Agency.RunAsync("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            select $1, id, now(), case when n % 5 > 0 then $2::uuid end, 'test.done', case when n % 3 > 0 then 'thing' end, case when n % 3 > 0 then gen_random_uuid() end,
                   case when n % 4 > 0 then jsonb_build_object('n', n, 'before', 'é') end
            from unnest($3::uuid[]) with ordinality i(id, n)
            """, Root, app.Agency.AdminId, Enumerable.Range(0, count).Select(_ => Ids.New()).ToArray());
        await Eventually.HoldsAsync(async () =>
        {
            await app.Get<SealAudit>().SealAllAsync(CancellationToken.None);
            return !await app.Agency.ReadAsync<bool>("select exists (select 1 from audit_entry e where not exists (select 1 from audit_seal s where s.entry_id = e.id))");
        });
    }
}
