using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>The numbers that are texted while the organisation is in test mode (P-11).</summary>
sealed class TestNumbers(RosterlineDb db, OrganisationReader organisations, TimeProvider clock)
{
    const int Most = 5;

    public async Task<PhoneNumber[]> ReadAsync(Guid rootId, CancellationToken cancel) =>
        [.. (await db.TestNumbers.Where(n => n.RootId == rootId).OrderBy(n => n.Number).Select(n => n.Number).ToListAsync(cancel)).Select(n => new PhoneNumber(n))];

    /// <param name="typed">As people write numbers; replaces the list.</param>
    public async Task<Result<PhoneNumber[]>> SaveAsync(Viewer by, IReadOnlyList<string> typed, CancellationToken cancel)
    {
        var numbers = new HashSet<long>();
        foreach (var text in typed.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            var read = TypedNumber.Read(text, texted: true);
            if (read.Refusal is { } refusal) return refusal;
            numbers.Add(read.Value.Digits);
        }

        if (numbers.Count > Most) return Refusals.TestNumbersFull;
        var before = await db.TestNumbers.Where(n => n.RootId == by.RootId).ToListAsync(cancel);
        db.TestNumbers.RemoveRange(before.Where(n => !numbers.Contains(n.Number)));
        db.TestNumbers.AddRange(numbers.Where(n => !before.Exists(b => b.Number == n)).Select(n => new TestNumber { RootId = by.RootId, Number = n }));
        AuditLog.Add(db, AuditedAct.By(by, "test_numbers.changed", "organisation", by.RootId,
            new { before = before.Select(n => n.Number), after = numbers }), clock);
        await db.SaveChangesAsync(cancel);
        organisations.Forget(by.RootId);
        return await ReadAsync(by.RootId, cancel);
    }
}
