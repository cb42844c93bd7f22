using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Crash;

/// <summary>A line of the agency; texts through Twilio are looked up in a list, those of the simulated carrier by our own reference.</summary>
public sealed record SeededLine(Guid Id, string Number, bool IsTwilio);

/// <summary>An agency with lines at two providers, made straight in the database before the application first starts.</summary>
public sealed record SeededAgency(string ApiKey, string HookToken, IReadOnlyList<SeededLine> Lines)
{
    public const string AccountSid = "AC00000000000000000000000000c0ffee", AuthToken = "00000000000000000000000000c0ffee";

    /// <summary>Where Twilio believes us to be; it signs this address.</summary>
    public const string PublicUrl = "https://texts.example.com";

    /// <summary>Reached through the proxy that the provider is.</summary>
    public const string TwilioAddress = "http://twilio.example.com", CarrierAddress = "http://carrier.example.com/simulator/v1";

    const int LineCount = 20;

    public static async Task<SeededAgency> CreateAsync(NpgsqlDataSource database, Secrets secrets)
    {
        var (root, branch, user, key, hook) = (Ids.New(), Ids.New(), Ids.New(), "rl_" + Ids.New().ToString("N"), "crash" + Ids.New().ToString("N"));
        async Task RunAsync(string sql, params object[] values)
        {
            await using var command = database.CreateCommand(sql);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync();
        }
        async Task<Guid> ConnectAsync(string provider, string settings, string secret, string token)
        {
            var id = Ids.New();
            await RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token) values ($1, $2, $1, $3, $3, $4::jsonb, $5, $6)",
                root, id, provider, settings, secrets.Encrypt(root, secret, $"connection:{id}"), token);
            return id;
        }

        await RunAsync("insert into organisation (root_id, name, test_mode) values ($1, 'Northwind', false)", root);
        await RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $1, null, 0, 'Northwind'), ($1, $2, $1, 2, 'Memphis')", root, branch);
        await RunAsync("insert into app_user (id, name, user_name, normalized_user_name, security_stamp) values ($1, 'Dana Reyes', 'dana', 'DANA', 'stamp')", user);
        await RunAsync("insert into membership (root_id, user_id, account_id, role) values ($1, $2, $1, 2)", root, user);
        await RunAsync("insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $1, $3, 'crash', 'rl_', $4)", root, Ids.New(), user, ApiKeyAuthentication.Hash(key));
        var twilio = await ConnectAsync("twilio", $$"""{"accountSid":"{{AccountSid}}","baseAddress":"{{TwilioAddress}}","twilioAnswersStop":false}""", $$"""{"authToken":"{{AuthToken}}"}""", hook);
        var carrier = await ConnectAsync("simulated", $$"""{"carrier":"{{CarrierAddress}}"}""", """{"token":"crash"}""", hook + "2");
        var lines = new List<SeededLine>();
        for (var i = 0; i < LineCount; i++)
        {
            var (id, number, isTwilio) = (Ids.New(), 19015550100 + i, i % 2 == 0);
            await RunAsync("insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second) values ($1, $2, $3, $4, $5, 'Line', now(), 1000)", root, id, branch, isTwilio ? twilio : carrier, number);
            await RunAsync("insert into line_send (root_id, line_id, gap_us) values ($1, $2, 1000)", root, id);
            await RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", root, id, user);
            lines.Add(new(id, $"+{number}", isTwilio));
        }
        return new SeededAgency(key, hook, lines);
    }
}
