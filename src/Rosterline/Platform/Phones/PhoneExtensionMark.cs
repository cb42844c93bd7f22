namespace Rosterline.Platform.Phones;

/// <summary>Recognises what stands between a number and its extension.</summary>
static class PhoneExtensionMark
{
    static readonly string[] Words =
        ["x", "xx", "ext", "extn", "extension", "xt", "xtn", "exten", "extensión", "int", "anexo", "ramal", "доб", "#", "x#", "ext#", "*", ";ext="];

    public static bool Is(ReadOnlySpan<char> gap)
    {
        if (IsPause(gap)) return true;
        var word = gap.Trim(" .,:;-()[]=/");
        foreach (var known in Words)
            if (word.SequenceEqual(known.AsSpan().Trim(";="))) return true;
        return false;
    }

    /// <summary>Commas and semicolons make a phone wait before it dials on.</summary>
    public static bool IsPause(ReadOnlySpan<char> gap)
    {
        var trimmed = gap.Trim(' ');
        return trimmed.Length is > 0 and < 4 && trimmed.IndexOfAnyExcept(',', ';') < 0;
    }
}
