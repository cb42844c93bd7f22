using System.Text;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers;

/// <summary>What every provider must do when it is asked: look up, list, numbers, media, test.</summary>
public abstract partial class ProviderCases
{
    static readonly Dictionary<string, Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task>> Failures = new()
    {
        ["401"] = Reply.Json(401, "{}"),
        ["429"] = Reply.Status(429),
        ["500"] = Reply.Json(500, "{}"),
        ["never answers"] = Reply.Never,
        ["cut"] = Reply.Cut,
        ["garbage"] = Reply.Garbage(200),
        ["wrong shape"] = Reply.Json(200, "\"hello\""),
        ["breaks off"] = Reply.BreakOff(200),
        ["without end"] = Reply.Huge(200),
    };

    void Fail(string label)
    {
        Server.Answer = Failures[label];
        if (label == "never answers")
            DoNotWaitLong();
    }

    public static TheoryData<string> FailureLabels => [.. Failures.Keys];

    [Theory]
    [MemberData(nameof(FailureLabels))]
    public async Task Says_in_words_why_a_test_of_the_credentials_failed(string label)
    {
        Fail(label);
        var test = await Provider.TestAsync(Connection, CancellationToken.None);
        test.Ok.ShouldBeFalse();
        test.Words.ShouldNotBeNullOrWhiteSpace();
        HasNoSecret(test);
    }

    [Theory]
    [MemberData(nameof(FailureLabels))]
    public async Task Has_no_answer_to_a_look_up_that_failed(string label)
    {
        Fail(label);
        var answer = await Provider.LookUpAsync(Connection, Text(), DateTimeOffset.UnixEpoch, CancellationToken.None);
        HasNoSecret(answer.ShouldBeOfType<LookUp.NoAnswer>());
    }

    [Theory]
    [MemberData(nameof(FailureLabels))]
    public async Task Says_that_a_list_could_not_be_read(string label)
    {
        Fail(label);
        var numbers = await Should.ThrowAsync<ProviderUnavailableException>(() => Provider.ListNumbersAsync(Connection, CancellationToken.None));
        var received = await Should.ThrowAsync<ProviderUnavailableException>(
            async () => await Provider.ListReceivedAsync(Connection, DateTimeOffset.UnixEpoch, CancellationToken.None).ToListAsync());
        HasNoSecret(numbers);
        HasNoSecret(received);
    }

    [Theory]
    [MemberData(nameof(FailureLabels))]
    public async Task Says_that_a_number_could_not_be_looked_up(string label)
    {
        Fail(label);
        HasNoSecret((await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBeOfType<NumberAnswer.NoAnswer>());
    }

    [Fact]
    public void Keeps_its_secrets_when_written_out()
    {
        HasNoSecret(Connection);
        HasNoSecret(Connection.Settings);
    }

    protected static Action<SendOutcome> Rejects(DeliveryProblem problem) => o => o.ShouldBeOfType<SendOutcome.Rejected>().Problem.ShouldBe(problem);

    protected static Action<SendOutcome> Waits(TimeSpan? after, bool down) => o =>
    {
        var wait = o.ShouldBeOfType<SendOutcome.TryAgain>();
        (wait.After, wait.ProviderDown).ShouldBe((after, down));
        wait.Words.ShouldNotBeNullOrWhiteSpace();
    };

    protected static void IsUnknown(SendOutcome outcome) => outcome.ShouldBeOfType<SendOutcome.Unknown>().Words.ShouldNotBeNullOrWhiteSpace();

    static async Task<int> FreePortAsync()
    {
        await using var gone = await ScriptedServer.StartAsync();
        return gone.Address.Port;
    }
}
