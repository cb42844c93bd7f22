using System.Security.Cryptography;
using System.Text;
using Rosterline.Lines;
using Rosterline.Platform;

namespace Rosterline.Media;

/// <summary>Short-lived public addresses under which a provider fetches our attachments, signed so that they cannot be guessed or changed.</summary>
public sealed class MediaLinks(Secrets secrets, OwnAddress own, TimeProvider clock)
{
    static readonly TimeSpan Valid = TimeSpan.FromDays(2);

    public IReadOnlyList<Uri> For(Guid rootId, IReadOnlyList<Guid> mediaIds) =>
        mediaIds.Count == 0 ? [] : [.. mediaIds.Select(id => For(rootId, id, clock.GetUtcNow() + Valid))];

    /// <summary>True when the signature fits and the link has not expired.</summary>
    public bool IsValid(Guid rootId, Guid id, long until, string signature) =>
        until > clock.GetUtcNow().ToUnixTimeSeconds() &&
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(rootId, id, until)), Encoding.ASCII.GetBytes(signature));

    Uri For(Guid rootId, Guid id, DateTimeOffset until)
    {
        var seconds = until.ToUnixTimeSeconds();
        return new Uri(own.Public, $"/media/{rootId:N}/{id:N}/{seconds}/{Sign(rootId, id, seconds)}");
    }

    string Sign(Guid rootId, Guid id, long until) => secrets.Sign(rootId, $"media:{rootId:N}:{id:N}:{until}");
}
