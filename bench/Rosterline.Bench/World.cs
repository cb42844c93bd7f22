using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Bench;

/// <summary>One organisation out of test mode: 200 lines at the bench's own carrier, a recruiter for each, 20,000 people, keys.</summary>
sealed class World(NpgsqlDataSource sql)
{
    public const int Lines = 200, People = 20_000;
    public const string Token = "token-of-the-bench-carrier";
    const long FirstLine = 19012000000, FirstPerson = 19013000000;

    public Guid RootId { get; private set; } = Ids.New();

    public Guid ConnectionId { get; private set; } = Ids.New();

    public Guid[] LineIds { get; private set; } = [.. Enumerable.Range(0, Lines).Select(_ => Ids.New())];

    /// <summary>Acts as an administrator who sees every line.</summary>
    public string AdminKey { get; } = Key();

    /// <summary>One for each line, acting as the recruiter of that line alone.</summary>
    public string[] RecruiterKeys { get; } = [.. Enumerable.Range(0, Lines).Select(_ => Key())];

    public string HookPath { get; private set; } = "";

    public static long LineNumber(int line) => FirstLine + line;

    public static long PersonNumber(int person) => FirstPerson + person;

    /// <summary>Everybody is texted from one line only, as in life.</summary>
    public static int LineOf(int person) => person % Lines;

    public async Task SeedAsync(Secrets secrets, Uri carrier)
    {
        var (branch, hook) = (Ids.New(), Ids.New().ToString("N"));
        HookPath = $"/hooks/simulated/{hook}";
        await RunAsync("insert into organisation (root_id, name, test_mode) values ($1, 'Bench', false)", RootId);
        await RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $1, null, 0, 'Bench'), ($1, $2, $1, 2, 'Branch')", RootId, branch);
        await RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token) values ($1, $2, $1, 'simulated', 'Bench', $3::jsonb, $4, $5)",
            RootId, ConnectionId, $$"""{"carrier":"{{carrier}}"}""", secrets.Encrypt(RootId, $$"""{"token":"{{Token}}"}""", $"connection:{ConnectionId}"), hook);
        await LinesAsync(branch);
        await UsersAsync(branch);
        await PeopleAsync(branch);
        await ConversationsAsync();
        await RunAsync("analyze");
    }

    /// <summary>Takes over what an earlier run left in this data folder, with keys of its own.</summary>
    public async Task<bool> AdoptAsync()
    {
        if (!await OneAsync<bool>("select exists (select from organisation where name = 'Bench')")) return false;
        RootId = await OneAsync<Guid>("select root_id from organisation where name = 'Bench'");
        ConnectionId = await OneAsync<Guid>("select id from provider_connection where root_id = $1", RootId);
        LineIds = await OneAsync<Guid[]>("select array_agg(id order by number) from line where root_id = $1", RootId);
        var users = await OneAsync<Guid[]>("""
            select array_agg(user_id order by number nulls first) from (
              select m.user_id, l.number from membership m left join line_user u on u.root_id = m.root_id and u.user_id = m.user_id and u.is_default
              left join line l on l.root_id = u.root_id and l.id = u.line_id where m.root_id = $1) x
            """, RootId);
        await KeysAsync(await OneAsync<Guid>("select id from account where root_id = $1 and kind = 2", RootId), users);
        return true;
    }

    async Task LinesAsync(Guid branch)
    {
        await RunAsync("""
            insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second)
            select $1, i.id, $2, $3, $4 + i.n - 1, 'Line ' || i.n, now(), 1000 from unnest($5::uuid[]) with ordinality i(id, n)
            """, RootId, branch, ConnectionId, FirstLine, LineIds);
        await RunAsync("insert into line_send (root_id, line_id, gap_us) select $1, id, 1000 from unnest($2::uuid[]) i(id)", RootId, LineIds);
    }

    async Task UsersAsync(Guid branch)
    {
        var admin = Ids.New();
        Guid[] users = [.. LineIds.Select(_ => Ids.New())];
        await RunAsync("""
            insert into app_user (id, name, user_name, normalized_user_name, security_stamp)
            select i.id, 'User ' || i.n, i.id::text, upper(i.id::text), 'stamp' from unnest($1::uuid[]) with ordinality i(id, n)
            """, (Guid[])[admin, .. users]);
        await RunAsync("insert into membership (root_id, user_id, account_id, role) select $1, id, $2, case when id = $3 then 2 else 0 end from unnest($4::uuid[]) i(id)",
            RootId, branch, admin, (Guid[])[admin, .. users]);
        await RunAsync("insert into line_user (root_id, line_id, user_id, is_default) select $1, id, $2, false from unnest($3::uuid[]) i(id)", RootId, admin, LineIds);
        await RunAsync("insert into line_user (root_id, line_id, user_id, is_default) select $1, line_id, user_id, true from unnest($2::uuid[], $3::uuid[]) i(line_id, user_id)", RootId, LineIds, users);
        await KeysAsync(branch, [admin, .. users]);
    }

    Task KeysAsync(Guid branch, Guid[] users) => RunAsync("""
        insert into api_key (root_id, id, account_id, user_id, name, prefix, hash)
        select $1, gen_random_uuid(), $2, user_id, 'bench', 'rl_', hash from unnest($3::uuid[], $4::bytea[]) i(user_id, hash)
        """, RootId, branch, users, ((string[])[AdminKey, .. RecruiterKeys]).Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key))).ToArray());

    async Task PeopleAsync(Guid branch)
    {
        Guid[] people = [.. Enumerable.Range(0, People).Select(_ => Ids.New())];
        await RunAsync("""
            insert into person (root_id, id, account_id, first_name, last_name, is_candidate)
            select $1, i.id, $2, 'First' || i.n % 900, 'Last' || i.n, true from unnest($3::uuid[]) with ordinality i(id, n)
            """, RootId, branch, people);
        await RunAsync("""
            insert into person_number (root_id, person_id, kind, raw, number)
            select $1, i.id, 1, ($2 + i.n - 1)::text, $2 + i.n - 1 from unnest($3::uuid[]) with ordinality i(id, n)
            """, RootId, FirstPerson, people);
    }

    // Everybody was in touch before, as in an agency that works.
    Task ConversationsAsync() => RunAsync("""
        insert into conversation (root_id, id, line_id, number, person_id, last_at)
        select $1, gen_random_uuid(), ($2::uuid[])[1 + (number - $3) % $4], number, person_id, now() - interval '30 days' from person_number where root_id = $1
        """, RootId, LineIds, FirstPerson, Lines);

    public async Task RunAsync(string text, params object[] values)
    {
        await using var command = Command(text, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> OneAsync<T>(string text, params object[] values)
    {
        await using var command = Command(text, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public NpgsqlCommand Command(string text, params object[] values)
    {
        var command = sql.CreateCommand(text);
        command.CommandTimeout = 300;
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    static string Key() => "rl_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
