namespace Rosterline.Platform.Phones.Plans;

/// <summary>A part of a numbering-plan pattern: which digit strings it stands for.</summary>
abstract record PhonePatternPart
{
    /// <summary>One digit out of a set; bit n stands for digit n.</summary>
    public sealed record Digit(int Set) : PhonePatternPart;

    public sealed record Sequence(IReadOnlyList<PhonePatternPart> Parts) : PhonePatternPart;

    public sealed record Choice(IReadOnlyList<PhonePatternPart> Options) : PhonePatternPart;

    public sealed record Repeat(PhonePatternPart Part, int Least, int Most) : PhonePatternPart;
}

/// <summary>Reads the small language numbering plans are written in: digits, \d, [2-57], (a|b), ? and {n,m}.</summary>
ref struct PhonePatternSyntax(ReadOnlySpan<char> text)
{
    const int AnyDigit = 0x3FF;
    readonly ReadOnlySpan<char> _text = text;
    int _at;

    public static PhonePatternPart Parse(ReadOnlySpan<char> text)
    {
        var syntax = new PhonePatternSyntax(text);
        var part = syntax.Choice();
        return syntax._at == text.Length ? part : throw syntax.Unexpected();
    }

    PhonePatternPart Choice()
    {
        var options = new List<PhonePatternPart> { Sequence() };
        while (Take('|')) options.Add(Sequence());
        return options.Count == 1 ? options[0] : new PhonePatternPart.Choice(options);
    }

    PhonePatternPart Sequence()
    {
        var parts = new List<PhonePatternPart>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')')) parts.Add(Repeated(Single()));
        return parts.Count == 1 ? parts[0] : new PhonePatternPart.Sequence(parts);
    }

    PhonePatternPart Single()
    {
        var next = _text[_at++];
        if (char.IsAsciiDigit(next)) return new PhonePatternPart.Digit(1 << (next - '0'));
        if (next == '\\' && Take('d')) return new PhonePatternPart.Digit(AnyDigit);
        if (next == '[') return new PhonePatternPart.Digit(Set());
        if (next != '(') throw Unexpected();
        if (Take('?') && !Take(':')) throw Unexpected();
        var inside = Choice();
        return Take(')') ? inside : throw Unexpected();
    }

    int Set()
    {
        var set = 0;
        while (!Take(']'))
        {
            var first = Number();
            var last = Take('-') ? Number() : first;
            for (var digit = first; digit <= last; digit++) set |= 1 << digit;
        }
        return set;
    }

    int Number() => _at < _text.Length && char.IsAsciiDigit(_text[_at]) ? _text[_at++] - '0' : throw Unexpected();

    PhonePatternPart Repeated(PhonePatternPart part)
    {
        if (Take('?')) return new PhonePatternPart.Repeat(part, 0, 1);
        if (!Take('{')) return part;
        var least = Count();
        var most = Take(',') ? Count() : least;
        return Take('}') ? new PhonePatternPart.Repeat(part, least, most) : throw Unexpected();
    }

    int Count()
    {
        var count = Number();
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) count = count * 10 + Number();
        return count;
    }

    bool Take(char wanted)
    {
        if (_at >= _text.Length || _text[_at] != wanted) return false;
        _at++;
        return true;
    }

    readonly FormatException Unexpected() => new($"The numbering plan has a pattern this reader does not know, at character {_at}: {_text}");
}
