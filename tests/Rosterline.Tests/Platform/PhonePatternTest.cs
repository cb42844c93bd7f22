using Rosterline.Platform.Phones.Plans;
using System.Text.RegularExpressions;
using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

public class PhonePatternTest
{
    [Theory]
    [InlineData("[2-9]\\d{9}|3\\d{6}")]
    [InlineData("(?:1[03-79]|[2-9])\\d{3,5}(?:0|4[4-6]?)")]
    [InlineData("8001|8[024]9")]
    [InlineData("7\\d{2}(?:\\d{2})?|")]
    public void Matches_as_the_regular_expression_does(string pattern)
    {
        var (ours, theirs) = (new PhonePattern(pattern), new Regex($"^(?:{pattern})\\z", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = random.NextInt64(0, (long)Math.Pow(10, random.Next(1, 12))).ToString(System.Globalization.CultureInfo.InvariantCulture);
            ours.Matches(digits).ShouldBe(theirs.IsMatch(digits), digits);
        }
    }

    [Fact]
    public void Knows_what_a_number_can_begin_with()
    {
        var pattern = new PhonePattern("65[1-3]\\d{2}");
        pattern.CanBeginWith("65").ShouldBeTrue();
        pattern.CanBeginWith("654").ShouldBeFalse();
        pattern.MatchesStart("651234567").ShouldBeTrue();
    }

    [Theory]
    [InlineData("1*")]
    [InlineData("(1")]
    [InlineData("[12")]
    [InlineData("1)")]
    public void Refuses_a_pattern_it_does_not_know(string pattern) =>
        Should.Throw<FormatException>(() => new PhonePattern(pattern).Matches("1"));
}
