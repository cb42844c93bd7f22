namespace Rosterline.Platform.Phones;

/// <summary>What people write into a phone field when there is no number.</summary>
static class PhoneEmptyWords
{
    static readonly string[] Words =
        ["", "na", "none", "no", "nil", "null", "unknown", "tbd", "x", "no phone", "not available", "not provided", "ninguno", "sin telefono", "no tiene"];

    public static bool Are(ReadOnlySpan<char> plain)
    {
        Span<char> letters = stackalloc char[plain.Length];
        var length = 0;
        foreach (var character in plain)
            if (char.IsLetter(character) || (character == ' ' && length > 0)) letters[length++] = character;
        var words = letters[..length].TrimEnd();
        foreach (var known in Words)
            if (words.SequenceEqual(known)) return true;
        return false;
    }
}
