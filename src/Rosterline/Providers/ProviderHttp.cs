using System.Collections.Concurrent;
using System.Net;
using Polly;
using Polly.CircuitBreaker;

namespace Rosterline.Providers;

/// <param name="Timeout">From the first attempt to connect to the last byte of the answer.</param>
/// <param name="AllowPrivateAddresses">For gateways in the own network, and tests.</param>
public sealed record ProviderHttpOptions(TimeSpan Timeout, bool AllowPrivateAddresses = false)
{
    public static readonly ProviderHttpOptions Default = new(TimeSpan.FromSeconds(10));
}

/// <summary>
/// The one way out to providers: time limit, size limit, one circuit per outside host, no redirects, no second attempts.
/// Never throws for what the network did; says instead whether the request can have been carried out.
/// </summary>
public sealed partial class ProviderHttp : IDisposable
{
    public const int LongestAnswer = 4 * 1024 * 1024;

    readonly ProviderHttpOptions options;
    readonly TimeProvider time;
    readonly ILogger<ProviderHttp> log;
    readonly HttpClient client;
    readonly ConcurrentDictionary<string, ResiliencePipeline<ProviderAnswer>> circuits = new(StringComparer.OrdinalIgnoreCase);

    public ProviderHttp(TimeProvider time, ILogger<ProviderHttp> log, ProviderHttpOptions? options = null)
    {
        (this.time, this.log, this.options) = (time, log, options ?? ProviderHttpOptions.Default);
        client = new HttpClient(NewHandler(this.options)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Rosterline");
    }

    /// <summary>Makes one attempt. Throws only when <paramref name="cancel"/> stops it before anything was sent, or while reading.</summary>
    public async Task<ProviderAnswer> CallAsync(HttpRequestMessage request, CancellationToken cancel, int bodyLimit = LongestAnswer)
    {
        var authority = request.RequestUri!.Authority;
        try
        {
            return await circuits.GetOrAdd(authority, NewCircuit).ExecuteAsync(
                static async (call, stop) => await call.Self.AttemptAsync(call.Request, call.Limit, call.Cancel, stop),
                (Self: this, Request: request, Limit: bodyLimit, Cancel: cancel), cancel);
        }
        catch (BrokenCircuitException open)
        {
            return new ProviderAnswer.NotSent($"{request.RequestUri.Host} has not been answering; trying again shortly.", open.RetryAfter);
        }
    }

    async Task<ProviderAnswer> AttemptAsync(HttpRequestMessage request, int limit, CancellationToken cancel, CancellationToken stop)
    {
        var watched = request.Content is { } content ? new WatchedContent(content, FirstByte.Current) : null;
        request.Content = watched ?? request.Content;
        var began = time.GetTimestamp();
        var answer = await AnswerAsync(request, watched, limit, cancel, stop);
        Exchanges.Current?.Invoke(Exchanges.Of(request, answer, time.GetElapsedTime(began)));
        return answer;
    }

    async Task<ProviderAnswer> AnswerAsync(HttpRequestMessage request, WatchedContent? watched, int limit, CancellationToken cancel, CancellationToken stop)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var (body, extent) = await ReadAsync(response.Content, limit, cancel, stop);
            return new ProviderAnswer.Answered((int)response.StatusCode, body, extent,
                response.Content.Headers.ContentType?.MediaType, RetryAfter(response), response.Headers.Location) { Headers = response.Headers };
        }
        catch (Exception fault) when (fault is KeptBackException || fault.InnerException is KeptBackException)
        {
            return new ProviderAnswer.KeptBack();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && watched is { Started: true })
        {
            return new ProviderAnswer.Lost("Rosterline stopped while waiting for the answer.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Classify(request.RequestUri!.Host, watched, fault);
        }
    }

    ProviderAnswer Classify(string host, WatchedContent? watched, Exception fault)
    {
        if ((fault.InnerException ?? fault) is BarredAddressException barred)
            return new ProviderAnswer.Barred(barred.Message);
        var words = Words(host, fault);
        log.LogWarning("A call to {Host} came to nothing: {Words}", host, words);
        // A request whose body was not begun is not a request yet, whatever went wrong afterwards.
        return watched is { Started: true } ? new ProviderAnswer.Lost(words) : new ProviderAnswer.NotSent(words, null);
    }

    string Words(string host, Exception fault) => fault switch
    {
        OperationCanceledException => $"No answer from {host} in {options.Timeout.TotalSeconds:0.#} s. Your network or the provider.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"The name {host} could not be found. Your network or the address.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"No safe connection to {host}: its certificate was not accepted.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"No connection to {host}. Your network or the provider.",
        _ => $"The connection to {host} was cut.",
    };

    static async Task<(byte[] Body, BodyExtent Extent)> ReadAsync(HttpContent content, int limit, CancellationToken cancel, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        try
        {
            await using var stream = await content.ReadAsStreamAsync(stop);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, stop)) > 0)
            {
                if (kept.Length + read > limit)
                    return (kept.ToArray(), BodyExtent.TooLong);
                kept.Write(buffer, 0, read);
            }

            return (kept.ToArray(), BodyExtent.Whole);
        }
        // The status is known and decides; what is missing of the body is told apart.
        catch (Exception fault) when (fault is IOException or HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (kept.ToArray(), BodyExtent.BrokenOff);
        }
    }

    TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } after ? TimeSpan.FromTicks(Math.Clamp(after.Ticks, 0, TimeSpan.FromHours(1).Ticks)) : null;
    }

    public void Dispose() => client.Dispose();
}
