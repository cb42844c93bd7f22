using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

public class PhoneRegionsTest
{
    [Theory]
    [InlineData("GD", "Grenada")]
    [InlineData("us", "United States")]
    [InlineData("XK", "Kosovo")]
    [InlineData("ZZ", "ZZ")]
    public void Names_a_region(string region, string name) => PhoneRegions.CountryName(region).ShouldBe(name);

    [Theory]
    [Trait("Requirement", "EN-12")]
    [InlineData("4737475757")]
    [InlineData("+1 473 404 1234")]
    public void Says_that_a_number_is_in_another_country(string typed)
    {
        var problem = PhoneRegions.Problem(PhoneNumberParser.Parse(typed))!;
        problem.Code.ShouldBe("foreign");
        problem.Words.ShouldBe("This is a number in Grenada. Your lines text the US and Canada.");
    }

    [Theory]
    [InlineData("651-556-5757")]
    [InlineData("416-555-0123")]
    [InlineData("787-555-0123")]
    [InlineData("+1 671 555 0123")]
    public void Takes_numbers_of_the_states_territories_and_Canada(string typed) =>
        PhoneRegions.Problem(PhoneNumberParser.Parse(typed)).ShouldBeNull();

    [Fact]
    public void Texts_another_country_where_the_lines_reach_it()
    {
        var mexican = PhoneNumberParser.Parse("+52 55 1234 5678");
        PhoneRegions.Problem(mexican)!.Words.ShouldBe("This is a number in Mexico. Your lines text the US and Canada.");
        PhoneRegions.Problem(mexican, ["US", "MX"]).ShouldBeNull();
        PhoneRegions.Problem(PhoneNumberParser.Parse("416-555-0123"), ["US", "MX"])!.Words.ShouldBe("This is a number in Canada. Your lines text the US and Mexico.");
    }

    [Fact]
    public void Keeps_the_first_problem_of_a_number_at_home() =>
        PhoneRegions.Problem(PhoneNumberParser.Parse("(604) 155-2100"))!.Code.ShouldBe("exchange");
}
