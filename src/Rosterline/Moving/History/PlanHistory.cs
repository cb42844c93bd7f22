using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.People;
using Rosterline.People.Import;
using Rosterline.People.Import.Files;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>Says which column is what, where the texts come from and on which lines they go; reads the whole file once and shows what would happen.</summary>
sealed class PlanHistory(NpgsqlDataSource database, HistoryImports imports, TimeProvider clock)
{
    const int Shown = 20, FirstTexts = 8;

    /// <param name="Mapping">Field to column; null keeps the guess.</param>
    /// <param name="Zone">Of times that do not say theirs.</param>
    /// <param name="Product">Threads show it: From TextUs.</param>
    /// <param name="Line">For texts that name no number of ours.</param>
    /// <param name="Lines">Line by a number of ours that is none here, in E.164.</param>
    public sealed record Request(IReadOnlyDictionary<HistoryField, int>? Mapping, string? Encoding, string? Zone, string? Product, Guid? Line, IReadOnlyDictionary<string, Guid>? Lines);

    /// <param name="Number">Null: rows that name none.</param>
    /// <param name="LineId">Null: no line has it; these texts are left out until one is chosen.</param>
    public sealed record OurNumber(string? Number, int Texts, Guid? LineId);

    public sealed record FirstText(int Row, Direction Direction, string Number, DateTimeOffset At, string Body);

    public sealed record Preview(
        HistoryImports.Understood File, int Rows, int Received, int Sent, int People, int Skipped, DateTimeOffset? Since, DateTimeOffset? Until, IReadOnlyList<OurNumber> Ours,
        IReadOnlyList<FirstText> FirstTexts, IReadOnlyList<string> FirstFaults);

    /// <summary>Null: no such import in this organisation.</summary>
    public async Task<Result<Preview>?> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (await imports.LoadAsync(viewer.RootId, id, cancel) is not { } stored) return null;
        if (stored.State == ImportState.Running) return new Refusal("import_running", "This import is running already.");
        var lines = await LinesAsync(database, viewer.RootId, cancel);
        var understood = Understand(stored, request, [.. lines.Values]);
        if (understood.Value is not { } plan) return understood.Refusal!;
        var preview = Read(id, stored, plan, lines);
        await imports.SaveAsync(viewer, id, plan, preview.Rows, cancel);
        return preview;
    }

    /// <summary>Lines by number.</summary>
    internal static async Task<Dictionary<long, Guid>> LinesAsync(NpgsqlDataSource database, Guid rootId, CancellationToken cancel) =>
        (await database.Command("select number, id from line where root_id = $1", rootId).ReadAllAsync(row => (row.GetInt64(0), row.GetGuid(1)), cancel)).ToDictionary(line => line.Item1, line => line.Item2);

    static Result<HistoryPlan> Understand(HistoryImports.Stored stored, Request request, HashSet<Guid> lines)
    {
        var plan = stored.Plan;
        if (request.Encoding is { } encoding && encoding != plan.Encoding)
        {
            if (!FileEncoding.Knows(encoding)) return new Refusal("encoding_unknown", "Choose utf-8, windows-1252, utf-16le or utf-16be.");
            plan = HistoryPlan.Guess(stored.Content, encoding, plan.Zone) with { Product = plan.Product, Line = plan.Line, Lines = plan.Lines };
        }
        if (request.Mapping is { } mapping)
        {
            if (mapping.Values.FirstOrDefault(column => column < 0 || column >= plan.Headers.Count, -1) is not -1 and var column) return new Refusal("column_unknown", $"The file has no column {column + 1}.");
            if (mapping.Values.Any(column => column < 0)) return new Refusal("column_unknown", "Columns are counted from 0.");
            plan = plan with { Mapping = mapping };
        }
        if (request.Zone is { } zone && !TimeZones.Knows(zone)) return new Refusal("time_zone_unknown", $"“{zone}” is not a time zone.");
        var product = request.Product?.Trim() ?? plan.Product ?? "";
        if (product.Length is 0 or > 40) return new Refusal("product_missing", "Say which product these texts are from, in up to 40 letters. Threads show it.");
        var chosen = new Dictionary<long, Guid>();
        foreach (var (typed, line) in request.Lines ?? new Dictionary<string, Guid>())
            if (TypedNumber.Read(typed) is { Number: { } number }) chosen[number] = line;
        if (chosen.Values.Append(request.Line ?? Guid.Empty).Any(line => line != Guid.Empty && !lines.Contains(line))) return new Refusal("line_unknown", "One of the chosen lines is not here any more.");
        if (Missing(plan) is { } missing) return missing;
        return plan with { Zone = request.Zone ?? plan.Zone, Product = product, Line = request.Line, Lines = chosen };
    }

    static Refusal? Missing(HistoryPlan plan)
    {
        bool Has(HistoryField field) => plan.Mapping.ContainsKey(field);
        if (!Has(HistoryField.Body)) return new Refusal("no_body_column", "Choose the column with the words of the texts.");
        if (!Has(HistoryField.Time)) return new Refusal("no_time_column", "Choose the column that says when each text was written.");
        if (Has(HistoryField.Contact) ? !Has(HistoryField.Direction) : !(Has(HistoryField.From) && Has(HistoryField.To)))
            return new Refusal("no_number_column", "Choose the columns From and To, or the other person's number together with the direction.");
        return null;
    }

    Preview Read(Guid id, HistoryImports.Stored stored, HistoryPlan plan, Dictionary<long, Guid> lines)
    {
        var (rows, received, skipped) = (0, 0, 0);
        var (people, ours, first, faults) = (new HashSet<long>(), new Dictionary<long, (int Texts, Guid? Line)>(), new List<FirstText>(), new List<string>());
        var (since, until) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var read in new HistoryReader(plan, lines, clock.GetUtcNow()).Read(stored.Content))
        {
            rows++;
            if (read.Problem is { } problem)
            {
                skipped++;
                if (faults.Count < Shown) faults.Add(problem.Words);
            }
            if (read.Text is not { } text) continue;
            ours[text.Ours ?? 0] = (ours.GetValueOrDefault(text.Ours ?? 0).Texts + 1, text.LineId);
            if (text.Direction == Direction.In) received++;
            people.Add(text.Theirs);
            (since, until) = (text.At < since ? text.At : since, text.At > until ? text.At : until);
            if (first.Count < FirstTexts) first.Add(new(read.Row, text.Direction, new PhoneNumber(text.Theirs).E164, text.At, text.Body.Length > 160 ? text.Body[..160] + "…" : text.Body));
        }
        var texts = rows - skipped;
        return new(HistoryImports.Describe(id, stored.FileName, stored.Content, plan), rows, received, texts - received, people.Count, skipped, texts == 0 ? null : since, texts == 0 ? null : until,
            [.. ours.OrderByDescending(one => one.Value.Texts).Take(50).Select(one => new OurNumber(one.Key == 0 ? null : new PhoneNumber(one.Key).E164, one.Value.Texts, one.Value.Line))], first, faults);
    }
}
