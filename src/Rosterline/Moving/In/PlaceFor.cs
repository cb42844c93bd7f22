using Npgsql;
using Rosterline.Admin;
using Rosterline.Platform;

namespace Rosterline.Moving.In;

/// <summary>
/// The agency every Rosterline begins with gives way to the one that arrives, as long as nothing was done in it. Whoever set it up keeps her
/// password when her address is among those that arrive.
/// </summary>
static class PlaceFor
{
    /// <summary>How somebody signs in here.</summary>
    public sealed record SignIn(string NormalizedEmail, string? PasswordHash);

    const string Untouched = """
        select not exists (select 1 from person where root_id = $1) and not exists (select 1 from line where root_id = $1)
           and not exists (select 1 from conversation where root_id = $1) and not exists (select 1 from provider_connection where root_id = $1)
           and (select count(*) from membership where root_id = $1) = 1
        """;

    const string SignInsOf = """
        select u.normalized_email, u.password_hash from app_user u join membership m on m.user_id = u.id
        where m.root_id = $1 and u.normalized_email is not null and not exists (select 1 from membership o where o.user_id = u.id and o.root_id <> $1)
        """;

    // every organisation: the first start made one
    const string OnlyOne = "select root_id from organisation where (select count(*) from organisation) = 1";

    /// <summary>Null when it is the only one but has been used, or when there are several.</summary>
    public static async Task<Guid?> OnlyUntouchedAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        (await database.Command(OnlyOne).ReadAllAsync(row => row.GetGuid(0), cancel)) is [var only] && await IsUntouchedAsync(database, only, cancel) ? only : null;

    public static async Task<bool> IsUntouchedAsync(NpgsqlDataSource database, Guid rootId, CancellationToken cancel) =>
        (await database.Command(Untouched, rootId).ReadAllAsync(row => row.GetBoolean(0), cancel))[0];

    /// <summary>Removes it and answers how its people signed in.</summary>
    public static async Task<IReadOnlyList<SignIn>> MakeAsync(NpgsqlTransaction transaction, IReadOnlyList<string> tables, Guid rootId, CancellationToken cancel)
    {
        var signIns = await transaction.Command(SignInsOf, rootId).ReadAllAsync(row => new SignIn(row.GetString(0), row.Text(1)), cancel);
        await RemoveDemo.DeleteAsync(transaction.Connection!, tables, rootId, cancel);
        return signIns;
    }

    public static Task KeepSignInAsync(NpgsqlTransaction transaction, IReadOnlyList<SignIn> signIns, Guid rootId, CancellationToken cancel) => transaction.Command("""
        update app_user u set password_hash = k.hash from unnest($2::text[], $3::text[]) k(email, hash)
        where u.normalized_email = k.email and u.id in (select m.user_id from membership m where m.root_id = $1)
        """, rootId, signIns.Select(s => s.NormalizedEmail).ToArray(), signIns.Select(s => s.PasswordHash).ToArray()).RunAsync(cancel);
}
