using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.Sending;
using Rosterline.Tests.Platform;

namespace Rosterline.Tests.Sending;

public class SegmentCounterTest
{
    const string File = "cases/sms-segmentation.json";

    // Characters at which counters go wrong: both tables, their neighbours outside, pairs, joiners.
    static readonly string[] Characters =
        ["a", "B", "7", " ", "@", "é", "ñ", "Ç", "Ω", "€", "{", "|", "~", "\\", "\f", "\n", "ç", "á", "“", "’", "\t", "`", "😀", "👍🏽", "👨‍👩‍👧", "🇺🇸", "\u200b", "漢"];

    static Arbitrary<string> Texts => Of(Characters);

    static Arbitrary<string> Of(string[] characters) =>
        Gen.OneOf(Gen.Elements(characters).ArrayOf(), Gen.Elements(characters[..15]).ArrayOf())
            .Select(string.Concat).Two().Select(two => string.Concat(Enumerable.Repeat(two.Item1 + two.Item2, 1 + two.Item1.Length % 3))).ToArbitrary();

    [Theory]
    [InlineData("", SegmentEncoding.Gsm7, 1, 0, 160)]
    [InlineData("¿Qué turno, señor?", SegmentEncoding.Gsm7, 1, 18, 142)]
    [InlineData("Sí", SegmentEncoding.Ucs2, 1, 2, 68)]
    [InlineData("€5 [today]", SegmentEncoding.Gsm7, 1, 13, 147)]
    public void Counts_short_texts(string text, SegmentEncoding encoding, int segments, int units, int remaining) =>
        SegmentCounter.Count(text).ShouldBe(new SegmentCount(encoding, segments, units, remaining));

    [Fact]
    public void Moves_a_character_that_does_not_fit_to_the_next_part()
    {
        SegmentCounter.Count(new string('a', 152) + "€" + new string('a', 10)).ShouldBe(new SegmentCount(SegmentEncoding.Gsm7, 2, 164, 141));
        SegmentCounter.Count(new string('a', 66) + "😀aaa").ShouldBe(new SegmentCount(SegmentEncoding.Ucs2, 2, 71, 62));
    }

    [Fact]
    public void Names_the_characters_that_force_UCS2()
    {
        SegmentCounter.ForcingUcs2("“Sí”, 👍🏽 a las 7 “sí”").ShouldBe(["“", "í", "”", "👍🏽"]);
        SegmentCounter.ForcingUcs2("Reply STOP to stop.").ShouldBeEmpty();
    }

    [SharedFact(File)]
    public void Counts_every_shared_case()
    {
        var cases = SharedCases.Read(File);
        var rows = cases.GetProperty("oracle_cases").EnumerateArray().Concat(cases.GetProperty("peer_test_cases").EnumerateArray()).ToList();
        rows.Count.ShouldBeGreaterThan(300);
        foreach (var row in rows)
        {
            var count = SegmentCounter.Count(row.GetProperty("text").GetString());
            count.Segments.ShouldBe(row.GetProperty("segments").GetInt32(), row.ToString());
            if (row.TryGetProperty("units", out var units)) count.Units.ShouldBe(units.GetInt32(), row.ToString());
            if (row.TryGetProperty("encoding", out var encoding)) Name(count).ShouldBe(encoding.GetString(), row.ToString());
        }
        foreach (var row in cases.GetProperty("is_gsm7").EnumerateArray())
            (SegmentCounter.Count(row[0].GetString()).Encoding == SegmentEncoding.Gsm7).ShouldBe(row[1].GetBoolean(), row.ToString());
    }

    [OracleFact("sms-segments-calculator")]
    public async Task Agrees_with_the_calculator_of_Twilio()
    {
        // It also keeps emoji of several characters (flags, families) in one part, which networks do not: those are left out.
        var single = Characters.Where(character => character.EnumerateRunes().Count() == 1).ToArray();
        var texts = Of(single).Generator.Sample(5_000, 50).ToList();
        var answers = await Oracle.AskAsync("segments.mjs", [.. texts.Select(text => JsonSerializer.Serialize(text))]);
        texts.Count(text => SegmentCounter.Count(text).Segments > 1).ShouldBeGreaterThan(500);
        foreach (var (text, answer) in texts.Zip(answers))
        {
            var count = SegmentCounter.Count(text);
            (Name(count), count.Segments).ShouldBe((answer.GetProperty("encoding").GetString()!, answer.GetProperty("segments").GetInt32()), JsonSerializer.Serialize(text));
        }
    }

    [Fact]
    public void Counts_as_somebody_with_pencil_and_paper_would() =>
        Prop.ForAll(Texts, text => SegmentCounter.Count(text) == Slowly(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Takes_any_string() =>
        Prop.ForAll<NonNull<string>>(text => SegmentCounter.Count(text.Get) == Slowly(text.Get)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Counts_without_allocating()
    {
        string[] texts = [string.Concat(Enumerable.Repeat("€ and {more} ", 40)), string.Concat(Enumerable.Repeat("Sí 😀 ", 40))];
        foreach (var text in texts) SegmentCounter.Count(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts) SegmentCounter.Count(text);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    static string Name(SegmentCount count) => count.Encoding == SegmentEncoding.Gsm7 ? "GSM-7" : "UCS-2";

    // Fills parts one by one with whole characters, tables written as the standard lists them.
    static SegmentCount Slowly(string text)
    {
        const string basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        const string extended = "\f^{}\\[~]|€";
        var gsm = text.All(character => basic.Contains(character) || extended.Contains(character));
        var characters = new List<string>();
        for (var at = 0; at < text.Length; at += characters[^1].Length)
            characters.Add(char.IsSurrogatePair(text, at) ? text.Substring(at, 2) : text.Substring(at, 1));
        var costs = characters.ConvertAll(character => gsm && extended.Contains(character, StringComparison.Ordinal) ? 2 : character.Length);
        var (alone, part) = gsm ? (160, 153) : (70, 67);
        var encoding = gsm ? SegmentEncoding.Gsm7 : SegmentEncoding.Ucs2;
        if (costs.Sum() <= alone) return new SegmentCount(encoding, 1, costs.Sum(), alone - costs.Sum());
        var parts = new List<int> { 0 };
        foreach (var cost in costs)
        {
            if (parts[^1] + cost > part) parts.Add(0);
            parts[^1] += cost;
        }
        return new SegmentCount(encoding, parts.Count, costs.Sum(), part - parts[^1]);
    }
}
