using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>A phone texts a number of one of the carrier's customers; announced to the address the customer gave.</summary>
public sealed class TextLine(NpgsqlDataSource database, CarrierStore store, TimeProvider clock)
{
    static readonly Refusal NoSuchLine = new("no_such_line", "No simulated line has this number.");
    static readonly Refusal NothingWritten = new("nothing_written", "Write something, or send a picture.");

    sealed record Customer(CarrierAccount Account, string? Url);

    /// <param name="media">Address of a picture.</param>
    public async Task<Result<Guid>> ExecuteAsync(Guid owner, PhoneNumber phone, PhoneNumber line, string? body, string? media, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(body) && media is null) return NothingWritten;
        if (await FindAsync(owner, line, cancel) is not { } customer) return NoSuchLine;
        var text = new CarriedText(
            customer.Account, Ids.New(), ToPhone: false, null, line.Digits, phone.Digits, body ?? "", media, customer.Url,
            clock.GetUtcNow(), customer.Url is null ? [] : CarrierPlan.OfReceived(customer.Account.Fault));
        await store.TakeAsync(text, cancel);
        return text.Id;
    }

    async Task<Customer?> FindAsync(Guid owner, PhoneNumber line, CancellationToken cancel) => (await database.Command("""
        select a.id, a.owner, a.name, n.incoming_url, f.mode, f.delay_ms
        from carrier_number n join carrier_account a on a.id = n.account_id left join carrier_fault f on f.owner = n.owner
        where n.owner = $1 and n.number = $2
        """, owner, line.Digits).ReadAllAsync(row => new Customer(
            new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), "", new HashSet<long>(),
                row.IsDBNull(4) ? Fault.None : new(Enum.Parse<FaultMode>(row.GetString(4)), row.GetInt32(5))), row.Text(3)), cancel)).SingleOrDefault();
}
