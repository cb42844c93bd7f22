using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;
using Rosterline.Sending.Dispatch;
using Rosterline.Sending.Gate;

namespace Rosterline.Receiving;

/// <summary>The state of a number, locked until the transaction ends.</summary>
sealed record KeywordState(Block Blocked, DateTimeOffset? HelpedAt);

/// <summary>
/// What STOP, START, YES and HELP do, in the transaction that stores the text: the number is closed or opened for the whole
/// organisation, its waiting texts are refused, and one confirmation goes out unless the provider sends its own.
/// </summary>
public sealed class KeywordEffects(OrganisationReader organisations, Dispatcher dispatcher)
{
    static readonly TimeSpan HelpAgain = TimeSpan.FromMinutes(5);

    const string Make = """
        insert into number_state (root_id, number)
        select distinct i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number) order by 1, 2 on conflict do nothing
        """;

    const string Lock = """
        select n.root_id, n.number, n.blocked, n.confirmed_at from number_state n
        where (n.root_id, n.number) in (select i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number))
        order by n.root_id, n.number for update
        """;

    public void Wake() => dispatcher.Wake();

    /// <summary>Locks the numbers that wrote a keyword; null when none did.</summary>
    internal static async Task<Dictionary<(Guid, long), KeywordState>?> LockAsync(NpgsqlTransaction transaction, List<InboundText> texts, CancellationToken cancel)
    {
        var wrote = texts.Where(t => t.Keyword.Keyword != Keyword.None).ToList();
        if (wrote.Count == 0) return null;
        var (roots, numbers) = (wrote.Select(t => t.RootId).ToArray(), wrote.Select(t => t.Number).ToArray());
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add(Make, roots, numbers);
        batch.Add(Lock, roots, numbers);
        var states = new Dictionary<(Guid, long), KeywordState>();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            states[(reader.GetGuid(0), reader.GetInt64(1))] = new((Block)reader.GetInt16(2), reader.Maybe<DateTimeOffset>(3));
        return states;
    }

    /// <summary>Applies the keywords of newly stored texts in their order. Returns the confirmations that were queued.</summary>
    internal async Task<List<Confirmation>> ApplyAsync(
        NpgsqlTransaction transaction, Dictionary<(Guid, long), KeywordState> states, List<FreshText> fresh, DateTimeOffset now, CancellationToken cancel)
    {
        var changes = new List<ConsentChange>();
        var confirmations = new List<Confirmation>();
        var languages = await LanguagesAsync(transaction, fresh, cancel);
        foreach (var one in fresh.Where(f => f.Text.Keyword.Keyword != Keyword.None))
        {
            var key = (one.Text.RootId, one.Text.Number);
            var before = states[key];
            var after = After(one.Text.Keyword.Keyword, before, now);
            if (after is null) continue;
            states[key] = after;
            if (after.Blocked != before.Blocked) changes.Add(new ConsentChange(one, after.Blocked, now));
            var language = one.Text.Keyword.Language ?? languages.GetValueOrDefault(one.Text.MessageId);
            if (await ConfirmAsync(one, language, now, cancel) is { } confirmation) confirmations.Add(confirmation);
        }
        await StoreKeywords.ExecuteAsync(transaction, changes, confirmations, now, cancel);
        return confirmations;
    }

    // Null: the word does nothing now, as YES from somebody who never opted out, or STOP said twice.
    static KeywordState? After(Keyword keyword, KeywordState before, DateTimeOffset now) => keyword switch
    {
        Keyword.Stop when !before.Blocked.HasFlag(Block.OptedOut) => before with { Blocked = before.Blocked | Block.OptedOut },
        Keyword.Start or Keyword.Yes when before.Blocked.HasFlag(Block.OptedOut) => before with { Blocked = before.Blocked & ~Block.OptedOut },
        Keyword.Help when !(now - before.HelpedAt < HelpAgain) => before with { HelpedAt = now },
        _ => null,
    };

    // Of STOP, START and HELP, words of no language: how the conversation's person, or all who share the number, want to be written to (P-21).
    static async Task<Dictionary<Guid, string>> LanguagesAsync(NpgsqlTransaction transaction, List<FreshText> fresh, CancellationToken cancel)
    {
        var asked = fresh.Where(f => f.Text.Keyword is { Keyword: not Keyword.None, Language: null }).ToList();
        if (asked.Count == 0) return [];
        var found = await transaction.Command("""
            select i.message_id, coalesce(
              (select p.language from conversation c join person p on p.root_id = c.root_id and p.id = c.person_id where c.root_id = i.root_id and c.id = i.conversation_id),
              (select min(p.language) from person_number n join person p on p.root_id = n.root_id and p.id = n.person_id
               where n.root_id = i.root_id and n.number = i.number having count(*) = count(p.language) and count(distinct p.language) = 1))
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]) i(root_id, message_id, conversation_id, number)
            """, asked.Select(f => f.Text.RootId).ToArray(), asked.Select(f => f.Text.MessageId).ToArray(), asked.Select(f => f.ConversationId).ToArray(),
            asked.Select(f => f.Text.Number).ToArray()).ReadAllAsync(row => (Message: row.GetGuid(0), Language: row.Text(1)), cancel);
        return found.Where(f => f.Language is not null).ToDictionary(f => f.Message, f => f.Language!);
    }

    async Task<Confirmation?> ConfirmAsync(FreshText one, string? language, DateTimeOffset now, CancellationToken cancel)
    {
        if (one.Text.Text.ProviderAnswersKeyword || one.Text.From is not { } number) return null;
        var organisation = await organisations.ReadAsync(one.Text.RootId, cancel);
        var decision = SendGate.Decide(new GateFacts
        {
            Now = now, Number = number, Blocked = Block.None, IsReply = true, IsConfirmation = true, LineProblem = one.Text.LineProblem,
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(number.Digits),
        });
        return decision.IsAllowed ? new Confirmation(one, Ids.New(), Words(one.Text.Keyword.Keyword, organisation, language), decision.Kept) : null;
    }

    static string Words(Keyword keyword, OrganisationState organisation, string? language) => keyword switch
    {
        Keyword.Stop => ConfirmationWords.Stopped(organisation.Name, language),
        Keyword.Help => ConfirmationWords.Help(organisation.Name, organisation.Phone, language),
        _ => ConfirmationWords.Started(organisation.Name, language),
    };
}

/// <summary>A number that a keyword closed or opened.</summary>
sealed record ConsentChange(FreshText Cause, Block Blocked, DateTimeOffset At);

/// <summary>The one answer to a keyword.</summary>
sealed record Confirmation(FreshText Cause, Guid MessageId, string Body, string Gate);
