using System.Text;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving.Parts;

/// <summary>
/// Reads a sealed text as the whole it is, and lets its pieces go once it is stored. The whole carries the id of its first piece, so that
/// whoever stores it a second time finds its receipt; the other pieces get receipts of their own.
/// </summary>
public sealed class JoinParts(NpgsqlDataSource database)
{
    sealed record Piece(PartKey Key, string Id, int Position, string Body, long? Number, DateTimeOffset? ReceivedAt, bool AnswersKeyword);

    /// <summary>Null: somebody else has finished it.</summary>
    public async Task<SealedText?> ReadAsync(Guid rootId, Guid textId, CancellationToken cancel)
    {
        var pieces = await database.Command("""
            select connection_id, line_number, address, reference, count, provider_message_id, position, body, number, received_at, answers_keyword
            from inbound_part where root_id = $1 and text_id = $2 order by position, arrived_at, provider_message_id
            """, rootId, textId).ReadAllAsync(row => new Piece(
                new(rootId, row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetInt16(4)), row.GetString(5), row.GetInt16(6), row.GetString(7),
                row.Maybe<long>(8), row.Maybe<DateTimeOffset>(9), row.GetBoolean(10)), cancel);
        if (pieces is not [var first, ..]) return null;
        var whole = new ReceivedText(first.Id, first.Number is { } number ? new PhoneNumber(number) : null, first.Key.Address, new PhoneNumber(first.Key.Line),
            Join([.. pieces.DistinctBy(p => p.Position).Select(p => (p.Position, p.Body))], first.Key.Count), first.ReceivedAt, [], pieces.Exists(p => p.AnswersKeyword));
        return new SealedText(textId, first.Key, whole);
    }

    /// <summary>The text is stored: its pieces go, and each leaves a receipt.</summary>
    public async Task DoneAsync(SealedText text, CancellationToken cancel)
    {
        await using var opened = await database.OpenConnectionAsync(cancel);
        await using var transaction = await opened.BeginTransactionAsync(cancel);
        // A repeated piece that arrives meanwhile must see either the piece or its receipt.
        await KeepParts.LockAsync(transaction, text.Key, cancel);
        await transaction.Command("""
            with gone as (delete from inbound_part where root_id = $1 and text_id = $2 returning root_id, connection_id, provider_message_id)
            insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
            select g.root_id, g.connection_id, g.provider_message_id, r.message_id from gone g
            join inbound_receipt r on r.root_id = g.root_id and r.connection_id = g.connection_id and r.provider_message_id = $3
            order by 1, 2, 3 on conflict do nothing
            """, text.Key.RootId, text.Id, text.Whole.ProviderMessageId).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>In order; what is missing is said where it is missing.</summary>
    internal static string Join(IReadOnlyList<(int Position, string Body)> pieces, int count)
    {
        var text = new StringBuilder();
        var next = 1;
        foreach (var (position, body) in pieces)
        {
            AddGap(text, next, position - 1, count);
            text.Append(body);
            next = position + 1;
        }
        AddGap(text, next, count, count);
        return text.ToString();
    }

    static void AddGap(StringBuilder text, int first, int last, int count)
    {
        if (first > last) return;
        if (text.Length > 0) text.Append(' ');
        text.Append(first == last ? $"[Part {first} of {count} did not arrive]" : $"[Parts {first} to {last} of {count} did not arrive]");
        if (last < count) text.Append(' ');
    }
}

/// <summary>A text whose pieces are together, to be stored once.</summary>
public sealed record SealedText(Guid Id, PartKey Key, ReceivedText Whole);
