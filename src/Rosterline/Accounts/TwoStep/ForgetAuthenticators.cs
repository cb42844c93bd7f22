using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>When the keys they were encrypted with are lost for good: nobody could give a code any more. Everybody sets the second step up anew.</summary>
static class ForgetAuthenticators
{
    /// <returns>How many people this concerns.</returns>
    public static async Task<int> ExecuteAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await database.Command("delete from user_token where login_provider = 'Rosterline'").RunAsync(cancel);
        return await database.Command("update app_user set two_factor_enabled = false where two_factor_enabled").RunAsync(cancel);
    }
}
