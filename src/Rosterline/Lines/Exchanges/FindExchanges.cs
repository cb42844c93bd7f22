using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Exchanges;

/// <summary>A call or a webhook as an administrator reads it.</summary>
/// <param name="At">When it began.</param>
/// <param name="Out">We called; else they did.</param>
/// <param name="What">send, look_up, list, numbers, test, media, kind or webhook.</param>
/// <param name="Verdict">ok, refused, not_sent, lost, kept_back, barred, forged, malformed, too_large or not_stored.</param>
/// <param name="Words">The same as a sentence.</param>
/// <param name="StandsFor">It and so many like it that were left out under load.</param>
public sealed record ExchangeView(
    Guid Id, DateTimeOffset At, bool Out, string What, string Method, string Place, int? Status, string Verdict, string Words, int TookMs, int Bytes, short StandsFor, Guid? MessageId);

/// <summary>Reads what was said between us and a provider: about one text, or of an account, newest first.</summary>
public sealed class FindExchanges(NpgsqlDataSource database)
{
    const string Columns = "e.id, e.direction, e.what, e.method, e.place, e.status, e.verdict, e.words, e.took_ms, e.bytes, e.stands_for, e.message_id";

    const int MostOfText = 200;

    /// <summary>In their order. The caller has shown that the viewer may see this text.</summary>
    public Task<List<ExchangeView>> OfMessageAsync(Guid rootId, Guid messageId, CancellationToken cancel) => database.Command($"""
        select {Columns} from (
          select x.* from exchange x where x.root_id = $1 and x.message_id = $2
          union
          select x.* from message m join exchange x on x.connection_id = m.connection_id and x.provider_message_id = m.provider_message_id and x.root_id = m.root_id
          where m.root_id = $1 and m.id = $2) e order by e.id limit $3
        """, rootId, messageId, MostOfText).ReadAllAsync(Read, cancel);

    /// <param name="failed">Only what did not go well.</param>
    /// <param name="before">Older than this one.</param>
    public Task<List<ExchangeView>> OfConnectionAsync(Viewer viewer, Guid connectionId, bool failed, Guid? before, int limit, CancellationToken cancel) => database.Command($"""
        select {Columns} from exchange e
        where e.root_id = $1 and e.connection_id = $2 and (not $3 or e.verdict <> 'ok') and ($4::uuid is null or e.id < $4) order by e.id desc limit $5
        """, viewer.RootId, connectionId, failed, (object?)before ?? DBNull.Value, limit).ReadAllAsync(Read, cancel);

    static ExchangeView Read(NpgsqlDataReader row)
    {
        var (id, took, verdict, status, made) = (row.GetGuid(0), row.GetInt32(8), row.GetString(6), row.Maybe<int>(5), row.GetInt16(1) == 1);
        return new(id, Ids.TimeOf(id).AddMilliseconds(-took), made, row.GetString(2), row.GetString(3), row.GetString(4), status, verdict, Words(verdict, status, row.Text(7)), took, row.GetInt32(9), row.GetInt16(10), row.Maybe<Guid>(11));
    }

    static string Words(string verdict, int? status, string? said) => verdict switch
    {
        "ok" => said ?? "Answered.",
        "refused" => status switch
        {
            401 or 403 => "The credentials were refused.",
            404 => "There is nothing at this address.",
            429 => "Too many at once; asked to wait.",
            >= 500 => "The provider had a fault of its own.",
            _ => "The provider said no.",
        },
        "not_sent" => $"Nothing left here. {said}",
        "lost" => $"It left here and no answer came. {said}",
        "kept_back" => "Kept back before its first byte: the number had closed.",
        "forged" => "Turned away: the signature does not fit.",
        "malformed" => "Signed, but not understood.",
        "too_large" => "Larger than a text can be.",
        "not_stored" => "Could not be stored; the provider was asked to try again.",
        _ => said ?? "Not called: an address inside a private network.",
    };
}
