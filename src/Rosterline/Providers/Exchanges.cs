using System.Text.RegularExpressions;

namespace Rosterline.Providers;

/// <summary>One call to a provider as the log keeps it: no header, no word of any body, no secret.</summary>
/// <param name="Place">Host and path, with secrets and numbers shortened.</param>
/// <param name="Status">Null: no answer came.</param>
/// <param name="Verdict">ok, refused, not_sent, lost, kept_back or barred.</param>
/// <param name="Bytes">Of the answer.</param>
public sealed record Exchange(string Method, string Place, int? Status, string Verdict, string? Words, TimeSpan Took, int Bytes);

/// <summary>
/// Tells whoever makes calls in this flow of each of them. Set by who asks a provider, seen by every provider's calls without their knowing,
/// as <see cref="FirstByte"/>.
/// </summary>
public static partial class Exchanges
{
    static readonly AsyncLocal<Action<Exchange>?> Observer = new();

    internal static Action<Exchange>? Current => Observer.Value;

    /// <summary>For the calls made from here on in this flow.</summary>
    public static void Observe(Action<Exchange> seen) => Observer.Value = seen;

    internal static Exchange Of(HttpRequestMessage request, ProviderAnswer answer, TimeSpan took)
    {
        var (status, verdict, words, bytes) = answer switch
        {
            ProviderAnswer.Answered a => (a.Status, a.Ok ? "ok" : "refused", a.Cut ? answer.WhyNothing() : null, a.Body.Length),
            ProviderAnswer.NotSent n => ((int?)null, "not_sent", n.Words, 0),
            ProviderAnswer.Lost l => (null, "lost", l.Words, 0),
            ProviderAnswer.Barred b => (null, "barred", b.Words, 0),
            _ => (null, "kept_back", null, 0),
        };
        return new(request.Method.Method, Place(request.RequestUri!), status, verdict, words, took, bytes);
    }

    /// <summary>Host and path without query; telephone numbers as their last four digits, account ids and tokens as their first four characters.</summary>
    static string Place(Uri address) => address.Host + string.Join('/', address.AbsolutePath.Split('/').Select(part => Part(Uri.UnescapeDataString(part))));

    static string Part(string part) =>
        Number().IsMatch(part) ? $"…{part[^4..]}" : part.Length > 16 && part.Any(char.IsAsciiDigit) ? Digits().Replace(part[..4], "") + "…" : Digits().Replace(part, found => $"…{found.Value[^4..]}");

    [GeneratedRegex(@"^\+?[\d\s().-]{7,}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Number();

    [GeneratedRegex(@"\d{7,}", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Digits();
}
