using Rosterline.Platform.Phones.Plans;
using System.Globalization;
using System.Text.Json;
using Rosterline.Platform;
using Xunit.Abstractions;

namespace Rosterline.Tests.Platform;

/// <summary>Our reader beside Google's library, on numbers made up for the purpose.</summary>
public class PhoneOracleTest(ITestOutputHelper output)
{
    // More of them when wanted: ROSTERLINE_ORACLE_NUMBERS.
    static readonly int Numbers = int.Parse(Environment.GetEnvironmentVariable("ROSTERLINE_ORACLE_NUMBERS") ?? "30000", CultureInfo.InvariantCulture);
    const string Google = "google-libphonenumber";
    const string SameRelease = "numbering-plans-of-that-release/metadata.max.json";

    // Where agencies' people have numbers, and the plans with the odd rules: prefixes that rewrite, leading zeros, shared country codes.
    static readonly string[] Regions =
    [
        "US", "CA", "MX", "PR", "GD", "BB", "JM", "DO", "GB", "DE", "FR", "IT", "ES", "IN", "PH", "BR", "AR", "CO", "GT", "SV", "HN", "VN", "CN",
        "JP", "KR", "AU", "NF", "RU", "KZ", "FI", "AX", "SM", "VA", "GG", "JE", "IM", "CI", "NO", "SJ", "MG", "GA", "HU", "LT", "BY", "CR", "LU",
    ];

    [OracleFact(Google)]
    [Trait("Requirement", "EN-12")]
    public async Task Agrees_with_Google_on_the_same_numbering_plans()
    {
        using var json = File.OpenRead(Oracle.Module(SameRelease));
        var difference = await CompareAsync(PhoneMetadata.Read(json), seed: 20261120);
        difference.E164.ShouldBe(0);
        difference.Kind.ShouldBe(0);
        difference.Validity.ShouldBeLessThanOrEqualTo(Numbers / 10_000);
    }

    [OracleFact(Google)]
    public async Task Differs_from_Google_only_where_the_newer_plans_do()
    {
        var difference = await CompareAsync(PhoneMetadata.Shipped, seed: 20261121);
        difference.E164.ShouldBe(0);
        difference.Validity.ShouldBeLessThanOrEqualTo(Numbers / 200);
    }

    async Task<(int E164, int Validity, int Kind)> CompareAsync(PhoneMetadata metadata, int seed)
    {
        var random = new Random(seed);
        var asked = Enumerable.Range(0, Numbers).Select(_ => Typed(random, metadata)).ToList();
        var answers = await Oracle.AskAsync("phones.mjs", [.. asked.Select(one => $"{one.Region}\t{one.Text}")]);
        int e164 = 0, validity = 0, kind = 0, valid = 0;
        foreach (var (one, answer) in asked.Zip(answers))
        {
            var reading = Read(one, metadata);
            var (exists, theirs) = (reading is { Exists: true }, answer.GetProperty("valid").GetBoolean());
            if (theirs) valid++;
            if (exists != theirs) validity++;
            else if (exists && reading!.E164 != answer.GetProperty("e164").GetString()) e164++;
            else if (exists && (reading!.Kind, reading.Region) != (PhoneKinds.Of(answer.GetProperty("kind").GetString()), answer.GetProperty("region").GetString())) kind++;
            else continue;
            if (e164 + validity + kind < 20) output.WriteLine($"{one.Region} {one.Text}: {reading?.E164} {reading?.Region} {reading?.Kind}, {answer}");
        }
        output.WriteLine($"{Numbers} numbers, {valid} of them exist; different: E.164 {e164}, validity {validity}, kind or region {kind}");
        valid.ShouldBeGreaterThan(Numbers / 4);
        return (e164, validity, kind);
    }

    static PhoneReading? Read((string Region, string Text) one, PhoneMetadata metadata)
    {
        var scan = PhoneScan.Of(one.Text);
        Span<char> digits = stackalloc char[40];
        var count = PhoneScan.Digits(scan.Number, digits);
        return new PhoneReader(metadata).Read(scan.Plus, digits[..count], metadata.Plan(one.Region));
    }

    // Half from the US and Canada, half elsewhere; mostly of a possible length and beginning as real numbers do, in many spellings.
    static (string Region, string Text) Typed(Random random, PhoneMetadata metadata)
    {
        var region = random.Next(4) switch
        {
            0 => metadata.Regions[random.Next(metadata.Regions.Count)],
            1 => Regions[random.Next(Regions.Length)],
            _ => Regions[random.Next(2)],
        };
        var plan = metadata.Plan(region)!;
        var national = National(random, plan);
        return (random.Next(8) == 0 ? "US" : region, Spelled(random, plan, national));
    }

    static string National(Random random, PhonePlan plan)
    {
        var length = plan.Lengths[random.Next(plan.Lengths.Count)] + (random.Next(12) == 0 ? random.Next(-1, 2) : 0);
        var digits = "";
        while (digits.Length < length)
        {
            var next = Enumerable.Range(0, 10).Select(digit => digits + digit.ToString(CultureInfo.InvariantCulture)).Where(more => plan.CanBeginWith(more)).ToList();
            digits = next.Count == 0 || random.Next(60) == 0 ? digits + random.Next(10).ToString(CultureInfo.InvariantCulture) : next[random.Next(next.Count)];
        }
        return digits;
    }

    static string Spelled(Random random, PhonePlan plan, string national) => random.Next(8) switch
    {
        0 => $"+{plan.CallingCode}{national}",
        1 => $"+{plan.CallingCode} {Punctuated(random, national)}",
        2 => plan.CallingCode + national,
        3 => $"011 {plan.CallingCode} {national}",
        4 => $"00{plan.CallingCode}{national}",
        5 => $"0{Punctuated(random, national)}",
        6 => $"1 {Punctuated(random, national)}",
        _ => Punctuated(random, national),
    };

    static string Punctuated(Random random, string digits) => digits.Length < 7 ? digits : random.Next(4) switch
    {
        0 => $"({digits[..3]}) {digits[3..6]}-{digits[6..]}",
        1 => $"{digits[..3]}.{digits[3..6]}.{digits[6..]}",
        2 => $"{digits[..2]} {digits[2..5]} {digits[5..]}",
        _ => digits,
    };
}
