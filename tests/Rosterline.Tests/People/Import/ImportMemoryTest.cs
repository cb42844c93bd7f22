using System.Text.Json;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.People.Import;

/// <summary>Alone, because memory is the whole process's.</summary>
[Collection(Alone.Name)]
public sealed class ImportMemoryTest(ITestOutputHelper output)
{
    [Fact]
    public async Task A_large_file_is_not_held_in_memory_row_by_row()
    {
        await using var app = await TestApp.StartAsync();
        var import = await ImportClient.CreateAsync(app, app.Agency);
        var id = (await import.UploadAsync(ImportTest.Large(15_000))).GetProperty("id").GetGuid();
        await import.PlanAsync(id, new { kind = "candidate", consent = new { answer = "told" } });
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        await ImportClient.Json(await import.Http.PostAsync(new Uri($"/api/v1/people/import/{id}/run", UriKind.Relative), null));
        JsonElement status;
        do
        {
            await Task.Delay(50);
            status = await import.ReadAsync(id);
            most = Math.Max(most, GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes - before);
        }
        while (status.GetProperty("state").GetString() == "running");
        output.WriteLine($"heap at most {most >> 20} MB above");
        status.GetProperty("summary").GetString().ShouldBe("15,000 people: 15,000 added, 0 updated, 0 skipped.");
        most.ShouldBeLessThan(250L << 20);
    }
}
