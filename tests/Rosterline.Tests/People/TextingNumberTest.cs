using Rosterline.People;

namespace Rosterline.Tests.People;

public class TextingNumberTest
{
    [Theory]
    [Trait("Requirement", "EN-17")]
    [InlineData("sms cell phone office home", NumberKind.Sms)]
    [InlineData("home office phone cell", NumberKind.Cell)]
    [InlineData("home office phone", NumberKind.Phone)]
    [InlineData("home office", NumberKind.Office)]
    [InlineData("home", NumberKind.Home)]
    public void Takes_the_first_present_in_the_order_of_kinds(string present, NumberKind expected) =>
        TextingNumber.Choose(present.Split(' ').Select(kind => On(kind, "(901) 555-0142")))!.Chosen.Kind.ShouldBe(expected);

    [Fact]
    [Trait("Requirement", "EN-17")]
    public void Passes_over_a_blank_field() =>
        TextingNumber.Choose([On("sms", "  "), On("office", "(901) 555-0142")])!.Chosen.Kind.ShouldBe(NumberKind.Office);

    [Fact]
    [Trait("Requirement", "EN-18")]
    public void Chooses_nothing_where_nothing_is_filled_in() => TextingNumber.Choose([]).ShouldBeNull();

    [Fact]
    [Trait("Requirement", "EN-18")]
    public void Does_not_pass_over_a_bad_number_but_names_the_good_one()
    {
        var texting = TextingNumber.Choose([On("cell", "651-083-9012"), On("phone", "12345"), On("office", "(651) 556-5757")])!;
        texting.CanBeTexted.ShouldBeFalse();
        texting.Chosen.Kind.ShouldBe(NumberKind.Cell);
        texting.Alternative!.Value.Kind.ShouldBe(NumberKind.Office);
        texting.ProblemWords.ShouldBe("Cell: No such number: the middle part cannot start with 0 (083). A good number stands under Office.");
    }

    [Theory]
    [Trait("Requirement", "EN-10")]
    [Trait("Requirement", "EN-12")]
    [InlineData("(651) 083-9012", "No such number: the middle part cannot start with 0 (083).")]
    [InlineData("651 155 9012", "No such number: the middle part cannot start with 1 (155).")]
    [InlineData("651-556-575", "9 digits. A US number has 10.")]
    [InlineData("000-556-5757", "No such area code: 000.")]
    [InlineData("(651) 580-0580x12", "Has an extension (x12). Desk phones behind an extension cannot get texts.")]
    [InlineData("+1 473 406 1234", "This is a number in Grenada. Your lines text the US and Canada.")]
    public void Says_why_a_number_cannot_be_texted(string raw, string words) => TextingNumber.Choose([On("cell", raw)])!.ProblemWords.ShouldBe(words);

    [Theory]
    [Trait("Requirement", "EN-12")]
    [InlineData("651-556-5757", 16515565757)]
    [InlineData("4047375757", 14047375757)]
    [InlineData(" (651) 556.5757 ", 16515565757)]
    public void Reads_mixed_formats(string raw, long number) => TypedNumber.Read(raw)!.Value.Number.ShouldBe(number);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("none")]
    public void Takes_words_for_nothing_as_nothing(string? raw) => TypedNumber.Read(raw).ShouldBeNull();

    static NumberOnRecord On(string kind, string raw)
    {
        var typed = TypedNumber.Read(raw);
        return new(Enum.Parse<NumberKind>(kind, ignoreCase: true), raw, typed?.Number, typed?.Problem);
    }
}
