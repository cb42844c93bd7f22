using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Demo;

/// <summary>Northwind Staffing: the demo agency with simulated lines only (P-10). Set-based, so that it is there within four seconds.</summary>
public sealed class DemoAgency(NpgsqlDataSource database, ConnectionSecrets secrets, CarrierAccounts carrier, ConnectionReader connections, TimeProvider clock)
{
    public const string Name = "Northwind Staffing", Email = "dana@northwind.example";

    // Any number of ours: two nodes starting at once must not make two demos.
    const long SeedLock = 0x64656d6f;

    static readonly string[] Branches = ["Memphis", "Nashville", "Minneapolis"];

    static readonly (string Name, string Mail, Role Role)[] Users =
    [
        ("Dana Reyes", "dana", Role.Administrator), ("Maya Brooks", "maya", Role.Recruiter), ("Ben Carter", "ben", Role.Recruiter),
        ("Ana Ruiz", "ana", Role.BranchManager), ("Maria Lopez", "maria", Role.Recruiter), ("Priya Shah", "priya", Role.Compliance),
    ];

    static readonly (string Name, PhoneNumber Number, int Branch, int[] Users)[] Lines =
    [
        ("Memphis front desk", DemoPeople.NumberOf(901, 142), 0, [0, 1, 2]), ("Nashville", DemoPeople.NumberOf(615, 120), 1, [3, 4]),
        ("Dana direct", DemoPeople.NumberOf(901, 117), 0, [0]), ("Minneapolis", DemoPeople.NumberOf(612, 108), 2, [4, 3]),
    ];

    /// <summary>Who may sign in; the password is told once.</summary>
    public sealed record SignIn(Guid RootId, Guid UserId, string Email, string Password);

    sealed record Made(Guid RootId, Guid ConnectionId, Guid CarrierAccountId, string HookToken, Guid[] Branches, Guid[] Users, Guid[] Lines, IReadOnlyList<DemoPerson> People);

    /// <summary>Seeds the demo unless one is there already (null).</summary>
    public static Task<SignIn?> SeedAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<DemoAgency>().ExecuteAsync(cancel);

    public async Task<SignIn?> ExecuteAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command("select pg_advisory_xact_lock($1)", SeedLock).RunAsync(cancel);
        // every organisation: one demo per installation
        if (await transaction.Command("select exists (select 1 from organisation where is_demo)").ExecuteScalarAsync(cancel) is true) return null;
        var (root, token) = (Ids.New(), CarrierAccounts.NewToken());
        await transaction.Command("""
            insert into organisation (root_id, name, time_zone, is_demo, test_mode, phone) values ($1, $2, 'America/Chicago', true, false, '+19015550142')
            """, root, Name).RunAsync(cancel);
        var made = new Made(
            root, Ids.New(), await carrier.OpenAsync(connection, root, Name, token, cancel), SaveConnection.NewHookToken(),
            New(Branches.Length), New(Users.Length), New(Lines.Length), DemoPeople.Make(Lines.Select(l => l.Number.Digits).ToHashSet()));
        var password = NewPassword();
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddUsers(batch, made, password);
        AddLines(batch, made, token);
        DemoRecords.Add(batch, root, made.Branches, made.People, clock.GetUtcNow());
        DemoJobs.Add(batch, root, made.Branches, made.Users[0], made.People, clock.GetUtcNow());
        DemoTemplates.Add(batch, root, made.Users[0], clock.GetUtcNow());
        new DemoConversations(root, made.ConnectionId, made.CarrierAccountId, made.Lines, [.. Lines.Select(l => l.Number)], made.Users, made.People, clock.GetUtcNow()).Add(batch);
        AuditLog.Add(batch, new AuditedAct(root, null, "demo.seeded", "organisation", root), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        carrier.Forget();
        return new(root, made.Users[0], Email, password);
    }

    static void AddUsers(NpgsqlBatch batch, Made made, string password)
    {
        var dana = new User { Name = Users[0].Name };
        batch.Add("""
            insert into account (root_id, id, parent_id, kind, name) select $1, $1, null::uuid, 0, $2
            union all select $1, b.id, $1, 2, b.name from unnest($3::uuid[], $4::text[]) b(id, name)
            """, made.RootId, Name, made.Branches, Branches);
        batch.Add("""
            insert into app_user (id, name, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, concurrency_stamp)
            select u.id, u.name, u.mail, upper(u.mail), u.mail, upper(u.mail), true, u.hash, u.stamp, u.stamp
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) u(id, name, mail, hash, stamp)
            """, made.Users, Users.Select(u => u.Name).ToArray(), Users.Select(u => $"{u.Mail}@northwind.example").ToArray(),
            Users.Select((_, i) => i == 0 ? new PasswordHasher<User>().HashPassword(dana, password) : null).ToArray(),
            Users.Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(20))).ToArray());
        batch.Add("insert into membership (root_id, user_id, account_id, role) select $1, u.id, $1, u.role from unnest($2::uuid[], $3::smallint[]) u(id, role)",
            made.RootId, made.Users, Users.Select(u => (short)u.Role).ToArray());
    }

    void AddLines(NpgsqlBatch batch, Made made, string token)
    {
        var hook = connections.HookAddress(ProviderConnection.Simulated, made.HookToken).ToString();
        batch.Add("""
            insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token, tested_at, test_ok, test_words, polled_until)
            values ($1, $2, $1, $3, 'Simulated carrier', '{}', $4, $5, $6, true, 'Works. Texts go to virtual phones only.', $6)
            """, made.RootId, made.ConnectionId, ProviderConnection.Simulated, secrets.Close(made.RootId, made.ConnectionId, new() { ["token"] = token }), made.HookToken, clock.GetUtcNow());
        var (numbers, ids) = (Lines.Select(l => l.Number.Digits).ToArray(), New(Lines.Length));
        batch.Add("""
            insert into carrier_number (owner, number, id, account_id, name, incoming_url)
            select $1, n.number, n.id, $2, n.name, $6 from unnest($3::bigint[], $4::uuid[], $5::text[]) n(number, id, name)
            """, made.RootId, made.CarrierAccountId, numbers, ids, Lines.Select(l => l.Name).ToArray(), hook);
        batch.Add("""
            insert into line (root_id, id, account_id, connection_id, number, name, per_second, receiving_checked_at, provider_number_id)
            select $1, l.id, l.account_id, $2, l.number, l.name, 10, $8, l.provider_id::text
            from unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::uuid[]) l(id, account_id, number, name, provider_id)
            """, made.RootId, made.ConnectionId, made.Lines, Lines.Select(l => made.Branches[l.Branch]).ToArray(), numbers, Lines.Select(l => l.Name).ToArray(), ids, clock.GetUtcNow());
        batch.Add("insert into line_send (root_id, line_id, gap_us) select root_id, id, 100000 from line where root_id = $1", made.RootId);
        var seats = Lines.SelectMany((line, i) => line.Users.Select(user => (Line: i, User: user, Default: i == 0 || i == 1))).ToArray();
        batch.Add("insert into line_user (root_id, line_id, user_id, is_default) select $1, s.* from unnest($2::uuid[], $3::uuid[], $4::bool[]) s",
            made.RootId, seats.Select(s => made.Lines[s.Line]).ToArray(), seats.Select(s => made.Users[s.User]).ToArray(), seats.Select(s => s.Default).ToArray());
    }

    static Guid[] New(int count) => [.. Enumerable.Range(0, count).Select(_ => Ids.New())];

    // Four groups of letters and digits that cannot be mistaken for each other.
    static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));
}
