using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers.Hooks;

/// <summary>
/// Spoilt requests at the entrance of a running application, for every provider of the catalogue: never an answer of 5xx, and nothing stored but
/// what was signed. <c>scripts/fuzz-hooks</c> sends many more and holds the answers to 50 ms.
/// </summary>
public sealed class MutatedHooksTest(ITestOutputHelper output, SharedApp shared) : IClassFixture<SharedApp>
{
    static readonly int Each = int.Parse(Environment.GetEnvironmentVariable("ROSTERLINE_FUZZ") ?? "1000", CultureInfo.InvariantCulture);
    static readonly bool IsTheScript = Environment.GetEnvironmentVariable("ROSTERLINE_FUZZ") is { Length: > 0 };

    // Two, where the time of an answer counts: it shall be its own.
    static readonly int AtOnce = IsTheScript ? 2 : 8;

    TestApp App => shared.App;

    [Fact]
    public async Task Spoilt_requests_never_break_it_and_leave_nothing_behind()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("ROSTERLINE_FUZZ_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed}");
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce });
        var slow = DripAsync();
        foreach (var provider in App.Get<ProviderCatalog>().All)
        {
            var own = IHookSamples.All.FirstOrDefault(s => s.Provider == provider.Name);
            var (connection, hook) = await ConnectAsync(provider.Name, own?.Settings ?? []);
            await SpoilAsync(client, provider, own, hook, new Random(seed));
            await NothingButTheGenuineAsync(provider, own, connection);
            if (own is not null) await TakesTheGenuineAsync(client, own, connection, hook);
        }

        (await slow).ShouldBeOneOf(400, 408, 413, 0);
    }

    async Task<(Guid Id, Uri Hook)> ConnectAsync(string provider, JsonObject settings)
    {
        var (id, token) = (Ids.New(), Ids.New().ToString("N"));
        await App.Agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, hook_token) values ($1, $2, $3, $4, $4, $5::jsonb, $6)",
            App.Agency.RootId, id, App.Agency.AccountId, provider, settings.ToJsonString(), token);
        return (id, new Uri(App.Address, $"/hooks/{provider}/{token}"));
    }

    async Task SpoilAsync(HttpClient client, ITextProvider provider, IHookSamples? own, Uri hook, Random random)
    {
        var (taken, broken, times) = (0, new ConcurrentQueue<string>(), new ConcurrentBag<double>());
        for (var done = 0; done < Each; done += 250)
        {
            // Signed anew now and then: signatures are worth five minutes.
            var genuine = (own is null ? IHookSamples.All : [own]).SelectMany(s => s.Make(hook)).ToList();
            var mutations = Enumerable.Range(0, Math.Min(250, Each - done)).Select(_ => Mutation.Of(genuine[random.Next(genuine.Count)], random)).ToList();
            await Parallel.ForEachAsync(mutations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (mutation, _) =>
            {
                var start = Stopwatch.GetTimestamp();
                var status = await SendAsync(client, mutation);
                if (status is >= 400 and < 500) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (status is >= 500 or 0 || (mutation.Unsigned && own is not null && status < 400)) broken.Enqueue($"{mutation.Name}: {status}");
                if (status is >= 200 and < 300) Interlocked.Increment(ref taken);
            });
        }

        var sorted = times.Order().ToList();
        var p99 = sorted.Count == 0 ? 0 : sorted[(int)(sorted.Count * 0.99)];
        output.WriteLine($"{provider.Label}: {Each} requests, {taken} taken, {sorted.Count} refused, p99 {p99:0.0} ms, slowest {sorted.LastOrDefault():0.0} ms");
        broken.ShouldBeEmpty(provider.Label);
        if (IsTheScript) p99.ShouldBeLessThan(50, provider.Label);
    }

    /// <summary>0: there was no answer, because the connection ended.</summary>
    static async Task<int> SendAsync(HttpClient client, Mutation mutation)
    {
        var (_, made, _, encoding) = mutation;
        using var request = new HttpRequestMessage(new HttpMethod(made.Method), made.PublicUrl);
        if (made.Body.Length > 0 || made.ContentType is not null) request.Content = new ReadOnlyMemoryContent(made.Body);
        if (made.ContentType is not null) request.Content!.Headers.TryAddWithoutValidation("Content-Type", made.ContentType);
        if (encoding is not null) request.Content?.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        foreach (var (name, value) in made.Headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException) when (made.Body.Length > 1 << 20)
        {
            // Cut off in the middle of a body that is too large, which may come before the answer is read.
            return 413;
        }
        catch (HttpRequestException fault)
        {
            throw new InvalidOperationException($"{mutation.Name}: {fault.Message}", fault);
        }
    }

    // What was taken was taken as it was signed: one text, word for word, however often it came.
    async Task NothingButTheGenuineAsync(ITextProvider provider, IHookSamples? own, Guid connection)
    {
        var foreign = own is { SignsText: true }
            ? await App.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and connection_id = $2 and (provider_message_id <> $3 or body <> $4 or number <> 13035550123)", App.Agency.RootId, connection, IHookSamples.Id, IHookSamples.Body)
            : 0;
        foreign.ShouldBe(0, provider.Label);
    }

    async Task TakesTheGenuineAsync(HttpClient client, IHookSamples own, Guid connection, Uri hook)
    {
        foreach (var genuine in own.Make(hook))
            (await SendAsync(client, new Mutation("genuine", genuine))).ShouldBeInRange(200, 299, own.Provider);
        (await App.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and connection_id = $2 and provider_message_id = $3 and body = $4", App.Agency.RootId, connection, IHookSamples.Id, IHookSamples.Body)).ShouldBe(1, own.Provider);
    }

    // A body that drips is cut off, in words or by the end of the connection.
    async Task<int> DripAsync()
    {
        var (_, hook) = await ConnectAsync("telnyx", IHookSamples.All.Single(s => s.Provider == "telnyx").Settings);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, hook.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {hook.AbsolutePath} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        var answer = FirstLineAsync(stream, patience.Token);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("x"u8.ToArray(), patience.Token);
                await Task.WhenAny(answer, Task.Delay(200, patience.Token));
            }

            return await answer;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static async Task<int> FirstLineAsync(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[64];
        var read = await stream.ReadAsync(buffer, cancel);
        return read >= 12 ? int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), CultureInfo.InvariantCulture) : 0;
    }

    [Fact]
    public async Task What_is_larger_than_a_text_is_cut_off_whether_its_length_is_told_or_not()
    {
        using var client = new HttpClient();
        var (_, hook) = await ConnectAsync("telnyx", IHookSamples.All.Single(s => s.Provider == "telnyx").Settings);
        foreach (var told in new[] { true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook) { Content = new StreamContent(new MemoryStream(new byte[1_200_000])) };
            request.Headers.TransferEncodingChunked = !told;
            request.Headers.ExpectContinue = true;
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
    }
}
