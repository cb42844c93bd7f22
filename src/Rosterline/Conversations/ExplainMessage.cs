using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Conversations;

/// <summary>Why a text went or did not go: the ordered checks of the gate with the one that decided (H-06).</summary>
public sealed class ExplainMessage(NpgsqlDataSource database, ReadMessages read, FindExchanges exchanges)
{
    public sealed record Explanation(string Title, string? First, IReadOnlyList<ExplainedCheck> Checks, string? ProviderCode)
    {
        /// <summary>What was said between us and the provider about it, in order; null for whoever does not look after connections.</summary>
        public IReadOnlyList<ExchangeView>? Exchanges { get; init; }
    }

    public async Task<Explanation?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await read.FindAsync(viewer, id, cancel) is not { Direction: Direction.Out } message) return null;
        await using var command = database.CreateCommand($"select m.gate::text, m.provider_code from message m where {viewer.SeesMessage("m")} and m.id = @id");
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var (gate, code) = (await command.ReadAllAsync(row => (row.Text(0), row.Text(1)), cancel))[0];
        return new Explanation(message.StatusWords, message.ProblemWords, ExplainGate.Of(gate), code)
        {
            Exchanges = viewer.May("manage_integration") ? await exchanges.OfMessageAsync(viewer.RootId, id, cancel) : null,
        };
    }
}
