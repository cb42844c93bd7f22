using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Consent.LookUp;

/// <summary>
/// Where the organisation wants it, looks numbers up that were never texted, heard from or looked up, before the gate is asked. It waits three
/// seconds at most: a provider that does not answer keeps no text back.
/// </summary>
public sealed class BeforeFirstText(NpgsqlDataSource database, LookUpNumber lookUp, OrganisationReader organisations, ILogger<BeforeFirstText> log)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    const int AtOnce = 16;

    public async Task ExecuteAsync(Guid rootId, IReadOnlyCollection<PhoneNumber> numbers, CancellationToken cancel)
    {
        if (!(await organisations.ReadAsync(rootId, cancel)).LookUpNew || !await lookUp.CanAskAsync(rootId, cancel)) return;
        var fresh = await NewAsync(rootId, numbers, cancel);
        if (fresh.Count == 0) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = patience.Token }, async (number, stop) =>
            {
                if (await lookUp.ExecuteAsync(rootId, number, null, stop) is LookedUp.UsedUp) await patience.CancelAsync();
            });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Those not asked, or not answered yet, go as they would have.
            log.LogInformation("Not all of {Count} new numbers were looked up before their first text", fresh.Count);
        }
    }

    Task<List<PhoneNumber>> NewAsync(Guid rootId, IReadOnlyCollection<PhoneNumber> numbers, CancellationToken cancel) => database.Command("""
        select i.number from (select distinct x as number from unnest($2::bigint[]) x) i
        where not exists (select 1 from number_lookup n where n.root_id = $1 and n.number = i.number)
          and not exists (select 1 from conversation c where c.root_id = $1 and c.number = i.number and c.last_seq > 0)
          and not exists (select 1 from number_state s where s.root_id = $1 and s.number = i.number and (s.blocked <> 0 or s.problem is not null))
        """, rootId, numbers.Select(number => number.Digits).ToArray()).ReadAllAsync(row => new PhoneNumber(row.GetInt64(0)), cancel);
}
