using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Consent.LookUp;

/// <summary>Whether numbers are looked up before their first text, and how many a month at most.</summary>
sealed class LookUpSettings(NpgsqlDataSource database, LookUpNumber lookUp, OrganisationReader organisations)
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    static readonly Refusal LimitWrong = new("month_limit_wrong", "Numbers a month: between 0 and 1,000,000.");

    static readonly Refusal PriceWrong = new("price_wrong", "Price of a look-up in dollars: between 0 and 10.");

    /// <param name="BeforeFirstText">Ask about every number that was never texted before.</param>
    /// <param name="MonthLimit">Numbers a month, whoever asks.</param>
    /// <param name="Price">Dollars a number, as the provider charges; for the forecast only.</param>
    public sealed record Request(bool BeforeFirstText, int MonthLimit, decimal Price);

    /// <param name="Used">Numbers asked about this month.</param>
    /// <param name="Available">Whether one of the connected providers can be asked.</param>
    public sealed record Answer(bool BeforeFirstText, int MonthLimit, decimal Price, int Used, bool Available);

    public async Task<Answer> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        var available = await lookUp.CanAskAsync(rootId, cancel);
        return (await database.Command("""
            select o.look_up_new, o.look_up_month_limit, o.look_up_price, coalesce(u.asked, 0) from organisation o
            left join lookup_use u on u.root_id = o.root_id and u.month = date_trunc('month', now() at time zone o.time_zone)::date where o.root_id = $1
            """, rootId).ReadAllAsync(row => new Answer(row.GetBoolean(0), row.GetInt32(1), row.GetDecimal(2), row.GetInt32(3), available), cancel))[0];
    }

    public async Task<Result<Answer>> SaveAsync(Viewer by, Request request, CancellationToken cancel)
    {
        if (request.MonthLimit is < 0 or > 1_000_000) return LimitWrong;
        if (request.Price is < 0 or > 10) return PriceWrong;
        var before = await ReadAsync(by.RootId, cancel);
        await database.Command("""
            with changed as (update organisation set look_up_new = $2, look_up_month_limit = $3, look_up_price = $4 where root_id = $1 returning root_id)
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            select root_id, $5, now(), $6, 'look_up.changed', 'organisation', root_id, $7::jsonb from changed
            """, by.RootId, request.BeforeFirstText, request.MonthLimit, request.Price, Ids.New(), by.UserId, JsonSerializer.Serialize(new { before, after = request }, Web)).RunAsync(cancel);
        organisations.Forget(by.RootId);
        return await ReadAsync(by.RootId, cancel);
    }
}
