using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Conversations;

/// <summary>Why a text went or did not go: the ordered checks of the gate with the one that decided (H-06).</summary>
public sealed class ExplainMessage(NpgsqlDataSource database, ReadMessages read)
{
    public sealed record Explanation(string Title, string? First, IReadOnlyList<ExplainedCheck> Checks, string? ProviderCode);

    public async Task<Explanation?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await read.FindAsync(viewer, id, cancel) is not { Direction: Direction.Out } message) return null;
        await using var command = database.CreateCommand($"select m.gate::text, m.provider_code from message m where {viewer.SeesMessage("m")} and m.id = @id");
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var (gate, code) = (await command.ReadAllAsync(row => (row.Text(0), row.Text(1)), cancel))[0];
        return new Explanation(message.StatusWords, message.ProblemWords, ExplainGate.Of(gate), code);
    }
}
