using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Rosterline.Platform;

namespace Rosterline.Providers.Simulated;

/// <summary>The simulated carrier: texts go to virtual handsets, over real HTTP.</summary>
public sealed class SimulatedProvider : ITextProvider, ISellsNumbers, IDisposable
{
    const int LongestMedia = 10 << 20;
    readonly OwnAddress own;
    readonly TimeProvider clock;
    readonly ProviderHttp http;

    // The carrier usually is this process; the settings' pattern allows nothing but carriers' paths.
    public SimulatedProvider(OwnAddress own, TimeProvider clock, ILogger<ProviderHttp> log)
        : this(own, clock, new ProviderHttp(clock, log, ProviderHttpOptions.Default with { AllowPrivateAddresses = true })) { }

    internal SimulatedProvider(OwnAddress own, TimeProvider clock, ProviderHttp http) => (this.own, this.clock, this.http) = (own, clock, http);

    public string Name => "simulated";

    public string Label => "Simulated carrier";

    public Type SettingsType => typeof(SimulatedSettings);

    public Type UserSettingsType => typeof(SimulatedUserSettings);

    public ProviderAbilities Abilities { get; } = new(LookUpTrust.Exact, ListsReceived: true, ListsNumbers: true, Media: true);

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        var body = new SimulatedWire.Text(text.Reference, text.From.E164, text.To.E164, text.Body, text.MediaUrls, connection.HookAddress);
        var answer = await CallAsync(connection, HttpMethod.Post, "messages", cancel, body);
        return answer.CommonSendOutcome() ?? Judge((ProviderAnswer.Answered)answer);
    }

    static SendOutcome Judge(ProviderAnswer.Answered answer)
    {
        if (answer.Ok)
            return SimulatedWire.Read<SimulatedWire.Taken>(answer.Body) is { Id: { Length: > 0 } id }
                ? new SendOutcome.Accepted(id, DeliveryStatus.Sent)
                : new SendOutcome.Unknown("The carrier took the text, but its answer could not be read.");
        // Another place than a carrier's, or another token: nothing was taken there.
        if (answer.Status is < 400 or 401 or 403 or 404) return new SendOutcome.Rejected(DeliveryProblem.Configuration, null);
        var problem = SimulatedWire.Read<SimulatedWire.Problem>(answer.Body);
        return new SendOutcome.Rejected(SimulatedWire.ProblemOf(problem?.Code) ?? DeliveryProblem.Other, problem?.Code);
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) =>
        SimulatedWebhook.Read(Settings(connection), request, clock.GetUtcNow());

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var answer = await CallAsync(connection, HttpMethod.Get, "account", cancel);
        if (answer is ProviderAnswer.Answered { Status: 401 })
            return new(false, "Refused: the simulated carrier does not know this token. “Use a simulated line” makes one.", null, null);
        if (answer.WhyNothing() is { } words) return new(false, words, null, null);
        return SimulatedWire.Read<SimulatedWire.Account>(((ProviderAnswer.Answered)answer).Body) is { Name: not null } account
            ? new(true, $"Works. Signed in as {account.Name} · {account.Numbers} {(account.Numbers == 1 ? "number" : "numbers")}. No text was sent.", account.Name, account.Numbers)
            : new(false, "There is something at this address, but it is not a simulated carrier.", null, null);
    }

    public async Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        var answer = await CallAsync(connection, HttpMethod.Get, $"messages?reference={text.Reference}", cancel);
        if (answer.WhyNothing() is { } words) return new LookUp.NoAnswer(words);
        var found = SimulatedWire.Read<SimulatedWire.Page<SimulatedWire.Carried>>(((ProviderAnswer.Answered)answer).Body)?.Items;
        if (found is null) return new LookUp.NoAnswer("The carrier's answer could not be read.");
        return found is [var first, ..]
            ? new LookUp.Found(first.Id, SimulatedWire.StatusOf(first.Status) ?? DeliveryStatus.Sent, SimulatedWire.ProblemOf(first.Code), first.Code)
            : new LookUp.NotFound();
    }

    public async IAsyncEnumerable<ReceivedText> ListReceivedAsync(
        Connection connection, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var from = $"inbound?since={Uri.EscapeDataString(since.UtcDateTime.ToString("O"))}";
        for (var path = from; path is not null;)
        {
            var page = await ReadAsync<SimulatedWire.Page<SimulatedWire.Received>>(connection, path, cancel);
            foreach (var text in (page.Items ?? throw Unreadable()).Select(SimulatedWebhook.Received).OfType<ReceivedText>()) yield return text;
            path = page.Next is { Length: > 0 } next ? $"{from}&cursor={Uri.EscapeDataString(next)}" : null;
        }
    }

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var page = await ReadAsync<SimulatedWire.Page<SimulatedWire.OwnedNumber>>(connection, "numbers", cancel);
        return [.. from owned in page.Items ?? throw Unreadable()
                   let number = PhoneNumber.FromWire(owned.Number)
                   where number is not null
                   select new ProviderNumber(owned.Id, number.Value, owned.Name ?? number.Value.Display, owned.CanText, owned.IncomingUrl)];
    }

    public async Task<IReadOnlyList<NumberForSale>> FindForSaleAsync(Connection connection, int? areaCode, int most, CancellationToken cancel)
    {
        var page = await ReadAsync<SimulatedWire.Page<SimulatedWire.FreeNumber>>(connection, FormattableString.Invariant($"numbers/available?limit={most}{(areaCode is null ? "" : $"&areaCode={areaCode}")}"), cancel);
        return [.. from free in page.Items ?? throw Unreadable()
                   let number = PhoneNumber.FromWire(free.Number)
                   where number is not null
                   select new NumberForSale(number.Value, free.Place, free.Price)];
    }

    public async Task<ProviderNumber?> BuyAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var answer = await CallAsync(connection, HttpMethod.Post, "numbers", cancel, new { number = number.E164 });
        if (answer is ProviderAnswer.Answered { Status: 409 }) return null;
        if (answer.WhyNothing() is { } words) throw new ProviderUnavailableException(words);
        var owned = SimulatedWire.Read<SimulatedWire.OwnedNumber>(((ProviderAnswer.Answered)answer).Body) ?? throw Unreadable();
        return new ProviderNumber(owned.Id, number, owned.Name ?? number.Display, owned.CanText, owned.IncomingUrl);
    }

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        var answer = await CallAsync(connection, HttpMethod.Put, $"numbers/{Uri.EscapeDataString(number.ProviderId)}", cancel, new { incomingUrl = address });
        return answer.WhyNothing() is { } words ? throw new ProviderUnavailableException(words) : true;
    }

    public async Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel)
    {
        // Pictures from phones lie at the carrier itself; nothing else is fetched.
        if (!Address(connection).IsBaseOf(source)) return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        var answer = await http.CallAsync(request, cancel, LongestMedia);
        return answer is ProviderAnswer.Answered { Ok: true, Extent: BodyExtent.Whole } fetched ? new(fetched.ContentType ?? "application/octet-stream", fetched.Body) : null;
    }

    public void Dispose() => http.Dispose();

    static SimulatedSettings Settings(Connection connection) => (SimulatedSettings)connection.Settings;

    Uri Address(Connection connection) => Settings(connection).Carrier is { Length: > 0 } carrier
        ? new Uri(carrier.TrimEnd('/') + "/")
        : new Uri(own.Local, "/simulator/v1/");

    async Task<T> ReadAsync<T>(Connection connection, string path, CancellationToken cancel) where T : class
    {
        var answer = await CallAsync(connection, HttpMethod.Get, path, cancel);
        if (answer.WhyNothing() is { } words) throw new ProviderUnavailableException(words);
        return SimulatedWire.Read<T>(((ProviderAnswer.Answered)answer).Body) ?? throw Unreadable();
    }

    static ProviderUnavailableException Unreadable() => new("The carrier's answer could not be read.");

    async Task<ProviderAnswer> CallAsync(Connection connection, HttpMethod method, string path, CancellationToken cancel, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address(connection), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (connection.UserSettings as SimulatedUserSettings)?.Password ?? Settings(connection).Token);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: SimulatedWire.Json);
        return await http.CallAsync(request, cancel);
    }
}
