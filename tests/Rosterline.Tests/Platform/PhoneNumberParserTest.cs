using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.Platform;
using Xunit.Abstractions;

namespace Rosterline.Tests.Platform;

public class PhoneNumberParserTest(ITestOutputHelper output)
{
    [Theory]
    [Trait("Requirement", "EN-10")]
    [Trait("Requirement", "EN-12")]
    [InlineData(null, "missing", "No phone number on this record.")]
    [InlineData("  ", "missing", "No phone number on this record.")]
    [InlineData("N/A", "missing", "No phone number on this record.")]
    [InlineData("+1", "missing", "No phone number on this record.")]
    [InlineData("651-556-575", "length", "9 digits. A US number has 10.")]
    [InlineData("911", "length", "3 digits. A US number has 10.")]
    [InlineData("555-1234", "length", "7 digits. A US number has 10.")]
    [InlineData("651-556-575O", "length", "9 digits. A US number has 10.")]
    [InlineData("+1 651 556 575", "length", "9 digits. A US number has 10.")]
    [InlineData("1 651 556 57577", "length", "11 digits after the 1. A US number has 10.")]
    [InlineData("(651) 083-9012", "exchange", "No such number: the middle part cannot start with 0 (083).")]
    [InlineData("(651)155-2100", "exchange", "No such number: the middle part cannot start with 1 (155).")]
    [InlineData("(083) 651-9090", "area_code", "No such area code: 083.")]
    [InlineData("000-000-0000", "area_code", "No such area code: 000.")]
    [InlineData("111-111-1111", "area_code", "No such area code: 111.")]
    [InlineData("123-456-7890", "area_code", "No such area code: 123.")]
    [InlineData("(200) 555-0100", "area_code", "No such area code: 200.")]
    [InlineData("(651) 580-0580x12", "extension", "Has an extension (x12). Desk phones behind an extension cannot get texts.")]
    [InlineData("(651) 580-0580x", "extension", "Has an extension. Desk phones behind an extension cannot get texts.")]
    [InlineData("651-556-5757 / 651-556-5758", "several_numbers", "Two numbers in one field. Keep the one to text here.")]
    [InlineData("651-556-5757 or 651-556-5758", "several_numbers", "Two numbers in one field. Keep the one to text here.")]
    [InlineData("651-556-5757, 651-556-5758", "several_numbers", "Two numbers in one field. Keep the one to text here.")]
    [InlineData("dana@northwind.example", "not_a_number", "This cannot be read as a phone number.")]
    [InlineData("651_556_5757", "not_a_number", "This cannot be read as a phone number.")]
    [InlineData("+999123456789", "country_code", "No country has numbers that begin like this.")]
    [InlineData("1 651 556 575", "length", "9 digits after the 1. A US number has 10.")]
    [InlineData("011 1 651 083 9012", "exchange", "No such number: the middle part cannot start with 0 (083).")]
    [InlineData("+49 1", "length", "1 digit. A number in Germany has 4 to 15.")]
    [InlineData("1-800-555-0199", "toll_free", null)]
    [InlineData("900-555-0199", "premium", null)]
    public void Says_why_a_number_cannot_be_texted(string? typed, string code, string? words)
    {
        var phone = PhoneNumberParser.Parse(typed);
        phone.CanBeTexted.ShouldBeFalse();
        phone.Problem!.Code.ShouldBe(code);
        if (words is not null) phone.Problem.Words.ShouldBe(words);
    }

    [Theory]
    [Trait("Requirement", "EN-12")]
    [InlineData("651-556-5757")]
    [InlineData("651.556.5757")]
    [InlineData("6515565757")]
    [InlineData("+1 (651) 556-5757")]
    [InlineData("1 (651) 556-5757")]
    [InlineData("651/556-5757")]
    [InlineData("651-556-5757 (cell)")]
    [InlineData("(651)556-5757 Mobile")]
    [InlineData("651-556-5757 cell ask for Bob")]
    [InlineData("c: 651-556-5757")]
    [InlineData("Cell 2: 651-556-5757")]
    [InlineData("tel:651-556-5757;phone-context=+1")]
    [InlineData("TEL:+1-651-556-5757")]
    [InlineData("６５１５５６５７５７")]
    [InlineData("٦٥١٥٥٦٥٧٥٧")]
    [InlineData("\u202a+1 651 556 5757\u202c")]
    [InlineData("651\u200b556\u20115757\0")]
    [InlineData("\u00a0651 \u2013 556 \u2013 5757")]
    [InlineData("'6515565757")]
    [InlineData("p:6515565757,")]
    [InlineData("(+1) 651 556 5757")]
    [InlineData("011 1 651 556 5757")]
    public void Reads_what_people_type(string typed)
    {
        var phone = PhoneNumberParser.Parse(typed);
        phone.Number.ShouldBe(new PhoneNumber(16515565757));
        phone.ShouldBe(new ParsedPhone(new PhoneNumber(16515565757), null, null, "US", PhoneKind.LandlineOrMobile));
    }

    [Theory]
    [InlineData("651-580-0580 ext 1234", "1234")]
    [InlineData("651-580-0580 Ext. 12", "12")]
    [InlineData("651-580-0580 extension: 12", "12")]
    [InlineData("651-580-0580 (x12)", "12")]
    [InlineData("651-580-0580 #12", "12")]
    [InlineData("651-580-0580,,12", "12")]
    [InlineData("+16515800580;ext=12", "12")]
    [InlineData("tel:+1-651-580-0580;ext=12;isub=9", "12")]
    [InlineData("651-580-0580 X 0012", "0012")]
    public void Keeps_the_extension_apart(string typed, string extension)
    {
        var phone = PhoneNumberParser.Parse(typed);
        phone.Number.ShouldBe(new PhoneNumber(16515800580));
        phone.Extension.ShouldBe(extension);
        phone.Problem!.Code.ShouldBe(PhoneProblem.ExtensionCode);
    }

    [Fact]
    public void Never_makes_a_number_out_of_words()
    {
        PhoneNumberParser.Parse("651-556 call me").Number.ShouldBeNull();
        PhoneNumberParser.Parse("1-800-GO-FEDEX").Number.ShouldBe(new PhoneNumber(18004633339));
    }

    [Fact]
    public void Never_throws() => Prop.ForAll<string?>(text =>
    {
        var phone = PhoneNumberParser.Parse(text);
        return (phone.Number is null && phone.Problem is null) == false;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Never_throws_on_what_looks_like_a_number()
    {
        var characters = Gen.Elements("0123456789++--.() ,;:/x#*~=\t\n\u200b\u202aextnabcTEL:;ext=phone-context\ud83d\ude00\u0661\uff11".ToCharArray());
        var texts = characters.ArrayOf().Select(array => new string(array)).ToArbitrary();
        Prop.ForAll(texts, Gen.Elements("US", "GD", "BR", "JP", "ZZ", null).ToArbitrary(), (text, region) =>
        {
            var phone = PhoneNumberParser.Parse(text, region, allowShortCode: text.Length % 2 == 0);
            return phone.CanBeTexted || phone.Problem is not null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50_000));
    }

    [Fact]
    public void Reads_its_own_output_as_the_same_number()
    {
        var digits = Gen.Choose(0, 9).ArrayOf(10).Select(all => string.Concat(all));
        Prop.ForAll(digits.ToArbitrary(), Gen.Elements("US", "MX", "IT", "AR", "GG", "JP").ToArbitrary(), (text, region) =>
        {
            var once = PhoneNumberParser.Parse(text, region);
            return once.Number is not { } number || PhoneNumberParser.Parse(number.E164) == once;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void Reads_a_number_in_microseconds()
    {
        string[] typed = ["(651) 556-5757", "+1 901 555 0142", "651-580-0580 x12", "+52 55 1234 5678", "6515565757 (cell)", "(651) 083-9012"];
        for (var i = 0; i < 20_000; i++) PhoneNumberParser.Parse(typed[i % typed.Length]);
        var watch = Stopwatch.StartNew();
        const int rounds = 100_000;
        for (var i = 0; i < rounds; i++) PhoneNumberParser.Parse(typed[i % typed.Length]);
        var each = watch.Elapsed.TotalMicroseconds / rounds;
        output.WriteLine($"{each:0.00} µs each");
        each.ShouldBeLessThan(50, "ten times the aim, so that a busy machine does not fail the test");
    }
}
