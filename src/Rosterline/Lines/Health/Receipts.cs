namespace Rosterline.Lines.Health;

/// <summary>Whether webhooks stopped arriving, as SQL on a connection <c>c</c>.</summary>
static class Receipts
{
    /// <summary>
    /// Texts were accepted in the last 25 minutes, the newest five minutes aside, and no receipt came, though in the week before at least every
    /// second text had one. Receipts that come again end it at once.
    /// </summary>
    public const string Missing = """
        (select coalesce(sum(x.n) filter (where x.what = 'accepted' and x.at > now() - interval '25 minutes' and x.at <= now() - interval '5 minutes'), 0) >= 5
            and coalesce(sum(x.n) filter (where x.what = 'receipt' and x.at > now() - interval '25 minutes'), 0) = 0
            and coalesce(sum(x.n) filter (where x.what = 'receipt' and x.at <= now() - interval '25 minutes'), 0)
              >= 0.5 * greatest(20, coalesce(sum(x.n) filter (where x.what = 'accepted' and x.at <= now() - interval '25 minutes'), 0))
         from connection_count x where x.root_id = c.root_id and x.connection_id = c.id and x.what in ('accepted', 'receipt') and x.at > now() - interval '7 days')
        """;
}
