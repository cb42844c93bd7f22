namespace Rosterline.Tests.Support;

/// <summary>Each test with an application of its own, and a line whose texts a fake carrier takes.</summary>
public abstract class CarriedTest : IAsyncLifetime
{
    private protected TestApp app = null!;
    private protected FakeCarrier carrier = null!;
    private protected TestLine line = null!;
    private protected HttpClient client = null!;

    public virtual async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync();
        line = await AddLineAsync();
        client = await app.ClientAsync();
    }

    private protected virtual Task<TestLine> AddLineAsync() => TestLine.AddAsync(app, carrier);

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }
}
