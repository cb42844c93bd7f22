using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Crash;

/// <summary>An agency with lines at a fake carrier, made straight in the database before the application first starts.</summary>
sealed record CrashAgency(TestAgency Agency, string ApiKey, IReadOnlyList<(Guid Id, long Number)> Lines, string HookToken)
{
    public static async Task<CrashAgency> CreateAsync(NpgsqlDataSource sql, string folder, FakeCarrier carrier, int lines)
    {
        var agency = await TestAgency.CreateAsync(sql);
        var (connection, token, key) = (Ids.New(), "crash" + Ids.New().ToString("N"), "rl_" + Ids.New().ToString("N"));
        var secrets = Secrets.Open(folder).Encrypt($$"""{"token":"{{FakeCarrier.Token}}"}""", $"connection:{connection}");
        await agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token) values ($1, $2, $3, 'simulated', 'Fake', $4::jsonb, $5, $6)",
            agency.RootId, connection, agency.AccountId, $$"""{"carrier":"{{carrier.Address}}"}""", secrets, token);
        await agency.RunAsync("insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $3, $4, 'crash', 'rl_', $5)",
            agency.RootId, Ids.New(), agency.AccountId, agency.AdminId, ApiKeyAuthentication.Hash(key));
        var made = new List<(Guid, long)>();
        for (var i = 0; i < lines; i++)
        {
            var (id, number) = (Ids.New(), 19015550100 + i);
            await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second) values ($1, $2, $3, $4, $5, 'Line', now(), 1000)", agency.RootId, id, agency.BranchId, connection, number);
            await agency.RunAsync("insert into line_send (root_id, line_id, gap_us) values ($1, $2, 1000)", agency.RootId, id);
            await agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", agency.RootId, id, agency.AdminId);
            made.Add((id, number));
        }
        return new CrashAgency(agency, key, made, token);
    }
}
