using Microsoft.Extensions.Logging.Abstractions;
using Rosterline.Database;

namespace Rosterline.Tests.Support;

/// <summary>This assembly started as a program: an application that holds its database until it is killed.</summary>
static class HoldDatabase
{
    static async Task Main(string[] args)
    {
        await using var database = await EmbeddedPostgres.StartAsync(TestCluster.Quick(args[0]), NullLogger.Instance, CancellationToken.None);
        Console.WriteLine(database.ServerPid);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
