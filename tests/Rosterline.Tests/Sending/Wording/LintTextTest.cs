using FsCheck;
using FsCheck.Fluent;
using Rosterline.Sending;
using Rosterline.Sending.Wording;

namespace Rosterline.Tests.Sending.Wording;

[Trait("Requirement", "H-10")]
public class LintTextTest
{
    static readonly LintFacts Facts = new("Northwind Staffing", new DateOnly(2026, 11, 21));

    [Theory]
    [InlineData("Can you work Monday, Nov 23 at 7:00 AM? Reply YES. (901) 555-0142")]
    [InlineData("Hi {first name|there}, {job} in {city}: {pay}. Order 4111 1111 1111 1112, PO 123456789. Ask for Rosa, ext. 12345")]
    [InlineData("Your shift is 3/4 done, 24/7 line: https://northwind.example/jobs/4111111111111111?a=SSN123-45-6789")]
    [InlineData("OSHA 10, CDL and PPE needed. FYI: RN at VA, 6:00-14:30. Call 901-555-0142 or 1 (615) 555 0199 or +1 615 555 0199")]
    [InlineData("Hola {first name}, mañana a las 7? ¿Puede? Gracias, Dana")]
    [InlineData("You may 2 weeks from now, an hour or 2 ago, 5/6 of the floor. Nov 28 works, el viernes 27 de noviembre no")]
    public void Finds_nothing_to_say(string body) => LintText.Check(body, Facts).ShouldBeEmpty();

    [Theory]
    [InlineData("Hi “Lucas” – it’s Dana…", "Hi \"Lucas\" - it's Dana...")]
    [InlineData("Sábado está bien", "Sabado esta bien")]
    [InlineData("jalape\u006e\u0303o a\u0301rea", "jalapeño area")]
    [InlineData("7\u202fAM\u00a0sharp\ttomorrow", "7 AM sharp tomorrow")]
    public void Writes_costly_characters_plainly(string body, string plain)
    {
        var finding = LintText.Check(body, Facts).ShouldHaveSingleItem();
        (finding.Code, finding.Fixed, finding.Blocks).ShouldBe(("costly_characters", plain, false));
        body[finding.At!.Value].ShouldBeGreaterThan('\u0008');
    }

    [Fact]
    public void Says_how_many_segments_plain_characters_save()
    {
        var body = "It’s Dana. " + new string('a', 140);
        LintText.Check(body, Facts).ShouldHaveSingleItem().Words.ShouldBe("With ’ this is 3 texts; with plain characters 1 text. Saves 2 segments for each person.");
        LintText.Check("It’s ok", Facts).ShouldHaveSingleItem().Words.ShouldBe("With ’ a text holds 70 characters instead of 160. Plain characters say the same.");
        // An emoji costs the same with or without.
        LintText.Check("It’s ok 😀", Facts).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Hi\u200b Lucas\ufeff", "Hi Lucas", 2)]
    [InlineData("a\u00adb\u202ec\u0001", "abc", 3)]
    [InlineData("family 👨‍👩‍👧 \u200d", "family 👨‍👩‍👧 ", 1)]
    public void Takes_out_what_nobody_sees(string body, string visible, int count)
    {
        var finding = LintText.Check(body, Facts).Single(found => found.Code == "invisible");
        finding.Fixed.ShouldBe(visible);
        finding.Words.ShouldStartWith(count == 1 ? "1 invisible character " : $"{count} invisible characters ");
    }

    [Theory]
    [InlineData("Apply: https://bit.ly/3abc", "short_link")]
    [InlineData("Apply at tinyurl.com/jobs now", "short_link")]
    [InlineData("GREAT JOBS AVAILABLE RIGHT NOW", "capitals")]
    [InlineData("Hi {frist name}", "unknown_field")]
    [InlineData("Can you start Nov 12?", "past_date")]
    [InlineData("Empieza el 12 de noviembre", "past_date")]
    [InlineData("Starts on 11/12", "past_date")]
    [InlineData("Starts 11/23/2025", "past_date")]
    [InlineData("See you Friday, Nov 27, 2025", "past_date|weekday")]
    [InlineData("See you Friday, Nov 26", "weekday")]
    [InlineData("See you Fri 11/26", "weekday")]
    [InlineData("Nos vemos el viernes 26 de noviembre", "weekday")]
    [InlineData("el sabado, 29 nov", "weekday")]
    [InlineData("My social is 123-45-6789", "social_security_number")]
    [InlineData("SSN 123456789", "social_security_number")]
    [InlineData("card 4111 1111 1111 1111 12/27", "card_number")]
    [InlineData("5555555555554444", "card_number")]
    [InlineData("amex 3782 822463 10005", "card_number")]
    [InlineData("routing number is 021000021", "bank_number")]
    [InlineData("bank account: 000123456789", "bank_number")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00", "bank_number")]
    public void Finds(string body, string codes) =>
        string.Join('|', LintText.Check(body, Facts).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal)).ShouldBe(codes);

    [Theory]
    [InlineData("see 12-345-6789 or 000-12-3456 or 123-00-4567 or 987-65-4321")]
    [InlineData("order 4111111111111111")]
    [InlineData("routing number is 021000022")]
    [InlineData("account number? call (901) 555-0142")]
    [InlineData("Order number 123456789 is ready, invoice 4716 2588 1234 5678")]
    [InlineData("901 555 0142 901 555 0199 415 555 0100")]
    [InlineData("ABC: 1234-5678-9012")]
    public void Lets_numbers_of_other_kinds_pass(string body) => LintText.Check(body, Facts).ShouldBeEmpty();

    [Fact]
    public void Says_which_day_it_is()
    {
        var finding = LintText.Check("See you Friday, Nov 26 at 7", Facts).ShouldHaveSingleItem();
        finding.Words.ShouldBe("“Friday, Nov 26”: Nov 26 is a Thursday.");
        ("See you Friday, Nov 26 at 7".Substring(finding.At!.Value, finding.Length!.Value)).ShouldBe("Friday, Nov 26");
        // At the turn of the year the nearest one is meant.
        LintText.Check("Start Jan 4", Facts with { Today = new(2026, 12, 28) }).ShouldBeEmpty();
        LintText.Check("Since Dec 28", Facts with { Today = new(2027, 1, 3) }).ShouldHaveSingleItem().Code.ShouldBe("past_date");
        LintText.Check("Feb 29 and Nov 31", Facts).ShouldBeEmpty();
    }

    [Fact]
    public void Says_what_blocks()
    {
        LintText.Check("{frist name}, SSN 123-45-6789, 4111111111111111, bank account 123456789", Facts with { IsBroadcast = true })
            .Where(finding => finding.Blocks).Select(finding => finding.Code)
            .ShouldBe(["unknown_field", "social_security_number", "card_number", "bank_number", "no_sender_name"]);
        LintText.Check("NOW HIRING FORKLIFT DRIVERS bit.ly/x Nov 12", Facts).Count(finding => finding.Blocks).ShouldBe(0);
    }

    [Fact]
    public void A_first_text_says_who_writes_and_how_to_stop()
    {
        var first = Facts with { IsFirstText = true };
        LintText.Check("Hi, are you free on Monday?", first).Select(finding => (finding.Code, finding.Blocks)).ShouldBe([("no_sender_name", true), ("no_opt_out_notice", false)]);
        LintText.Check("Hi, are you free?", first).Single(finding => finding.Code == "no_opt_out_notice").Fixed.ShouldBe("Hi, are you free? Reply STOP to stop.");
        LintText.Check("Hola, soy Dana de NORTHWIND, por favor llame", first).ShouldHaveSingleItem().Fixed!.ShouldEndWith("Responda STOP para cancelar.");
        foreach (var fine in new[] { "{agency}: free on Monday? Reply STOP to stop.", "Dana from Northwind. Text stop to opt out", "northwind staffing: ¿libre? Responda ALTO" })
            LintText.Check(fine, first).ShouldBeEmpty(fine);
        LintText.Check("Please stop by the office, Northwind", first).ShouldHaveSingleItem().Code.ShouldBe("no_opt_out_notice");
        LintText.Check("Hi again", Facts).ShouldBeEmpty();
    }

    static Arbitrary<string> Any
    {
        get
        {
            var parts = Gen.Elements("“", "’", "…", "\u200b", "\u200d", "\ufe0f", "\u0301", "n\u0303", "ﬀ", "😀", "\ud83d", "\ude00", "\0", "\uffff", "\t", "{", "}", "{job}", "Fri, ", "Nov 31", "11/12", "2/30/2025",
                "feb 29, 2025", "123-45-6789", "4111 1111", " ", "STOP ", "SHOUT ", "bit.ly/", "https://", "a.b.", "á", "Ｆ", "DE89", "account no. ", "routing ", "1234567890123456", "\n");
            return Gen.OneOf(parts.ArrayOf().Select(string.Concat), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ToArbitrary();
        }
    }

    [Fact]
    public void Takes_any_string() => Prop.ForAll(Any, body =>
    {
        foreach (var finding in LintText.Check(body, Facts with { IsFirstText = true, IsBroadcast = true }))
        {
            finding.Words.ShouldNotBeNullOrWhiteSpace();
            if (finding.At is { } at) body.Length.ShouldBeGreaterThanOrEqualTo(at + finding.Length!.Value);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_fix_never_changes_what_was_plain_already()
    {
        const string alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà\f^{}\\[~]|€";
        var plain = Gen.Elements(alphabet.ToCharArray()).ArrayOf().Select(characters => new string(characters)).ToArbitrary();
        Prop.ForAll(plain, body => LintText.Check(body, Facts).All(finding => finding.Fixed is null)).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
        // Among other characters the plain ones stay, each and in order; what is offered costs no more.
        var costly = Gen.Elements("“", "’", "–", "…", "á", "Í", "\u00a0", "™", "a", "b ", "7", "€", "\u200b", "ñ").ArrayOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(costly, body =>
        {
            foreach (var better in LintText.Check(body, Facts).Select(finding => finding.Fixed).OfType<string>())
            {
                Holds(better, [.. body.Where(alphabet.Contains)]).ShouldBeTrue(body);
                SegmentCounter.Count(better).Segments.ShouldBeLessThanOrEqualTo(SegmentCounter.Count(body).Segments);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_long_text_is_looked_through_at_once()
    {
        foreach (var part in new[] { "a", "a.", "1", "1 ", "Nov 1", "{first name", "AAAA ", "account number ", "“", "-a.a" })
        {
            var started = TimeProvider.System.GetTimestamp();
            LintText.Check(string.Concat(Enumerable.Repeat(part, 30_000 / part.Length)), Facts with { IsFirstText = true });
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5), part);
        }
    }

    static bool Holds(string text, IEnumerable<char> inOrder)
    {
        var at = 0;
        return inOrder.All(character => (at = text.IndexOf(character, at) + 1) > 0);
    }
}
