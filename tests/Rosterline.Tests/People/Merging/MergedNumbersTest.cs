using Rosterline.People;
using Rosterline.People.Merging;

namespace Rosterline.Tests.People.Merging;

/// <summary>Where numbers go when two records become one: letters for kinds (S C P O H), digits for numbers.</summary>
public class MergedNumbersTest
{
    [Theory]
    [Trait("Requirement", "P-33")]
    [InlineData("C1", "C1", "", "")]
    [InlineData("C1", "O2", "O>O", "")]
    [InlineData("C1", "C2", "C>P", "")]
    [InlineData("C1 P3", "C2", "C>O", "")]
    [InlineData("C1", "S2", "S>P", "")]
    [InlineData("H1", "C2", "C>C", "")]
    [InlineData("H1", "H2", "H>S", "")]
    [InlineData("", "C1 H2", "C>C H>H", "")]
    [InlineData("S1 C2 P3 O4 H5", "C6 O2", "", "6")]
    [InlineData("C1", "C2 P2", "C>P", "")]
    [InlineData("S1 C2 P3 O4", "C6 C7", "C>H", "7")]
    public void Keeps_every_number_and_the_one_that_is_texted(string kept, string gone, string moves, string left)
    {
        var plan = MergedNumbers.Of(Read(kept), Read(gone));
        string.Join(' ', plan.Moves.Select(move => $"{Letter(move.From)}>{Letter(move.To)}")).ShouldBe(moves);
        string.Join(' ', plan.Left).ShouldBe(left);
    }

    static IEnumerable<NumberOnRecord> Read(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => new NumberOnRecord((NumberKind)"SCPOH".IndexOf(part[0], StringComparison.Ordinal), part[1..], part[1] - '0', null));

    static char Letter(NumberKind kind) => "SCPOH"[(int)kind];
}
