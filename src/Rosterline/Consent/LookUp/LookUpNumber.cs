using Npgsql;
using Rosterline.Lines;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Consent.LookUp;

/// <summary>What came of asking about a number.</summary>
public abstract record LookedUp
{
    LookedUp() { }

    public sealed record Told(NumberKnowledge Knowledge, string? Problem) : LookedUp;

    /// <summary>Nothing was learnt, and nothing is marked.</summary>
    public sealed record NoAnswer(string Words) : LookedUp;

    /// <summary>This month's look-ups are used up.</summary>
    public sealed record UsedUp : LookedUp;

    /// <summary>None of the organisation's providers can be asked.</summary>
    public sealed record NobodyToAsk : LookedUp;
}

/// <summary>
/// Asks a provider what kind of number it is, within the month's limit, and keeps the answer with its date. A landline or a number out of service is
/// marked, so that the gate refuses it with its own words; no answer marks nothing.
/// </summary>
public sealed class LookUpNumber(NpgsqlDataSource database, ConnectionReader connections, ProviderCatalog providers, ExchangeLog exchanges, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    readonly Recent<Guid, ConfiguredConnection?> whom = new(clock, Kept);

    // Taken before the question is asked: a provider charges for it whether we hear the answer or not.
    const string Take = """
        with allowed as (select o.look_up_month_limit as most, date_trunc('month', now() at time zone o.time_zone)::date as month from organisation o where o.root_id = $1)
        insert into lookup_use as u (root_id, month, asked) select $1, month, 1 from allowed where most > 0
        on conflict (root_id, month) do update set asked = u.asked + 1 where u.asked < (select most from allowed) returning asked
        """;

    const string Keep = """
        insert into number_lookup as n (root_id, number, kind, gets_texts, carrier, connection_id, user_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (root_id, number) do update set kind = excluded.kind, gets_texts = excluded.gets_texts, carrier = excluded.carrier, connection_id = excluded.connection_id,
          user_id = excluded.user_id, at = excluded.at
        """;

    /// <summary>Whether one of the organisation's providers can be asked.</summary>
    public async ValueTask<bool> CanAskAsync(Guid rootId, CancellationToken cancel) => await whom.GetAsync(rootId, FindAsync, cancel) is not null;

    /// <param name="userId">Who wants to know; null: asked before a first text.</param>
    public async Task<LookedUp> ExecuteAsync(Guid rootId, PhoneNumber number, Guid? userId, CancellationToken cancel)
    {
        if (await whom.GetAsync(rootId, FindAsync, cancel) is not { } asked) return new LookedUp.NobodyToAsk();
        if (await database.Command(Take, rootId).ExecuteScalarAsync(cancel) is null) return new LookedUp.UsedUp();
        exchanges.Observe(asked.Connection, "kind");
        return await asked.Provider.LookUpNumberAsync(asked.Connection, number, cancel) switch
        {
            NumberAnswer.Known known => await KeepAsync(asked.Connection, number, known, userId, cancel),
            NumberAnswer.NoAnswer none => new LookedUp.NoAnswer(none.Words),
            var other => throw new InvalidOperationException($"{other} is no answer."),
        };
    }

    async Task<LookedUp> KeepAsync(Connection connection, PhoneNumber number, NumberAnswer.Known known, Guid? userId, CancellationToken cancel)
    {
        var (now, problem) = (clock.GetUtcNow(), NumberKnowledge.ProblemOf(known));
        await using var open = await database.OpenConnectionAsync(cancel);
        await using var transaction = await open.BeginTransactionAsync(cancel);
        if (problem is not null) await LearnAboutNumbers.ExecuteAsync(transaction, [new NumberLesson(connection.RootId, number.Digits, problem)], now, cancel);
        await transaction.Command(Keep, connection.RootId, number.Digits, (short)known.Kind, (object?)known.GetsTexts ?? DBNull.Value, (object?)known.Carrier ?? DBNull.Value, connection.Id, (object?)userId ?? DBNull.Value, now).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new LookedUp.Told(new(number.E164, known.Kind, known.GetsTexts, known.Carrier, now, NumberKnowledge.WordsOf(known.Kind, known.GetsTexts, known.Carrier)), problem);
    }

    // The oldest connection that can be asked and answers.
    async Task<ConfiguredConnection?> FindAsync(Guid rootId)
    {
        string[] able = [.. providers.All.Where(provider => provider.Abilities.LooksUpNumbers).Select(provider => provider.Name)];
        foreach (var id in await database.Command("select c.id from provider_connection c where c.root_id = $1 and c.active and c.down_since is null and c.provider = any($2) order by c.created_at", rootId, able)
            .ReadAllAsync(row => row.GetGuid(0), CancellationToken.None))
            if (await connections.FindAsync(rootId, id, CancellationToken.None) is { } found) return found;
        return null;
    }
}
