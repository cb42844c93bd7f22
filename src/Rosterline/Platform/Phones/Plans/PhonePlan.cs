using System.Text.Json;

namespace Rosterline.Platform.Phones.Plans;

/// <summary>The numbering plan of one region: which numbers exist there, of which kind, and what is dialled in front of them.</summary>
sealed class PhonePlan
{
    // The order of asking decides where two patterns overlap; it is the order Google's library asks in.
    static readonly (int Field, PhoneKind Kind)[] SpecialKinds =
    [
        (3, PhoneKind.Premium), (2, PhoneKind.TollFree), (9, PhoneKind.SharedCost), (8, PhoneKind.Voip), (4, PhoneKind.Personal),
        (7, PhoneKind.Pager), (6, PhoneKind.Company), (5, PhoneKind.Voicemail),
    ];

    readonly PhoneKindPattern _general;
    readonly PhoneKindPattern[] _special;
    readonly PhoneKindPattern? _landline;
    readonly PhoneKindPattern? _mobile;
    readonly bool _mobileLooksLikeLandline;

    public PhonePlan(string region, JsonElement fields)
    {
        Region = region;
        CallingCode = fields[0].GetString()!;
        Lengths = [.. fields[3].EnumerateArray().Select(length => length.GetInt32())];
        LeavingPrefix = Text(fields, 1) is { } leaving ? new PhonePrefix(leaving, null) : null;
        NationalPrefix = (Text(fields, 7) ?? Text(fields, 5)) is { } prefix ? new PhonePrefix(prefix, Text(fields, 8)) : null;
        LeadingDigits = Text(fields, 10) is { } leading ? new PhonePattern(leading) : null;
        _general = new PhoneKindPattern(PhoneKind.Unknown, new PhonePattern(fields[2].GetString()!), Mask(Lengths));
        _special = [.. SpecialKinds.Select(kind => KindAt(fields[11], kind.Field, kind.Kind)).OfType<PhoneKindPattern>()];
        _landline = KindAt(fields[11], 0, PhoneKind.Landline);
        _mobile = KindAt(fields[11], 1, PhoneKind.Mobile);
        // The data leaves the mobile pattern out, or empty, where it equals the one of landlines.
        _mobileLooksLikeLandline = _mobile is null && _landline is not null && IsLeftOut(fields[11], 1);
    }

    public string Region { get; }

    public string CallingCode { get; }

    public IReadOnlyList<int> Lengths { get; }

    public PhonePrefix? LeavingPrefix { get; }

    public PhonePrefix? NationalPrefix { get; }

    public PhonePattern? LeadingDigits { get; }

    public bool Fits(ReadOnlySpan<char> national) => _general.Pattern.Matches(national);

    /// <summary>Unknown means that no such number exists here.</summary>
    public PhoneKind KindOf(ReadOnlySpan<char> national)
    {
        if (!_general.Fits(national)) return PhoneKind.Unknown;
        foreach (var kind in _special)
            if (kind.Fits(national)) return kind.Kind;
        var mobile = _mobile?.Fits(national) ?? false;
        if (_landline?.Fits(national) ?? false)
            return mobile || _mobileLooksLikeLandline ? PhoneKind.LandlineOrMobile : PhoneKind.Landline;
        return mobile ? PhoneKind.Mobile : PhoneKind.Unknown;
    }

    /// <summary>Some existing number of this region begins so.</summary>
    public bool CanBeginWith(ReadOnlySpan<char> digits)
    {
        foreach (var kind in _special)
            if (kind.Pattern.CanBeginWith(digits)) return true;
        return (_landline?.Pattern.CanBeginWith(digits) ?? false) || (_mobile?.Pattern.CanBeginWith(digits) ?? false);
    }

    static string? Text(JsonElement fields, int at) =>
        at < fields.GetArrayLength() && fields[at].ValueKind == JsonValueKind.String ? fields[at].GetString() : null;

    PhoneKindPattern? KindAt(JsonElement kinds, int field, PhoneKind kind)
    {
        if (field >= kinds.GetArrayLength() || kinds[field].ValueKind != JsonValueKind.Array) return null;
        var pattern = kinds[field][0].GetString();
        var lengths = kinds[field].GetArrayLength() > 1 ? kinds[field][1].EnumerateArray().Select(length => length.GetInt32()) : Lengths;
        return string.IsNullOrEmpty(pattern) ? null : new PhoneKindPattern(kind, new PhonePattern(pattern), Mask(lengths));
    }

    static bool IsLeftOut(JsonElement kinds, int field) =>
        field < kinds.GetArrayLength() && kinds[field].ValueKind == JsonValueKind.Array && kinds[field][0].GetString() == "";

    static int Mask(IEnumerable<int> lengths) => lengths.Aggregate(0, (mask, length) => mask | (1 << length));
}

/// <summary>One kind of numbers of a plan; <paramref name="Lengths"/> has bit n set where n digits are possible.</summary>
sealed record PhoneKindPattern(PhoneKind Kind, PhonePattern Pattern, int Lengths)
{
    public bool Fits(ReadOnlySpan<char> national) =>
        national.Length < 32 && (Lengths & (1 << national.Length)) != 0 && Pattern.Matches(national);
}
