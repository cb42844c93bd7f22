using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Rosterline.Providers;

public sealed partial class ProviderHttp
{
    ResiliencePipeline<ProviderAnswer> NewCircuit(string authority) =>
        new ResiliencePipelineBuilder<ProviderAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderAnswer>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = static tried => ValueTask.FromResult(tried.Outcome.Result
                    is ProviderAnswer.Lost or ProviderAnswer.NotSent or ProviderAnswer.Answered { Status: >= 500 }),
                OnOpened = _ => Log("{Host} is not answering: calls to it pause for 15 s", authority),
                OnClosed = _ => Log("{Host} answers again", authority),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();

    ValueTask Log(string words, string authority)
    {
#pragma warning disable CA2254 // The two constant texts above
        log.LogWarning(words, authority);
#pragma warning restore CA2254
        return ValueTask.CompletedTask;
    }

    static SocketsHttpHandler NewHandler(ProviderHttpOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // credentials would follow; adapters that need redirects follow them bare
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // Short, so that a send rarely meets a connection the other side has just given up.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 256,
            MaxResponseHeadersLength = 64,
        };
        if (!options.AllowPrivateAddresses)
            handler.ConnectCallback = AddressGuard.ConnectAsync;
        return handler;
    }

    /// <summary>Knows whether any of the body was handed to the connection.</summary>
    sealed class WatchedContent : HttpContent
    {
        readonly HttpContent inner;
        readonly Func<CancellationToken, Task<bool>>? mayBegin;

        public WatchedContent(HttpContent inner, Func<CancellationToken, Task<bool>>? mayBegin)
        {
            (this.inner, this.mayBegin) = (inner, mayBegin);
            foreach (var (name, values) in inner.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        public bool Started { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        // The connection is there; at most the head of the request lies in its buffer.
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            if (mayBegin is not null && !await mayBegin(cancellationToken)) throw new KeptBackException();
            Started = true;
            await inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
