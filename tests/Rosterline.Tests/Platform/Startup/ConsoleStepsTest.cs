using Rosterline.Platform.Startup;

namespace Rosterline.Tests.Platform.Startup;

public sealed class ConsoleStepsTest
{
    readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public async Task Shows_each_step_with_its_detail_and_time_in_columns()
    {
        var steps = new ConsoleSteps(output, moving: false, TimeProvider.System);

        await steps.RunAsync("starting the database", "private, data/pg", () => Task.CompletedTask);
        await steps.RunAsync("preparing the demo", () => Task.FromResult(500), people => $"Northwind Staffing, {people} people");

        output.ToString().ShouldBe(
            "            starting the database    private, data/pg                        1 s\n" +
            "            preparing the demo       Northwind Staffing, 500 people          1 s\n");
    }

    [Fact]
    public async Task Says_what_it_does_before_it_is_done()
    {
        var steps = new ConsoleSteps(output, moving: false, TimeProvider.System);

        await steps.RunAsync("starting the database", "", () =>
        {
            output.ToString().Trim().ShouldBe("starting the database");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Ends_the_line_of_a_step_that_fails()
    {
        var steps = new ConsoleSteps(output, moving: true, TimeProvider.System);

        await Should.ThrowAsync<StartupException>(() => steps.RunAsync("starting the database", "", () => throw new StartupException("No.")));

        output.ToString().ShouldBe("            starting the database    \n");
    }

    [Fact]
    public void Closes_with_what_a_person_needs_next()
    {
        new ConsoleSteps(output, moving: false, TimeProvider.System)
            .Close([("Ready", "http://localhost:5080"), ("Stop", "Ctrl+C, everything is kept in ./data")], "Help: ./run --help");

        output.ToString().ShouldBe("\n  Ready     http://localhost:5080\n  Stop      Ctrl+C, everything is kept in ./data\n\n  Help: ./run --help\n");
    }
}
