using Npgsql;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Zipwhip;

/// <summary>Addresses a line's customer registered, by event.</summary>
sealed class ZipwhipHooks(NpgsqlDataSource database, CarrierCallbacks callbacks)
{
    public static readonly string[] Events = ["send", "receive", "read", "progress", "delete"];

    public sealed record Hook(long WebhookId, string Type, string Event, string Url, string Method);

    /// <summary>Null: the event is none, or the address is not this installation's.</summary>
    public async Task<Hook?> AddAsync(ZipwhipLine line, string? type, string? name, string? url, CancellationToken cancel)
    {
        if (type != "message" || name is null || !Events.Contains(name) || string.IsNullOrEmpty(url) || url == CarrierCallbacks.Registered || !callbacks.Allows(url)) return null;
        var id = (await database.Command("insert into carrier_webhook (owner, account_id, line, event, url) values ($1, $2, $3, $4, $5) returning id",
            line.Account.Owner, line.Account.Id, line.Number.Digits, name, url).ReadAllAsync(row => row.GetInt64(0), cancel))[0];
        await PointAsync(line, cancel);
        return new(id, type, name, url, "POST");
    }

    public Task<List<Hook>> ListAsync(ZipwhipLine line, CancellationToken cancel) => database.Command(
        "select id, event, url from carrier_webhook where owner = $1 and account_id = $2 and line = $3 order by id", line.Account.Owner, line.Account.Id, line.Number.Digits)
        .ReadAllAsync(row => new Hook(row.GetInt64(0), "message", row.GetString(1), row.GetString(2), "POST"), cancel);

    public async Task<bool> DeleteAsync(ZipwhipLine line, long id, CancellationToken cancel)
    {
        var gone = await database.Command("delete from carrier_webhook where owner = $1 and account_id = $2 and line = $3 and id = $4", line.Account.Owner, line.Account.Id, line.Number.Digits, id).RunAsync(cancel);
        await PointAsync(line, cancel);
        return gone > 0;
    }

    public Task<List<string>> AddressesAsync(Guid accountId, long line, string name, CancellationToken cancel) =>
        database.Command("select url from carrier_webhook where account_id = $1 and line = $2 and event = $3 order by id", accountId, line, name).ReadAllAsync(row => row.GetString(0), cancel);

    // Received texts are announced to whoever is registered for them, and no longer when nobody is.
    Task<int> PointAsync(ZipwhipLine line, CancellationToken cancel) => database.Command("""
        update carrier_number n set incoming_url = case when exists (select 1 from carrier_webhook w where w.account_id = n.account_id and w.line = n.number and w.event = 'receive') then $4
            when n.incoming_url = $4 then null else n.incoming_url end
        where n.owner = $1 and n.account_id = $2 and n.number = $3
        """, line.Account.Owner, line.Account.Id, line.Number.Digits, CarrierCallbacks.Registered).RunAsync(cancel);
}
