using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.Sending.Wording;

namespace Rosterline.Tests.Sending.Wording;

[Trait("Requirement", "G-03")]
public class MergeTextTest
{
    static readonly MergeValues Lucas = new(new Dictionary<string, string>
    {
        ["first name"] = "Lucas", ["last name"] = "Lindqvist", ["agency"] = "Northwind", ["job"] = "Forklift {operator}", ["city"] = " ", ["custom.shirt size"] = "XL",
    }, "en");

    [Theory]
    [InlineData("Hi {first name}, this is {agency}.", "Hi Lucas, this is Northwind.", 0)]
    [InlineData("Hi {First_Name}{LASTNAME}", "Hi LucasLindqvist", 0)]
    [InlineData("Hi { first   name | there }", "Hi Lucas", 0)]
    [InlineData("Hi {company|there}, {city| your city }", "Hi there, your city", 2)]
    [InlineData("{company|}Nothing{pay|}", "Nothing", 2)]
    [InlineData("{{first name}} costs {{1}}", "{first name}} costs {1}}", 0)]
    [InlineData("{job}", "Forklift {operator}", 0)]
    [InlineData("{custom.Shirt_Size} {custom.shoe|?}", "XL ?", 1)]
    [InlineData("no fields", "no fields", 0)]
    [InlineData("", "", 0)]
    [InlineData("a { b } :{ c", "a { b } :{ c", 0)]
    public void Fills(string body, string expected, int fallbacks)
    {
        var fill = MergeText.Parse(body).Fill(Lucas);
        fill.Text.ShouldBe(expected);
        fill.Fallbacks.ShouldBe(fallbacks);
        fill.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_what_has_neither_value_nor_fallback_and_names_it_once()
    {
        var fill = MergeText.Parse("{pay} {Start Date} {pay}").Fill(Lucas);
        fill.Text.ShouldBe("{pay} {Start Date} {pay}");
        fill.Missing.ShouldBe(["pay", "start date"]);
    }

    [Theory]
    [InlineData("Hi {frist name}", "frist name", 3, 12, "There is no field {frist name}. Did you mean {first name}?")]
    [InlineData("{fname}", "fname", 0, 7, "There is no field {fname}. Did you mean {name}?")]
    [InlineData("{start dat|soon}", "start dat", 0, 16, "There is no field {start dat}. Did you mean {start date}?")]
    [InlineData("{phone}", "phone", 0, 7, "There is no field {phone}. Did you mean {branch phone}?")]
    [InlineData("{zodiac sign}", "zodiac sign", 0, 13, "There is no field {zodiac sign}.")]
    [InlineData("{}", "", 0, 2, "There is nothing between these braces. Write a field, or {{ for a brace.")]
    [InlineData("Hi {first name, are you free", "first name", 3, 11, "The field {first name has no end. Write {first name}.")]
    public void Says_what_is_no_field(string body, string written, int at, int length, string words)
    {
        var unknown = MergeText.Parse(body).Unknown.ShouldHaveSingleItem();
        (unknown.Written, unknown.At, unknown.Length, unknown.Words).ShouldBe((written, at, length, words));
        MergeText.Parse(body).Fill(Lucas).Text.ShouldBe(body);
    }

    [Fact]
    public void Every_field_has_a_name_a_description_and_an_example()
    {
        MergeFields.All.Select(field => field.Name).ShouldBeUnique();
        foreach (var field in MergeFields.All)
        {
            field.Description.ShouldNotBeNullOrWhiteSpace();
            field.Example.ShouldNotBeNullOrWhiteSpace();
            MergeFields.Find(field.Name.ToUpperInvariant().Replace(' ', '_')).ShouldBe(field.Name);
        }
    }

    [Fact]
    public void Takes_any_string_and_its_pieces_cover_it()
    {
        var parts = Gen.Elements("{", "}", "{{", "|", "first name", "custom.", "a", " ", "\0", "😀", "\ud83d", "{agency}", "{job|x}", "{frist}");
        var texts = Gen.OneOf(parts.ArrayOf().Select(string.Concat), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ToArbitrary();
        Prop.ForAll(texts, body =>
        {
            var text = MergeText.Parse(body);
            var end = 0;
            foreach (var piece in text.Pieces)
            {
                piece.At.ShouldBe(end);
                end = piece.At + piece.Length;
            }
            end.ShouldBe(body.Length);
            text.Fill(MergeValues.None).ShouldNotBeNull();
            foreach (var unknown in text.Unknown) body.Substring(unknown.At, unknown.Length).ShouldStartWith("{");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_text_without_braces_stays_as_it_is() => Prop.ForAll<NonNull<string>>(text =>
    {
        var body = text.Get.Replace("{", "", StringComparison.Ordinal);
        return MergeText.Parse(body).Fill(Lucas).Text == body;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("2026-11-23", null, "Monday, Nov 23")]
    [InlineData("2026-11-28", "es", "sabado 28 de noviembre")]
    [InlineData("2026-11-25", "es", "miércoles 25 de noviembre")]
    public void Writes_days_within_the_small_alphabet(string day, string? language, string words)
    {
        StartWords.Day(DateOnly.Parse(day, CultureInfo.InvariantCulture), language).ShouldBe(words);
        Rosterline.Sending.SegmentCounter.Count(words).Encoding.ShouldBe(Rosterline.Sending.SegmentEncoding.Gsm7);
        StartWords.Time(new TimeOnly(15, 5)).ShouldBe("3:05 PM");
    }
}
