using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>
/// What is connected once for everybody stands at the top of the tree and is inherited below (GH-08, GH-10). Asked of an integration before it is
/// saved; the refusal says where one stands and where it belongs, and leads there. Who may not connect at the top finds no form at all.
/// </summary>
public sealed class TopOnly(NpgsqlDataSource database)
{
    const string Path = """
        with recursive up as (
          select id, parent_id, name, 0 as far from account where root_id = $1 and id = $2
          union all select a.id, a.parent_id, a.name, up.far + 1 from account a join up on a.root_id = $1 and a.id = up.parent_id)
        select name from up order by far desc
        """;

    /// <summary>Null: it may stand at this account.</summary>
    /// <param name="what">What is connected, as a sentence begins: "Greenhouse".</param>
    public async Task<Refusal?> RefuseAsync(Viewer by, Guid accountId, string what, CancellationToken cancel)
    {
        if (accountId == by.RootId) return null;
        var path = await database.Command(Path, by.RootId, accountId).ReadAllAsync(row => row.GetString(0), cancel);
        if (path.Count == 0) return Refusals.AccountUnknown;
        return new Refusal("only_at_top", $"You are at {string.Join(" › ", path)}. {what} is connected once, at the top: {path[0]}, and works for every branch below.")
        {
            Link = $"/admin/accounts/{by.RootId}",
        };
    }
}
