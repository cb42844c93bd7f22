using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Jobs.Apply;

/// <summary>A posting as an applicant sees it. The client's name stays with us.</summary>
sealed record OpenPosting(Guid RootId, Guid Id, Guid BranchId, string Title, string? Location, string? Pay, string? Description, bool IsOpen, string Agency);

/// <summary>Finds the posting whose form was opened.</summary>
sealed class FindOpenPosting(NpgsqlDataSource database)
{
    public async Task<OpenPosting?> ExecuteAsync(string slug, CancellationToken cancel) => slug.Length > 40 ? null : (await
        // every organisation: the unguessable end of the address names the posting and with it the organisation
        database.Command("""
            select g.root_id, g.id, g.account_id, g.title, g.location, g.pay, g.description, g.is_open, o.name
            from posting g join organisation o on o.root_id = g.root_id where g.slug = $1
            """, slug).ReadAllAsync(row => new OpenPosting(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.Text(4), row.Text(5), row.Text(6), row.GetBoolean(7), row.GetString(8)), cancel))
        .SingleOrDefault();
}
