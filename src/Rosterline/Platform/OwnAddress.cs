using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Rosterline.Platform;

/// <summary>Where this installation can be reached. Never taken from a request's Host.</summary>
public sealed class OwnAddress(Settings settings, IServer server)
{
    /// <summary>For the outside world: the configured public address, else the first one we listen on.</summary>
    public Uri Public => settings.PublicUrl ?? Local;

    /// <summary>For callers on this machine. The port is 0 until the server listens, when it was left to the system.</summary>
    public Uri Local
    {
        get
        {
            IEnumerable<string> listening = server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } known ? known : settings.Urls.Split(';');
            // Plain first: on loopback no certificate is in the way.
            var address = listening.Select(BindingAddress.Parse).OrderBy(one => one.Scheme == "https").First();
            var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
            return new UriBuilder(address.Scheme, host, address.Port).Uri;
        }
    }
}
