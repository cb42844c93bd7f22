using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Conversations;

/// <summary>Why a text went or did not go: the ordered checks of the gate with the one that decided (H-06).</summary>
public sealed class ExplainMessage(NpgsqlDataSource database, ReadMessages read)
{
    public sealed record Check(string Name, string State, string Words);

    public sealed record Explanation(string Title, string? First, IReadOnlyList<Check> Checks, string? ProviderCode);

    public async Task<Explanation?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await read.FindAsync(viewer, id, cancel) is not { Direction: Direction.Out } message) return null;
        await using var command = database.CreateCommand($"select m.gate::text, m.provider_code from message m where {Viewer.Condition("m")} and m.id = @id");
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var (gate, code) = (await command.ReadAllAsync(row => (row.Text(0), row.Text(1)), cancel))[0];
        return new Explanation(message.StatusWords, message.ProblemWords, Checks(gate), code);
    }

    static List<Check> Checks(string? gate)
    {
        using var kept = JsonDocument.Parse(gate ?? SendGate.KeptYes);
        var by = kept.RootElement.TryGetProperty("by", out var name) ? name.GetString() : null;
        var words = kept.RootElement.TryGetProperty("words", out var said) ? said.GetString() : null;
        var all = new List<Check>();
        var decided = false;
        foreach (var check in SendGate.Checks)
        {
            var here = check.Name == by;
            all.Add(new Check(check.Name, here ? "failed" : decided ? "not_checked" : "ok", here ? words! : check.Question));
            decided |= here;
        }
        return all;
    }
}
