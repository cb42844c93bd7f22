using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.CommandLine;

/// <summary>The program itself, started as people start it.</summary>
public partial class ServeTest
{
    [Fact]
    public async Task Starts_from_nothing_signs_in_by_its_link_and_stops_cleanly()
    {
        using var folder = new TestFolder();
        using var serve = Start(folder, FreePort(), "serve");
        var words = await ReadUntilAsync(serve, "Stop");
        words.ShouldContain("starting the database");
        var link = Link().Match(words).Value;
        link.ShouldNotBeEmpty(words);
        words.ShouldMatch(@"Sign in\s+admin@localhost\s+password  \w{16}");

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        (await browser.GetAsync(new Uri(link))).Headers.Location?.ToString().ShouldBe("/");
        (await browser.GetStringAsync(new Uri(new Uri(link), "/api/v1/session"))).ShouldContain("My agency");

        // Beside the running one, on the same database.
        var (code, doctor) = await RunAsync(folder, "doctor");
        doctor.ShouldMatch(@"(?m)^ok\s+Database\s+PostgreSQL \S+ answers\.$");
        code.ShouldBe(0, doctor);
        (_, var key) = await RunAsync(folder, "api-key", "create", "--name", "Payroll", "--user", "admin@localhost");
        key.Trim().ShouldMatch("^rl_[0-9A-Za-z]{43}$");
        (_, var user) = await RunAsync(folder, "user", "create", "--name", "Ben Ortiz", "--email", "ben@example.com", "--role", "branch-manager");
        user.ShouldContain("/start/");

        await SignalAsync(serve, "TERM");
        serve.ExitCode.ShouldBe(0);
        Directory.GetFiles(Path.Combine(folder.Path, "pg", "data"), "postmaster.pid").ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_in_one_line_that_the_port_is_taken()
    {
        using var folder = new TestFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var serve = Start(folder, port, "serve");
        (await serve.StandardError.ReadToEndAsync()).ShouldBe($"Port {port} is in use. Try ./run --port {port + 1}.\n");
        await serve.WaitForExitAsync();
        serve.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("ROSTERLINE_URLS", "5080")]
    [InlineData("ROSTERLINE_DEMO", "perhaps")]
    [InlineData("ROSTERLINE_DATABASE", "not a connection string")]
    public async Task Names_a_setting_that_cannot_be_used_in_one_line(string key, string value)
    {
        using var folder = new TestFolder();
        using var serve = Start(folder, FreePort(), "serve", (key, value));
        var words = await serve.StandardError.ReadToEndAsync();
        await serve.WaitForExitAsync();
        words.ShouldStartWith(key + ": ");
        words.TrimEnd('\n').ShouldNotContain('\n');
        serve.ExitCode.ShouldBe(2);
    }

    static async Task<(int Code, string Words)> RunAsync(TestFolder folder, params string[] arguments)
    {
        using var run = Start(folder, 0, arguments);
        var (words, faults) = (await run.StandardOutput.ReadToEndAsync(), await run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        return (run.ExitCode, words + faults);
    }

    static Process Start(TestFolder folder, int port, string argument, params (string Key, string Value)[] environment) => Start(folder, port, [argument], environment);

    static Process Start(TestFolder folder, int port, string[] arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rosterline.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder.Path,
        };
        foreach (var known in start.Environment.Keys.Where(k => k.StartsWith("ROSTERLINE_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(known);
        start.Environment["ROSTERLINE_DATA"] = folder.Path;
        start.Environment["ROSTERLINE_URLS"] = $"http://127.0.0.1:{port}";
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    static async Task<string> ReadUntilAsync(Process process, string last)
    {
        var words = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            words += line + "\n";
            if (line.TrimStart().StartsWith(last, StringComparison.Ordinal)) return words;
        }

        throw new InvalidOperationException(words + await process.StandardError.ReadToEndAsync());
    }

    static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http://localhost:\d+/start/[\w-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
