using Rosterline.Admin.Backup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.Backup;

public sealed class NoticeCopyTest
{
    [Fact]
    [Trait("Requirement", "P-05")]
    public async Task A_copied_data_folder_is_quiet_and_the_same_one_is_not()
    {
        await using var app = await TestApp.StartAsync();
        using var folder = new TestFolder();
        var (here, copy) = (Directory.CreateDirectory(folder["here"]).FullName, Directory.CreateDirectory(folder["copy"]).FullName);

        (await NoticeCopy.ExecuteAsync(app.Sql, here, TimeProvider.System, default)).ShouldBeFalse("the first start");
        (await NoticeCopy.ExecuteAsync(app.Sql, here, TimeProvider.System, default)).ShouldBeFalse("a start at the same place");
        Directory.Move(here, folder["renamed"]);
        (await NoticeCopy.ExecuteAsync(app.Sql, folder["renamed"], TimeProvider.System, default)).ShouldBeFalse("another name is no copy");
        (await ReasonAsync(app)).ShouldBeNull();

        // Times, owner and rights as they were: what backup programs copy.
        (await Rosterline.Platform.ProgramRun.RunAsync("cp", ["-a", $"{folder["renamed"]}/.", copy], default)).Ok.ShouldBeTrue();
        (await NoticeCopy.ExecuteAsync(app.Sql, copy, TimeProvider.System, default)).ShouldBeTrue();
        (await ReasonAsync(app))!.ShouldStartWith("Copied or moved here after");
        (await app.Agency.ReadAsync<long>("select count(*) from restore_check where root_id = $1 and settled_at is null", app.Agency.RootId)).ShouldBe(1);
        (await NoticeCopy.ExecuteAsync(app.Sql, copy, TimeProvider.System, default)).ShouldBeFalse("its place is the copy's now");
    }

    [Fact]
    public async Task A_machine_that_is_another_one_is_noticed()
    {
        await using var app = await TestApp.StartAsync();
        using var folder = new TestFolder();
        var mark = folder["place"];
        await NoticeCopy.ExecuteAsync(app.Sql, folder.Path, TimeProvider.System, default);
        if (File.ReadAllLines(mark) is not [var born, { Length: > 0 }]) return; // a machine without a name of its own
        await File.WriteAllLinesAsync(mark, [born, "0123456789abcdef"]);
        (await NoticeCopy.ExecuteAsync(app.Sql, folder.Path, TimeProvider.System, default)).ShouldBeTrue();
    }

    static Task<string?> ReasonAsync(TestApp app) => app.Agency.ReadAsync<string>("select paused_reason from organisation where root_id = $1 and paused_at is not null", app.Agency.RootId);
}
