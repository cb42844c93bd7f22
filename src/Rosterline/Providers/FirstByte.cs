namespace Rosterline.Providers;

/// <summary>
/// A last question before a text's first byte leaves this machine. Between the decision to send and that moment a request may wait for a
/// connection; who sends says here what has to be true still, and every provider's calls ask it without knowing.
/// </summary>
public static class FirstByte
{
    static readonly AsyncLocal<Func<CancellationToken, Task<bool>>?> Question = new();

    internal static Func<CancellationToken, Task<bool>>? Current => Question.Value;

    /// <summary>For the calls made from here on in this flow; false keeps the request back.</summary>
    public static void Ask(Func<CancellationToken, Task<bool>> mayBegin) => Question.Value = mayBegin;
}

/// <summary>The request was kept back: nothing of it left.</summary>
sealed class KeptBackException() : Exception("Kept back before its first byte.");
