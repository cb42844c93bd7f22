using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>Finds country code, national number and region of dialled digits, step by step as Google's library does.</summary>
sealed class PhoneReader(PhoneMetadata metadata)
{
    const int LongestNational = 17;

    /// <summary>Null when the digits belong to no country, or are far too few or too many for any.</summary>
    public PhoneReading? Read(bool plus, ReadOnlySpan<char> digits, PhonePlan? home)
    {
        var known = FindCountry(plus, digits, home, out var main, out var national);
        // A plus in front of a number of the own country is a slip that happens: read it again as dialled at home.
        if (!known && !(plus && FindCountry(false, digits, home, out main, out national))) return null;
        var plan = main ?? (plus ? null : home);
        if (plan is null || national.Length < 2) return null;
        var number = WithoutNationalPrefix(national, plan);
        if (number.Length is < 2 or > LongestNational) return null;
        var (region, kind) = RegionOf(plan, number);
        return new PhoneReading(plan, new string(number), region, kind);
    }

    // True with a null plan means: no country code in front, so a number of the home country.
    bool FindCountry(bool plus, ReadOnlySpan<char> digits, PhonePlan? home, out PhonePlan? main, out ReadOnlySpan<char> national)
    {
        main = null;
        national = digits;
        var left = plus ? 0 : LeavingPrefix(digits, home);
        if (left >= 0) return SplitCallingCode(digits[left..], ref main, ref national);
        if (home is not null && HasOwnCallingCode(digits, home, ref national)) main = metadata.Main(home.CallingCode);
        return home is not null;
    }

    static int LeavingPrefix(ReadOnlySpan<char> digits, PhonePlan? home)
    {
        var length = home?.LeavingPrefix?.LengthIn(digits) ?? -1;
        // No country code starts with 0, so this is not a prefix but a number.
        return length >= 0 && length < digits.Length && digits[length] == '0' ? -1 : length;
    }

    bool SplitCallingCode(ReadOnlySpan<char> digits, ref PhonePlan? main, ref ReadOnlySpan<char> national)
    {
        if (digits.Length <= 2 || digits[0] == '0') return false;
        main = metadata.CalledBy(digits);
        if (main is null) return false;
        national = digits[main.CallingCode.Length..];
        return true;
    }

    static bool HasOwnCallingCode(ReadOnlySpan<char> digits, PhonePlan home, ref ReadOnlySpan<char> national)
    {
        if (!digits.StartsWith(home.CallingCode)) return false;
        var rest = Stripped(digits[home.CallingCode.Length..], home);
        if ((home.Fits(digits) || !home.Fits(rest)) && digits.Length <= home.Lengths[^1]) return false;
        national = rest;
        return true;
    }

    static ReadOnlySpan<char> WithoutNationalPrefix(ReadOnlySpan<char> national, PhonePlan plan)
    {
        var stripped = Stripped(national, plan);
        // A number that became too short had no prefix: its first digits only look like one.
        return plan.Lengths.Contains(stripped.Length) || stripped.Length > plan.Lengths[^1] ? stripped : national;
    }

    static ReadOnlySpan<char> Stripped(ReadOnlySpan<char> national, PhonePlan plan)
    {
        var stripped = plan.NationalPrefix?.Strip(national);
        return stripped is null || (plan.Fits(national) && !plan.Fits(stripped)) ? national : stripped;
    }

    (string Region, PhoneKind Kind) RegionOf(PhonePlan main, ReadOnlySpan<char> national)
    {
        var plans = metadata.Sharing(main.CallingCode);
        if (plans.Length == 1) return (main.Region, main.KindOf(national));
        foreach (var plan in plans)
        {
            if (plan.LeadingDigits is { } leading ? !leading.MatchesStart(national) : plan.KindOf(national) == PhoneKind.Unknown) continue;
            return (plan.Region, plan.KindOf(national));
        }
        return (LikelyRegion(plans, main, national), PhoneKind.Unknown);
    }

    // For a number that does not exist, the region its first digits point at, so that the words can name it.
    static string LikelyRegion(ReadOnlySpan<PhonePlan> plans, PhonePlan main, ReadOnlySpan<char> national)
    {
        var area = national[..Math.Min(3, national.Length)];
        foreach (var plan in plans)
            if (plan.CanBeginWith(area)) return plan.Region;
        return main.Region;
    }
}
