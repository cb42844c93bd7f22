using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Rosterline.Crash.Provider;

/// <summary>The fake provider in Twilio's language: our reference comes back in the callback's address, and a list shows what was sent and received.</summary>
static class TwilioFront
{
    public static void Map(WebApplication app, FakeProvider provider)
    {
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            var news = form["StatusCallback"].ToString();
            var reference = Guid.Parse(QueryHelpers.ParseQuery(new Uri(news).Query)["ref"].ToString());
            if (await provider.TakeAsync(context, reference, form["From"].ToString(), form["To"].ToString(), form["Body"].ToString(), news) is not { } taken) return;
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(Show(taken));
        });
        app.MapGet("/2010-04-01/Accounts/{account}/Messages.json", (HttpContext context) =>
        {
            var query = context.Request.Query;
            var since = DateTimeOffset.Parse(query["DateSent>"].ToString(), CultureInfo.InvariantCulture);
            return query.ContainsKey("To")
                ? List(provider.Find(query["From"].ToString(), query["To"].ToString()).Where(text => text.At >= since).Reverse().Select(Show))
                : List(provider.Inbox.Where(text => text.At >= since).Reverse().Select(text => (object)new
                {
                    sid = text.Sid, status = "received", direction = "inbound", from = text.From, to = text.To, body = text.Body, num_media = "0", date_created = Date(text.At), date_sent = Date(text.At),
                }));
        });
    }

    static object List(IEnumerable<object> messages) => new { messages, next_page_uri = (string?)null };

    static object Show(Carried text) => new
    {
        sid = text.Id, status = "queued", direction = "outbound-api", from = text.From, to = text.To, body = text.Body, num_media = "0", date_created = Date(text.At), date_sent = Date(text.At),
    };

    static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
