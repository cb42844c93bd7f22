using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>What a customer may ask the carrier.</summary>
public sealed class CarrierQueries(NpgsqlDataSource database)
{
    const int PageSize = 100;

    public sealed record Carried(Guid Id, Guid Reference, string Status, string? Code);

    public sealed record Received(Guid Id, string From, string To, string Body, IReadOnlyList<string> MediaUrls, DateTimeOffset ReceivedAt);

    public sealed record ReceivedPage(IReadOnlyList<Received> Items, Guid? Next);

    public sealed record OwnedNumber(Guid Id, string Number, string Name, bool CanText, string? IncomingUrl);

    public Task<IReadOnlyList<Carried>> FindByReferenceAsync(CarrierAccount account, Guid reference, CancellationToken cancel) => ListAsync(
        "select id, reference, status, code from carrier_message where account_id = $1 and reference = $2 order by id", [account.Id, reference],
        row => new Carried(row.GetGuid(0), row.GetGuid(1), DueEvent.StatusName(row.GetInt16(2)), row.IsDBNull(3) ? null : row.GetString(3)), cancel);

    public async Task<ReceivedPage> ListReceivedAsync(CarrierAccount account, DateTimeOffset since, Guid? after, CancellationToken cancel)
    {
        var items = await ListAsync("""
            select id, phone, line, body, media, at from carrier_message
            where account_id = $1 and direction = 0 and at >= $2 and id > $3 order by id limit $4
            """, [account.Id, since.UtcDateTime, after ?? Guid.Empty, PageSize], Read, cancel);
        return new(items, items.Count == PageSize ? items[^1].Id : null);
    }

    public Task<IReadOnlyList<OwnedNumber>> ListNumbersAsync(CarrierAccount account, CancellationToken cancel) => ListAsync(
        "select id, number, name, incoming_url from carrier_number where account_id = $1 order by number", [account.Id],
        row => new OwnedNumber(row.GetGuid(0), new PhoneNumber(row.GetInt64(1)).E164, row.GetString(2), true, row.IsDBNull(3) ? null : row.GetString(3)), cancel);

    public async Task<bool> PointAsync(CarrierAccount account, Guid numberId, string? url, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("update carrier_number set incoming_url = $3 where account_id = $1 and id = $2");
        foreach (var value in new object[] { account.Id, numberId, (object?)url ?? DBNull.Value }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    static Received Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), new PhoneNumber(row.GetInt64(1)).E164, new PhoneNumber(row.GetInt64(2)).E164, row.GetString(3),
        row.IsDBNull(4) ? [] : row.GetString(4).Split('\n'), row.GetFieldValue<DateTimeOffset>(5));

    async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await row.ReadAsync(cancel)) all.Add(read(row));
        return all;
    }
}
