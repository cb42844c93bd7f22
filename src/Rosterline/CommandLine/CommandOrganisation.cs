using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary>Which organisation a command means.</summary>
static class CommandOrganisation
{
    public static readonly Option<string?> Option = new("--organisation") { Description = "Name of the organisation; not needed when there is one" };

    /// <summary>The named one, else the only one, else the only one that is not the demo.</summary>
    public static async Task<Guid> FindAsync(ParseResult parsed, RosterlineDb db, CancellationToken cancel)
    {
        var all = await db.Organisations.OrderBy(o => o.Name).ToListAsync(cancel);
        var found = parsed.GetValue(Option) is { } name ? all.FindAll(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase))
            : all.Count > 1 ? all.FindAll(o => !o.IsDemo) : all;
        if (found.Count == 1) return found[0].RootId;
        throw new StartupException(all.Count == 0 ? "There is no organisation yet. Run rosterline serve once."
            : $"Say which with --organisation: {string.Join(", ", all.Select(o => $"“{o.Name}”"))}.");
    }
}
