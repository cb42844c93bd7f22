using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Consent.LookUp;

/// <summary>How far many look-ups have come.</summary>
/// <param name="State">running, done, stopped or limit: the month's limit ended it.</param>
public sealed record LookUpRun(Guid Id, string State, int Numbers, int Done, int Landlines, int Unanswered);

/// <summary>Looks up the numbers of a selection, one after the other in the background; it can be watched and stopped.</summary>
sealed class LookUpMany(NpgsqlDataSource database, AudiencePeople audience, LookUpNumber lookUp, LookUpSettings settings, TimeProvider clock)
{
    static readonly string[] States = ["running", "done", "stopped", "limit"];

    static readonly Refusal NobodyToAsk = new("look_up_unavailable", "None of your text providers tells what kind of number it is.");

    static readonly Refusal NothingToAsk = new("look_up_nothing", "All of these numbers were looked up before, or cannot be.");

    static Refusal UsedUp(int limit) => new("look_up_limit", $"This month's {limit:N0} look-ups are used up. An administrator can raise the limit in Admin › Sending.");

    /// <param name="Again">Also numbers that were looked up before.</param>
    /// <param name="Preview">Only say how many it would be.</param>
    public sealed record Request(IReadOnlyList<Guid>? PersonIds, Guid? HotlistId, FindPeople.Query? Search, bool Again = false, bool Preview = false);

    /// <param name="Known">Numbers of these people that were looked up before and are left out.</param>
    /// <param name="Left">Look-ups left this month.</param>
    /// <param name="Run">Null for a preview.</param>
    public sealed record Answer(int Numbers, int Known, decimal Price, int Left, LookUpRun? Run);

    public async Task<Result<Answer>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        if (!await lookUp.CanAskAsync(viewer.RootId, cancel)) return NobodyToAsk;
        var people = await audience.ExecuteAsync(viewer, new(request.PersonIds, request.HotlistId, request.Search), cancel);
        if (people.Refusal is { } nobody) return nobody;
        var all = await database.Command("""
            select distinct n.number, exists (select 1 from number_lookup k where k.root_id = n.root_id and k.number = n.number) from person_number n
            where n.root_id = $1 and n.person_id = any($2) and n.number is not null and n.problem is null
            """, viewer.RootId, people.Value!.ToArray()).ReadAllAsync(row => (Number: row.GetInt64(0), Known: row.GetBoolean(1)), cancel);
        var wanted = all.Where(n => request.Again || !n.Known).Select(n => n.Number).ToArray();
        var state = await settings.ReadAsync(viewer.RootId, cancel);
        var answer = new Answer(wanted.Length, all.Count - wanted.Length, wanted.Length * state.Price, Math.Max(0, state.MonthLimit - state.Used), null);
        if (request.Preview) return answer;
        if (wanted.Length == 0) return NothingToAsk;
        if (answer.Left == 0) return UsedUp(state.MonthLimit);
        return answer with { Run = await StartAsync(viewer, wanted, cancel) };
    }

    async Task<LookUpRun> StartAsync(Viewer viewer, long[] numbers, CancellationToken cancel)
    {
        var id = Ids.New();
        await using var batch = database.CreateBatch();
        batch.Add("insert into lookup_run (root_id, id, user_id, numbers) values ($1, $2, $3, $4)", viewer.RootId, id, viewer.UserId, numbers);
        AuditLog.Add(batch, AuditedAct.By(viewer, "numbers.looked_up", "lookup_run", id, new { numbers = numbers.Length }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return new(id, States[0], numbers.Length, 0, 0, 0);
    }

    /// <summary>Null: none of hers.</summary>
    public async Task<LookUpRun?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel) => (await database.Command(
        "select id, state, cardinality(numbers), done, landlines, unanswered from lookup_run where root_id = $1 and id = $2 and user_id = $3", viewer.RootId, id, viewer.UserId)
        .ReadAllAsync(row => new LookUpRun(row.GetGuid(0), States[row.GetInt16(1)], row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)), cancel)).SingleOrDefault();

    /// <summary>Asks about no more numbers; those that are being asked about are finished.</summary>
    public async Task<LookUpRun?> StopAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await database.Command("update lookup_run set state = 2, finished_at = now() where root_id = $1 and id = $2 and user_id = $3 and state = 0", viewer.RootId, id, viewer.UserId).RunAsync(cancel);
        return await FindAsync(viewer, id, cancel);
    }
}
