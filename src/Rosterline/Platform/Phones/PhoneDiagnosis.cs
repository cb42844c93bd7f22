using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>Says which part of a number is wrong, most telling part first.</summary>
sealed class PhoneDiagnosis(PhoneMetadata metadata, PhonePlan? home)
{
    const string NorthAmerica = "1";
    const int NorthAmericanLength = 10;

    public PhoneProblem Of(PhoneScan scan, ReadOnlySpan<char> digits, int count, PhoneReading? reading)
    {
        if (scan.Scattered) return PhoneProblem.NotANumber;
        var plan = reading is not null ? Plan(reading) : scan.Plus ? metadata.CalledBy(digits) : home;
        if (IsOnlyCountryCode(scan, digits, home)) return PhoneProblem.Missing;
        if (plan is null) return PhoneProblem.CountryCode;
        if (plan.CallingCode == NorthAmerica) return NorthAmerican(scan, digits, count, plan, reading);
        var length = reading?.National.Length ?? count - (scan.Plus ? plan.CallingCode.Length : 0);
        return reading is null || !plan.Lengths.Contains(length) ? PhoneProblem.Length(length, false, plan) : PhoneProblem.NotInUse(reading.Region);
    }

    PhonePlan Plan(PhoneReading reading) => metadata.Plan(reading.Region) ?? reading.Main;

    // What stays when somebody clears a field that is filled with "+1".
    static bool IsOnlyCountryCode(PhoneScan scan, ReadOnlySpan<char> digits, PhonePlan? home) =>
        scan.Plus && digits.Length <= 3 && (home is null || digits.SequenceEqual(home.CallingCode));

    PhoneProblem NorthAmerican(PhoneScan scan, ReadOnlySpan<char> digits, int count, PhonePlan plan, PhoneReading? reading)
    {
        var afterOne = BeginsWithOne(scan, digits, count);
        var national = afterOne ? digits[1..] : IsDialledFromAbroad(digits, reading) ? reading!.National : digits;
        var typed = national.Length + Math.Max(0, count - digits.Length);
        if (typed != NorthAmericanLength) return PhoneProblem.Length(typed, afterOne && !scan.Plus, plan);
        if (!AreaCodeExists(national[..3])) return PhoneProblem.AreaCode(national[..3]);
        return national[3] is '0' or '1' ? PhoneProblem.Exchange(national[3..6]) : PhoneProblem.NotInUse(plan.Region);
    }

    // "1 651 …" and eleven digits carry the country code; "1234567890" is ten digits with an area code of 123.
    static bool BeginsWithOne(PhoneScan scan, ReadOnlySpan<char> digits, int count) =>
        digits[0] == '1' && (scan.Plus || count > NorthAmericanLength || (count > 1 && !char.IsAsciiDigit(scan.Number[1])));

    static bool IsDialledFromAbroad(ReadOnlySpan<char> digits, PhoneReading? reading) =>
        reading is not null && digits[0] == '0' && digits.EndsWith(reading.National);

    bool AreaCodeExists(ReadOnlySpan<char> area)
    {
        foreach (var plan in metadata.Sharing(NorthAmerica))
            if (plan.CanBeginWith(area)) return true;
        return false;
    }
}
