using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Rules;

/// <summary>What an organisation asks of those who sign in.</summary>
/// <param name="BreakGlassUserId">The administrator who may come in without single sign-on, when the provider is away; she needs a second step.</param>
sealed record SignInRules(bool TwoStep, bool SingleSignOn, Guid? BreakGlassUserId)
{
    public static readonly SignInRules None = new(false, false, null);
}

/// <summary>Reads the rules; kept for a second at most.</summary>
sealed class SignInRulesReader(NpgsqlDataSource database, TimeProvider clock)
{
    readonly Recent<Guid, SignInRules> recent = new(clock, TimeSpan.FromSeconds(1));

    public void Forget(Guid rootId) => recent.Forget(rootId);

    public ValueTask<SignInRules> OfAsync(Guid rootId, CancellationToken cancel) => recent.GetAsync(rootId, ReadAsync, cancel);

    async Task<SignInRules> ReadAsync(Guid rootId)
    {
        var found = await database.Command("select require_two_step, require_single_sign_on, break_glass_user_id from sign_in_rule where root_id = $1", rootId)
            .ReadAllAsync(row => new SignInRules(row.GetBoolean(0), row.GetBoolean(1), row.Maybe<Guid>(2)), CancellationToken.None);
        return found.Count == 0 ? SignInRules.None : found[0];
    }
}
