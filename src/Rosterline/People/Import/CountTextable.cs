using System.Globalization;
using Npgsql;
using Rosterline.People.Import.Rows;

namespace Rosterline.People.Import;

/// <summary>
/// Counts how many of a file's people can be texted under the organisation's policy (P-02): candidates need an opt-in, employees
/// are implied by their work for texts about it, contacts may be texted until they opt out.
/// </summary>
public sealed class CountTextable
{
    const int Batch = 5000;

    readonly NpgsqlDataSource database;
    readonly Guid rootId;
    readonly ImportPlan plan;
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly List<ImportedPerson> waiting = [];
    readonly Dictionary<string, int> counts = [];

    internal CountTextable(NpgsqlDataSource database, Guid rootId, ImportPlan plan) => (this.database, this.rootId, this.plan) = (database, rootId, plan);

    /// <param name="Code">textable, no_number, cannot_get_texts, opted_out, locked, no_opt_in.</param>
    public sealed record Part(string Code, int Count, string Words);

    /// <param name="Words">"Under your policy 41,260 of 48,120 can be texted."</param>
    public sealed record Counts(int Total, int Textable, string Words, IReadOnlyList<Part> Breakdown);

    internal async Task AddAsync(ImportedPerson person, CancellationToken cancel)
    {
        var number = person.GoodNumbers.FirstOrDefault();
        var key = person.ExternalId is { } id ? "id " + id : $"{person.NameKey} {(number > 0 ? number : person.Email ?? person.Texting?.Chosen.Raw)}";
        if (!seen.Add(key)) return;
        waiting.Add(person);
        if (waiting.Count >= Batch) await CountAsync(cancel);
    }

    internal async Task<Counts> FinishAsync(CancellationToken cancel)
    {
        if (waiting.Count > 0) await CountAsync(cancel);
        var (total, textable) = (counts.Values.Sum(), counts.GetValueOrDefault("textable"));
        string[] order = ["textable", "no_opt_in", "no_number", "cannot_get_texts", "opted_out", "locked"];
        return new(total, textable, $"Under your policy {Number(textable)} of {Number(total)} can be texted.",
            [.. order.Where(counts.ContainsKey).Select(code => new Part(code, counts[code], Words(code, counts[code])))]);
    }

    async Task CountAsync(CancellationToken cancel)
    {
        var numbers = waiting.Select(p => p.Texting).Where(t => t is { CanBeTexted: true }).Select(t => t!.Chosen.Number!.Value).Distinct().ToArray();
        var (states, consents) = await FactsAsync(numbers, cancel);
        foreach (var person in waiting)
        {
            var code = Code(person, states, consents);
            counts[code] = counts.GetValueOrDefault(code) + 1;
        }

        waiting.Clear();
    }

    string Code(ImportedPerson person, Dictionary<long, short> states, HashSet<long> consents)
    {
        if (person.Texting is not { } texting) return "no_number";
        if (!texting.CanBeTexted) return "cannot_get_texts";
        var number = texting.Chosen.Number!.Value;
        var blocked = states.GetValueOrDefault(number);
        if (person.OptedOut || (blocked & 1) != 0) return "opted_out";
        if ((blocked & 4) != 0) return "locked";
        if (blocked != 0) return "cannot_get_texts";
        var needsOptIn = plan.Kind is null or PersonKind.Candidate;
        var consents1 = plan.Consent is { } told && ImportLedger.Consents(told, person);
        return needsOptIn && !consents1 && !consents.Contains(number) ? "no_opt_in" : "textable";
    }

    // A carrier's lasting "cannot get texts" counts as bit 2.
    async Task<(Dictionary<long, short> States, HashSet<long> Consents)> FactsAsync(long[] numbers, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select number, (blocked | case when problem is null then 0 else 2 end)::smallint, false from number_state
            where root_id = @root and number = any(@numbers) and (blocked <> 0 or problem is not null)
            union all
            select distinct number, 0::smallint, true from consent_event
            where root_id = @root and number = any(@numbers) and kind in ('opt_in', 'inquiry')
            """);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("numbers", numbers);
        var (states, consents) = (new Dictionary<long, short>(), new HashSet<long>());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            if (reader.GetBoolean(2)) consents.Add(reader.GetInt64(0));
            else states[reader.GetInt64(0)] = reader.GetInt16(1);
        return (states, consents);
    }

    static string Words(string code, int count) => code switch
    {
        "textable" => $"{Number(count)} can be texted",
        "no_opt_in" => $"{Number(count)} without an opt-in",
        "no_number" => $"{Number(count)} without a phone number",
        "cannot_get_texts" => $"{Number(count)} with a number that cannot get texts",
        "opted_out" => $"{Number(count)} opted out",
        _ => $"{Number(count)} locked",
    };

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
