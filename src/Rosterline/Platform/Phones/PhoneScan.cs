namespace Rosterline.Platform.Phones;

/// <summary>Where the number stands in a typed text, and what stands around it.</summary>
ref struct PhoneScan
{
    const int LeastDigitsOfANumber = 7;
    const int LongestExtension = 20;
    const int LongestPause = 6;

    /// <summary>The number with its punctuation; empty when there are no digits at all.</summary>
    public ReadOnlySpan<char> Number;

    /// <summary>A plus stands in front.</summary>
    public bool Plus;

    /// <summary>The digits after "x", "ext." or "#"; empty when the mark stands there alone; null without one.</summary>
    public string? Extension;

    /// <summary>Another text long enough for a number follows.</summary>
    public bool Several;

    /// <summary>Digits stand elsewhere too, so that it is not certain what the number is.</summary>
    public bool Scattered;

    public static PhoneScan Of(ReadOnlySpan<char> text)
    {
        var number = FindNumber(text, out var scattered);
        var scan = new PhoneScan
        {
            Number = text[number],
            Scattered = scattered,
            Plus = text[number].StartsWith('+'),
            Several = IsTwoWithSlash(text[number]),
        };
        if (!scan.Number.IsEmpty) scan.ReadRest(text[number.End..]);
        return scan;
    }

    /// <summary>Copies the digits of a text into <paramref name="digits"/>; gives back how many there are, even where they did not fit.</summary>
    public static int Digits(ReadOnlySpan<char> text, Span<char> digits)
    {
        var count = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character)) continue;
            if (count < digits.Length) digits[count] = character;
            count++;
        }
        return count;
    }

    // The first run long enough for a number; without one the longest.
    static Range FindNumber(ReadOnlySpan<char> text, out bool scattered)
    {
        scattered = false;
        Range number = default;
        int most = 0, at = 0;
        while (most < LeastDigitsOfANumber && NextRun(text, ref at, out var run))
        {
            var count = Digits(text[run], []);
            scattered |= most > 0;
            if (count > most) (most, number) = (count, run);
        }
        return number;
    }

    void ReadRest(scoped ReadOnlySpan<char> rest)
    {
        var at = 0;
        if (!NextRun(rest, ref at, out var run))
        {
            if (EndsInMark(rest)) Extension = "";
            return;
        }
        var count = Digits(rest[run], []);
        var gap = rest[..run.Start];
        if (PhoneExtensionMark.Is(gap) && count <= (PhoneExtensionMark.IsPause(gap) ? LongestPause : LongestExtension))
            Extension = DigitsOf(rest[run], count);
        else
            NoteOther(count);
        while (NextRun(rest, ref at, out run)) NoteOther(Digits(rest[run], []));
    }

    void NoteOther(int count)
    {
        Several |= count >= LeastDigitsOfANumber;
        Scattered = true;
    }

    static bool EndsInMark(ReadOnlySpan<char> rest) => PhoneExtensionMark.Is(rest) && !PhoneExtensionMark.IsPause(rest) && !rest.Trim().SequenceEqual("#");

    static string DigitsOf(ReadOnlySpan<char> run, int count)
    {
        Span<char> digits = stackalloc char[LongestExtension];
        Digits(run, digits);
        return new string(digits[..count]);
    }

    static bool IsTwoWithSlash(ReadOnlySpan<char> run)
    {
        var slash = run.IndexOf('/');
        return slash > 0 && Digits(run[..slash], []) >= LeastDigitsOfANumber && Digits(run[slash..], []) >= LeastDigitsOfANumber;
    }

    // A run: digits with the punctuation numbers are written with. A plus may only begin it.
    static bool NextRun(ReadOnlySpan<char> text, ref int at, out Range run)
    {
        var from = at;
        while (at < text.Length && !char.IsAsciiDigit(text[at])) at++;
        var start = at;
        while (start > from && IsPunctuation(text[start - 1])) start--;
        start = start > from && text[start - 1] == '+' ? start - 1 : at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || IsPunctuation(text[at]))) at++;
        run = start..at;
        return start < at;
    }

    static bool IsPunctuation(char character) => character is ' ' or '-' or '.' or '(' or ')' or '[' or ']' or '/' or '~';
}
