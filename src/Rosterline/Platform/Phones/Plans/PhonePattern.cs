namespace Rosterline.Platform.Phones.Plans;

/// <summary>
/// A numbering-plan pattern as a table of states: matching is one look-up per digit, without allocation. Built on first use,
/// because one number needs two or three of the thousand patterns.
/// </summary>
sealed class PhonePattern(string pattern)
{
    const short Dead = -1;
    readonly Lazy<Table> _table = new(() => Build(pattern));

    sealed record Table(short[] Next, bool[] Ends);

    /// <summary>All of the digits, from the first to the last, fit.</summary>
    public bool Matches(ReadOnlySpan<char> digits)
    {
        var state = Walk(digits);
        return state != Dead && _table.Value.Ends[state];
    }

    /// <summary>Some number that fits begins with these digits.</summary>
    public bool CanBeginWith(ReadOnlySpan<char> digits) => Walk(digits) != Dead;

    /// <summary>The digits begin with something that fits.</summary>
    public bool MatchesStart(ReadOnlySpan<char> digits)
    {
        var (next, ends) = _table.Value;
        int state = 0;
        foreach (var digit in digits)
        {
            if (ends[state]) return true;
            state = next[state * 10 + (digit - '0')];
            if (state == Dead) return false;
        }
        return ends[state];
    }

    int Walk(ReadOnlySpan<char> digits)
    {
        var next = _table.Value.Next;
        int state = 0;
        foreach (var digit in digits)
        {
            state = next[state * 10 + (digit - '0')];
            if (state == Dead) return Dead;
        }
        return state;
    }

    // Subset construction: a state of the table is the set of places in the pattern one can be at.
    static Table Build(string pattern)
    {
        var graph = new PhonePatternGraph(PhonePatternSyntax.Parse(pattern));
        var sets = new List<int[]> { graph.Start };
        var known = new Dictionary<string, short> { [Key(graph.Start)] = 0 };
        var next = new List<short>();
        for (var at = 0; at < sets.Count; at++)
            for (var digit = 0; digit < 10; digit++)
                next.Add(StateOf(graph.Step(sets[at], digit), sets, known));
        return new Table([.. next], [.. sets.Select(PhonePatternGraph.IsEnd)]);
    }

    static short StateOf(int[] set, List<int[]> sets, Dictionary<string, short> known)
    {
        if (set.Length == 0) return Dead;
        if (known.TryGetValue(Key(set), out var state)) return state;
        sets.Add(set);
        return known[Key(set)] = checked((short)(sets.Count - 1));
    }

    static string Key(int[] set) => string.Join(',', set);
}
