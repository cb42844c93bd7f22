using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Simulator.Carrier;

/// <summary>A customer of the carrier: whose world it is, the token it signs with, its numbers and the fault in force.</summary>
public sealed record CarrierAccount(Guid Id, Guid Owner, string Name, string Token, IReadOnlySet<long> Numbers, Fault Fault)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{nameof(CarrierAccount)} {Id}";
}

/// <summary>Finds customers by token; kept for a second at most.</summary>
public sealed class CarrierAccounts(NpgsqlDataSource database, Secrets secrets, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly ConcurrentDictionary<string, (CarrierAccount? Account, long At)> byToken = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<Guid, string> tokens = new();

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static string NewToken() => "sim_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public void Forget() => byToken.Clear();

    public async ValueTask<CarrierAccount?> FindAsync(string token, CancellationToken cancel)
    {
        if (byToken.TryGetValue(token, out var known) && clock.GetElapsedTime(known.At) < Kept) return known.Account;
        if (byToken.Count > 1_000) byToken.Clear();
        var at = clock.GetTimestamp();
        var account = await ReadAsync(token, cancel);
        byToken[token] = (account, at);
        return account;
    }

    /// <summary>The token an account signs its webhooks with; it never changes.</summary>
    public async ValueTask<string?> TokenAsync(Guid accountId, CancellationToken cancel)
    {
        if (tokens.TryGetValue(accountId, out var known)) return known;
        await using var command = database.CreateCommand("select token from carrier_account where id = $1");
        command.Parameters.Add(new() { Value = accountId });
        if (await command.ExecuteScalarAsync(cancel) is not byte[] box) return null;
        return tokens[accountId] = secrets.Decrypt(box, Context(accountId));
    }

    /// <summary>Adds a customer inside the caller's transaction.</summary>
    public async Task<Guid> OpenAsync(NpgsqlConnection connection, Guid owner, string name, string token, CancellationToken cancel)
    {
        var id = Ids.New();
        await using var command = new NpgsqlCommand(
            "insert into carrier_account (id, owner, name, token_hash, token) values ($1, $2, $3, $4, $5)", connection);
        foreach (var value in new object[] { id, owner, name, Hash(token), secrets.Encrypt(token, Context(id)) })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
        return id;
    }

    /// <summary>Where tokens lie, for whoever changes keys.</summary>
    internal static IKeyedValues Column(NpgsqlDataSource database, Secrets secrets) => new SecretColumn<Guid>(database, secrets, "tokens of the simulated carrier",
        "select '00000000-0000-0000-0000-000000000000'::uuid, id, token from carrier_account",
        "update carrier_account set token = $3 where id = $2 and token = $4 and $1::uuid is not null", Context);

    static string Context(Guid accountId) => $"carrier:{accountId}";

    async Task<CarrierAccount?> ReadAsync(string token, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select a.id, a.owner, a.name, array(select n.number from carrier_number n where n.account_id = a.id), f.mode, f.delay_ms
            from carrier_account a left join carrier_fault f on f.owner = a.owner where a.token_hash = $1
            """);
        command.Parameters.Add(new() { Value = Hash(token) });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return null;
        var fault = row.IsDBNull(4) ? Fault.None : new Fault(Enum.Parse<FaultMode>(row.GetString(4)), row.GetInt32(5));
        return new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), token, row.GetFieldValue<long[]>(3).ToHashSet(), fault);
    }
}
