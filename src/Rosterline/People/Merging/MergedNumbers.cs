namespace Rosterline.People.Merging;

/// <summary>
/// Where the numbers of a record go that is merged into another. The number texted so far stays the one that is texted: what comes
/// along takes a free kind behind it, one before it only when there is no other, and the notes when all five are taken.
/// </summary>
static class MergedNumbers
{
    public readonly record struct Move(NumberKind From, NumberKind To, string Raw);

    /// <param name="Left">As typed: no kind is free for them.</param>
    public sealed record Plan(IReadOnlyList<Move> Moves, IReadOnlyList<string> Left);

    public static Plan Of(IEnumerable<NumberOnRecord> kept, IEnumerable<NumberOnRecord> gone)
    {
        var (here, moves, left) = (kept.ToList(), new List<Move>(), new List<string>());
        var first = here.Count == 0 ? (NumberKind?)null : here.Min(number => number.Kind);
        var free = Enum.GetValues<NumberKind>().Except(here.Select(number => number.Kind)).ToList();
        foreach (var number in gone.OrderBy(number => number.Kind).Where(number => !here.Any(other => IsSame(other, number))))
        {
            var behind = free.Where(kind => first is null || kind > first).ToList();
            var places = behind.Count > 0 ? behind : free;
            if (places.Count == 0)
            {
                left.Add(number.Raw);
                continue;
            }

            var to = places.Contains(number.Kind) ? number.Kind : places[0];
            free.Remove(to);
            here.Add(number with { Kind = to });
            moves.Add(new(number.Kind, to, number.Raw));
        }

        return new(moves, left);
    }

    static bool IsSame(NumberOnRecord one, NumberOnRecord other) =>
        one.Number is { } number ? number == other.Number : other.Number is null && one.Raw == other.Raw;
}
