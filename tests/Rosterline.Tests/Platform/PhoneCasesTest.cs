using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

/// <summary>Every row of the shared phone cases.</summary>
public class PhoneCasesTest
{
    const string File = "cases/phone-parsing.json";

    // Rows on which the two programs the cases come from differ, and our decision.
    static readonly Dictionary<string, string?> Decided = new()
    {
        ["1-800-GO-FEDEX"] = "+18004633339",
        ["800-CABBAGE"] = "+18002222243",
        ["000-000-0000"] = null,
        ["++16515565757"] = "+16515565757",
        // Withdrawn in the newer release of the numbering plans.
        ["81 12 34 56"] = null,
        ["013 12345"] = null,
    };

    [SharedFact(File)]
    [Trait("Requirement", "EN-12")]
    public void Reads_every_shared_case()
    {
        var wrong = Cases().Where(row => !Agrees(row)).Select(row => $"{row.GetProperty("input")} {Read(row)}").ToList();
        Cases().Count.ShouldBeGreaterThan(1200);
        wrong.ShouldBeEmpty();
    }

    [SharedFact(File)]
    public void Takes_short_codes_only_where_they_are_allowed()
    {
        foreach (var row in SharedCases.Read(File).GetProperty("short_code_and_sender_rules_nyaruka").EnumerateArray())
        {
            // Names as senders are a different thing: nobody's phone number is a word.
            if (row.TryGetProperty("allow_sender_id", out _)) continue;
            var allow = row.TryGetProperty("allow_short", out var value) && value.GetBoolean();
            var phone = PhoneNumberParser.Parse(row.GetProperty("input").GetString(), row.GetProperty("region").GetString(), allow);
            phone.Number?.E164.ShouldBe(row.GetProperty("expect").GetString(), row.ToString());
            (phone.Number is null).ShouldBe(row.GetProperty("expect").ValueKind == JsonValueKind.Null, row.ToString());
        }
    }

    [SharedFact(File)]
    public void Reads_its_own_output_as_the_same_number()
    {
        foreach (var row in SharedCases.Read(File).GetProperty("idempotence").EnumerateArray())
        {
            var once = PhoneNumberParser.Parse(row.GetProperty("e164").GetString());
            if (once.Number is { } number) PhoneNumberParser.Parse(number.E164).ShouldBe(once);
        }
    }

    static List<JsonElement> Cases() => [.. SharedCases.Read(File).GetProperty("cases").EnumerateArray()];

    static ParsedPhone Read(JsonElement row) =>
        PhoneNumberParser.Parse(row.GetProperty("input").GetString(), row.GetProperty("default_region").GetString());

    static bool Agrees(JsonElement row)
    {
        var (phone, expect) = (Read(row), row.GetProperty("expect"));
        if (!row.GetProperty("second_oracle_agrees").GetBoolean())
            return phone.Number?.E164 == Decided[row.GetProperty("input").GetString()!];
        if (!expect.GetProperty("parsed").GetBoolean() || !expect.GetProperty("valid").GetBoolean())
            return phone is { Number: null, Problem: not null };
        return phone.Number?.E164 == expect.GetProperty("e164").GetString()
            && phone.Extension == expect.GetProperty("ext").GetString()
            && phone.Region == expect.GetProperty("region").GetString()
            && phone.Kind == PhoneKinds.Of(expect.GetProperty("type").GetString());
    }
}
