namespace Rosterline.Platform.Phones.Plans;

/// <summary>The places of a pattern and the steps between them; only needed while a <see cref="PhonePattern"/> builds its table.</summary>
sealed class PhonePatternGraph
{
    const int End = 0;
    readonly List<(int Digits, int To)> _steps = [default];
    readonly List<int[]> _free = [[]];

    public PhonePatternGraph(PhonePatternPart pattern) => Start = Closure([Place(pattern, End)]);

    public int[] Start { get; }

    public static bool IsEnd(int[] places) => places.Contains(End);

    public int[] Step(int[] places, int digit) =>
        Closure(places.Where(place => (_steps[place].Digits & (1 << digit)) != 0).Select(place => _steps[place].To));

    int Place(PhonePatternPart part, int then) => part switch
    {
        PhonePatternPart.Digit digit => Add((digit.Set, then), []),
        PhonePatternPart.Sequence sequence => sequence.Parts.Reverse().Aggregate(then, (next, inner) => Place(inner, next)),
        PhonePatternPart.Choice choice => Add(default, [.. choice.Options.Select(option => Place(option, then))]),
        PhonePatternPart.Repeat repeat => Repeated(repeat, then),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    int Repeated(PhonePatternPart.Repeat repeat, int then)
    {
        var place = then;
        for (var i = repeat.Least; i < repeat.Most; i++) place = Add(default, [Place(repeat.Part, place), then]);
        for (var i = 0; i < repeat.Least; i++) place = Place(repeat.Part, place);
        return place;
    }

    int Add((int Digits, int To) step, int[] free)
    {
        _steps.Add(step);
        _free.Add(free);
        return _steps.Count - 1;
    }

    int[] Closure(IEnumerable<int> places)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>(places);
        while (open.TryPop(out var place))
        {
            if (!reached.Add(place)) continue;
            foreach (var further in _free[place]) open.Push(further);
        }
        return [.. reached];
    }
}
