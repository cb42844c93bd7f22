using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Hotlists;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>Whom something is meant for: people named one by one, a hotlist, or everybody who matches a search. Exactly one of them is given.</summary>
public sealed record AudienceRequest(IReadOnlyList<Guid>? PersonIds, Guid? HotlistId, FindPeople.Query? Search);

/// <summary>
/// Tells the people an audience holds, by name. Former ids of merged records lead to who they are now; whom the viewer's organisation
/// does not have is left out.
/// </summary>
public sealed class AudiencePeople(NpgsqlDataSource database, SsnLastFour ssn)
{
    public const int Most = 20_000;

    public async Task<Result<IReadOnlyList<Guid>>> ExecuteAsync(Viewer viewer, AudienceRequest request, CancellationToken cancel)
    {
        if (new object?[] { request.PersonIds, request.HotlistId, request.Search }.Count(part => part is not null) != 1) return Refusals.AudienceUnclear;
        if (request.PersonIds is { Count: > Most } many) return Refusals.TooManyPeople(many.Count, Most);
        await using var command = database.CreateCommand();
        viewer.Bind(command);
        if (await SourceAsync(viewer, request, command, cancel) is not { } source) return Refusals.HotlistGone;
        command.CommandText = $"""
            select p.id from person p where p.root_id = @root{source}
            order by {PeopleOrder.Last}, {PeopleOrder.First}, p.id limit {(Most + 1).ToString(CultureInfo.InvariantCulture)}
            """;
        var found = await command.ReadAllAsync(row => row.GetGuid(0), cancel);
        if (found.Count == 0) return Refusals.NobodyChosen;
        return found.Count > Most ? Refusals.TooManyPeople(null, Most) : Result.Of<IReadOnlyList<Guid>>(found);
    }

    // Null: the hotlist is not there, or somebody else's.
    async Task<string?> SourceAsync(Viewer viewer, AudienceRequest request, NpgsqlCommand command, CancellationToken cancel)
    {
        if (request.PersonIds is { } ids)
        {
            command.Parameters.AddWithValue("ids", ids.ToArray());
            return " and (p.id = any(@ids) or p.id in (select m.person_id from person_merge m where m.root_id = @root and m.former_id = any(@ids)))";
        }

        var search = request.Search;
        if (request.HotlistId is { } list)
        {
            if (await HotlistSql.FindAsync(database, viewer, list, cancel) is not { } hotlist) return null;
            search = hotlist.Search;
            command.Parameters.AddWithValue("hotlist", list);
            if (search is null) return " and p.id in (select m.person_id from hotlist_member m where m.root_id = @root and m.hotlist_id = @hotlist)";
        }

        return (await PeopleFilter.OfAsync(database, viewer, search!, command.Parameters, ssn, cancel)).Sql;
    }
}
