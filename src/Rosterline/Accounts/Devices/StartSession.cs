using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Devices;

/// <summary>Signs a device in: a row that can be ended from elsewhere, and a cookie that names it.</summary>
sealed class StartSession(NpgsqlDataSource database, TimeProvider clock)
{
    const int LongestBrowser = 400;

    /// <param name="strong">A second step was shown, or a passkey.</param>
    public async Task ExecuteAsync(HttpContext context, SignedIn who, SignInWay way, bool strong, CancellationToken cancel)
    {
        var (id, now) = (Ids.New(), clock.GetUtcNow());
        var single = way == SignInWay.SingleSignOn;
        var browser = context.Request.Headers.UserAgent.ToString();
        await using (var connection = await database.OpenConnectionAsync(cancel))
        await using (var batch = new NpgsqlBatch(connection))
        {
            batch.Add("delete from user_session where user_id = $1 and (ends_at < $2 or ended_at < $2)", who.OwnId, now - TimeSpan.FromDays(30));
            batch.Add("""
                insert into user_session (id, user_id, way, strong, only_root, address, browser, started_at, confirmed_at, seen_at, ends_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $9)
                """, id, who.OwnId, (short)way, strong, single ? who.RootId : null, context.Address(),
                browser.Length > LongestBrowser ? browser[..LongestBrowser] : browser, now, now + (single ? SignInSession.LongestBySingleSignOn : SignInSession.Idle));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        await context.SignInAsync(who with { SessionId = id });
    }
}

static class AddressOfRequest
{
    /// <summary>Where a request came from, as people read addresses.</summary>
    public static string Address(this HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
