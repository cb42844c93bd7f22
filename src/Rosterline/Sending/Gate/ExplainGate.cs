using System.Text.Json;

namespace Rosterline.Sending.Gate;

/// <summary>One question of the gate as "Why?" shows it.</summary>
/// <param name="State">ok, failed or not_checked.</param>
public sealed record ExplainedCheck(string Name, string State, string Words);

/// <summary>Turns a kept answer into the ordered checks with the one that decided (H-06).</summary>
static class ExplainGate
{
    public static IReadOnlyList<ExplainedCheck> Of(string? gate)
    {
        using var kept = JsonDocument.Parse(gate ?? SendGate.KeptYes);
        var by = kept.RootElement.TryGetProperty("by", out var name) ? name.GetString() : null;
        var words = kept.RootElement.TryGetProperty("words", out var said) ? said.GetString() : null;
        var all = new List<ExplainedCheck>();
        var decided = false;
        foreach (var check in SendGate.Checks)
        {
            var here = check.Name == by;
            all.Add(new ExplainedCheck(check.Name, here ? "failed" : decided ? "not_checked" : "ok", here ? words! : check.Question));
            decided |= here;
        }
        return all;
    }
}
