using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>A line at a fake carrier, with the address the carrier calls.</summary>
public sealed record TestLine(Guid Id, Guid ConnectionId, long Number, Uri Hook)
{
    /// <summary>Connects the fake carrier and adds a line that may send, seen by the agency's administrator.</summary>
    public static Task<TestLine> AddAsync(TestApp app, FakeCarrier carrier, long number = 19015550142, decimal perSecond = 1000, Guid? userId = null) =>
        AddAsync(app, "simulated", $$"""{"carrier":"{{carrier.Address}}"}""", $$"""{"token":"{{FakeCarrier.Token}}"}""", number, perSecond, userId);

    /// <summary>The same at any provider, with settings and secrets as they are saved.</summary>
    public static async Task<TestLine> AddAsync(TestApp app, string provider, string settings, string secrets, long number = 19015550142, decimal perSecond = 1000, Guid? userId = null)
    {
        var (agency, connection, line, token) = (app.Agency, Ids.New(), Ids.New(), Ids.New().ToString("N"));
        var closed = app.Get<Secrets>().Encrypt(agency.RootId, secrets, $"connection:{connection}");
        await agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, secrets, hook_token) values ($1, $2, $3, $4, 'Fake', $5::jsonb, $6, $7)",
            agency.RootId, connection, agency.AccountId, provider, settings, closed, token);
        await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second) values ($1, $2, $3, $4, $5, 'Memphis', now(), $6)",
            agency.RootId, line, agency.BranchId, connection, number, perSecond);
        await agency.RunAsync("insert into line_send (root_id, line_id, gap_us) values ($1, $2, $3)", agency.RootId, line, (long)(1_000_000 / perSecond));
        await agency.RunAsync("insert into line_user (root_id, line_id, user_id, is_default) values ($1, $2, $3, true)", agency.RootId, line, userId ?? agency.AdminId);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(agency.RootId);
        return new TestLine(line, connection, number, new Uri(app.Address, $"/hooks/{provider}/{token}"));
    }
}
