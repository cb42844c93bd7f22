using Npgsql;
using Rosterline.Accounts;
using Rosterline.Jobs.Applicants;
using Rosterline.People.Records;
using Rosterline.Platform;
using Rosterline.Sending.Broadcasts;

namespace Rosterline.Sending.Audience;

/// <summary>Tells whom a broadcast is meant for: people, a hotlist, a search, the applicants of a posting, or who works on an order.</summary>
sealed class AudienceOf(NpgsqlDataSource database, AudiencePeople people)
{
    public async Task<Result<IReadOnlyList<Guid>>> ExecuteAsync(Viewer viewer, BroadcastRequest request, CancellationToken cancel)
    {
        if (request.PersonIds is not null || request.HotlistId is not null || request.Search is not null)
            return await people.ExecuteAsync(viewer, new AudienceRequest(request.PersonIds, request.HotlistId, request.Search), cancel);
        var found = request.PostingId is { } posting ? await ApplicantsAsync(viewer.RootId, posting, request.Stage, cancel)
            : request.OrderId is { } order ? await WorkersAsync(viewer.RootId, order, cancel)
            : [];
        return found.Count == 0 ? Refusals.Nobody : Result.Of<IReadOnlyList<Guid>>(found);
    }

    Task<List<Guid>> ApplicantsAsync(Guid rootId, Guid posting, string? stage, CancellationToken cancel) => database.Command("""
        select a.person_id from application a join person p on p.root_id = a.root_id and p.id = a.person_id
        where a.root_id = $1 and a.posting_id = $2 and ($3::smallint is null or a.stage = $3) order by lower(p.last_name), lower(p.first_name), p.id limit 20000
        """, rootId, posting, (short?)Stages.Read(stage)).ReadAllAsync(row => row.GetGuid(0), cancel);

    Task<List<Guid>> WorkersAsync(Guid rootId, Guid order, CancellationToken cancel) => database.Command("""
        select a.person_id from assignment a join person p on p.root_id = a.root_id and p.id = a.person_id
        where a.root_id = $1 and a.order_id = $2 and a.status < 3 order by lower(p.last_name), lower(p.first_name), p.id limit 20000
        """, rootId, order).ReadAllAsync(row => row.GetGuid(0), cancel);
}
