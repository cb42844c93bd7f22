using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>Posts signed webhooks by real HTTP, to this installation and nowhere else.</summary>
public sealed class CarrierCallbacks(OwnAddress own, TimeProvider clock) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>In place of an address: whatever the customer registered for the line.</summary>
    public const string Registered = "registered:";

    /// <summary>Whether an address is one of our own; none at all is fine too.</summary>
    public bool Allows(string? url) => url is null or Registered
        || (Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Authority == own.Public.Authority || address.Authority == own.Local.Authority));

    /// <summary>True when the receiver answered 2xx.</summary>
    /// <param name="token">Signs it; null: unsigned.</param>
    public async Task<bool> PostAsync(string url, string? token, byte[] body, CancellationToken cancel)
    {
        // By way of loopback, also after a restart on another port.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Local, new Uri(url).PathAndQuery)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (token is not null) AddSignature(request, token, body);
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // Not reached: announced again later.
            return false;
        }
    }

    void AddSignature(HttpRequestMessage request, string token, byte[] body)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Simulated-Timestamp", timestamp);
        request.Headers.Add("X-Simulated-Signature", Sign(token, timestamp, body));
    }

    public static string Sign(string token, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    public void Dispose() => http.Dispose();
}
