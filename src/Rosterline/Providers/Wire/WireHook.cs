using System.Net;

namespace Rosterline.Providers.Wire;

/// <summary>The address a provider is to call with news about one text.</summary>
static class WireHook
{
    /// <summary>Parameter that carries our message id.</summary>
    const string Reference = "ref";

    /// <summary>Whether somebody outside could call it; most providers refuse a whole text for an address they cannot reach.</summary>
    public static bool IsReachable(Uri hook) =>
        !hook.IsLoopback && (IPAddress.TryParse(hook.IdnHost.Trim('[', ']'), out var address) ? AddressGuard.IsPublic(address) : hook.IdnHost.Contains('.', StringComparison.Ordinal));

    public static string With(Uri hook, Guid reference) => $"{hook.OriginalString}{(hook.Query.Length > 0 ? "&" : "?")}{Reference}={reference:D}";

    /// <summary>What stands after "ref=", whoever wrote it; null where nothing does.</summary>
    public static string? ReferenceIn(string? url)
    {
        var text = url?.Split('#', 2)[0] ?? "";
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? null : WireForm.Read(text.AsSpan(query + 1)).First(Reference);
    }
}
