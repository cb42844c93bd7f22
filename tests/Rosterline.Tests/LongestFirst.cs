using Rosterline.Tests;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, "Rosterline.Tests")]

namespace Rosterline.Tests;

/// <summary>Begins with the classes that take longest, most of it waiting, so that the others run beside them and nobody waits for one at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public const string Name = "Rosterline.Tests.LongestFirst";

    static readonly string[] Long =
    [
        nameof(Crash.KillTest), nameof(Faults.DatabaseFaultsTest), nameof(Faults.NodeProcessesTest), nameof(Faults.ProviderFaultsTest),
        nameof(People.Import.ImportTest), nameof(Admin.Backup.RestoreTest), nameof(Database.EmbeddedPostgresTest), nameof(CommandLine.ServeTest),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Place);

    static int Place(ITestCollection collection) => Array.FindIndex(Long, name => collection.DisplayName.Contains($".{name} ", StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
