using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>What the sign-in page offers to somebody it does not know.</summary>
sealed class ReadWays(NpgsqlDataSource database, Settings settings)
{
    /// <param name="PasskeyHost">Where passkeys work; null: at whichever name this is opened by.</param>
    public sealed record Answer(string? PasskeyHost, SignOn? SingleSignOn);

    /// <param name="Path">Where the browser goes for it.</param>
    public sealed record SignOn(string Name, string Path);

    /// <summary>With several organisations the names of the others are nobody's business: theirs is offered at their own address only.</summary>
    public async Task<Answer> ExecuteAsync(Guid? organisation, CancellationToken cancel)
    {
        // every organisation: whether there is one to offer to everybody who comes by
        var all = await database.Command("""
            select s.root_id, s.name from single_sign_on s where s.root_id = $1::uuid or ($1::uuid is null and (select count(*) from single_sign_on) = 1) limit 1
            """, organisation)
            .ReadAllAsync(row => new SignOn(row.GetString(1), $"/sso/{row.GetGuid(0)}/start"), cancel);
        return new Answer(settings.PublicUrl?.Host, all.FirstOrDefault());
    }
}
