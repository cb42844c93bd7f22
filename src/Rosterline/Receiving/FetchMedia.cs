using Npgsql;
using Rosterline.Conversations.Live;
using Rosterline.Lines;
using Rosterline.Media;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>Brings in attachments of received texts, soon after the text and before the provider forgets them.</summary>
public sealed class FetchMedia(NpgsqlDataSource database, ConnectionReader connections, IMediaStore store, LiveHints live, Lines.Exchanges.ExchangeLog exchanges, ILogger<FetchMedia> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    const int MostAttempts = 8;

    sealed record Wanted(Guid RootId, Guid Id, Guid ConnectionId, Guid LineId, Guid ConversationId, string Source);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var wanted in await TakeAsync(stoppingToken)) await FetchAsync(wanted, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                log.LogWarning("Fetching attachments failed: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    // Each attempt is counted when it is taken, so that one which kills us is not tried for ever; later attempts wait longer.
    // every organisation: one fetcher for all
    Task<List<Wanted>> TakeAsync(CancellationToken cancel) => database.Command("""
        with due as (
          select d.root_id, d.id from media d where d.state = 1 and d.created_at + (interval '5 seconds' * (d.attempts * d.attempts)) < now()
          order by d.created_at limit 20 for update of d skip locked)
        update media d set attempts = d.attempts + 1, state = case when d.attempts + 1 >= $1 then 2 else 1 end
        from due, message m where d.root_id = due.root_id and d.id = due.id and m.root_id = d.root_id and m.id = d.message_id
        returning d.root_id, d.id, m.connection_id, m.line_id, m.conversation_id, d.source
        """, (short)MostAttempts).ReadAllAsync(row => new Wanted(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetGuid(4), row.GetString(5)), cancel);

    async Task FetchAsync(Wanted wanted, CancellationToken cancel)
    {
        if (await connections.FindAsync(wanted.RootId, wanted.ConnectionId, cancel) is not { } found) return;
        try
        {
            exchanges.Observe(found.Connection, "media");
            if (await found.Provider.FetchMediaAsync(found.Connection, new Uri(wanted.Source), cancel) is not { } fetched) return;
            for (var i = 0; i < fetched.More.Count; i++) await AddAsync(wanted, fetched.More[i], i + 1, cancel);
            await store.WriteAsync(wanted.RootId, wanted.Id, fetched.Content, cancel);
            await database.Command("update media set state = 0, content_type = $3, bytes = $4 where root_id = $1 and id = $2",
                wanted.RootId, wanted.Id, fetched.ContentType, fetched.Content.Length).RunAsync(cancel);
            live.Changed(wanted.RootId, wanted.LineId, wanted.ConversationId);
        }
        catch (Exception fault) when (fault is HttpRequestException or ProviderUnavailableException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            // Tried again with growing pauses; after the last attempt the thread says that it is lost.
            log.LogWarning("An attachment could not be fetched: {Fault}", fault.GetType().Name);
        }
    }

    // The first file stands for all until it is there; a try that broke off half-way finds the same ids again.
    async Task AddAsync(Wanted wanted, FetchedMedia more, int nth, CancellationToken cancel)
    {
        var bytes = wanted.Id.ToByteArray();
        bytes[14] ^= (byte)nth;
        var id = new Guid(bytes);
        await database.Command("""
            insert into media (root_id, id, message_id, position, content_type, bytes, state, created_at)
            select d.root_id, $3, d.message_id, d.position + $4, $5, $6, 0, d.created_at from media d where d.root_id = $1 and d.id = $2 on conflict do nothing
            """, wanted.RootId, wanted.Id, id, (short)nth, more.ContentType, more.Content.Length).RunAsync(cancel);
        await store.WriteAsync(wanted.RootId, id, more.Content, cancel);
        await database.Command("""
            update message m set media = m.media || jsonb_build_array(jsonb_build_object('id', $3::uuid, 'contentType', $4::text, 'name', null))
            from media d where d.root_id = $1 and d.id = $2 and m.root_id = d.root_id and m.id = d.message_id and not m.media @> jsonb_build_array(jsonb_build_object('id', $3::uuid))
            """, wanted.RootId, wanted.Id, id, more.ContentType).RunAsync(cancel);
    }
}
