using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>A number as it stands on a record.</summary>
public readonly record struct NumberOnRecord(NumberKind Kind, string Raw, long? Number, string? Problem);

/// <summary>
/// Which number of a person is texted: the first one present in the order SMS, Cell, Phone, Office, Home (EN-17). One that cannot be
/// texted is not passed over: it is shown with its reason (EN-18), beside the next good one.
/// </summary>
/// <param name="Alternative">The first good number of lower priority, when the chosen one cannot be texted.</param>
public sealed record TextingNumber(NumberOnRecord Chosen, NumberOnRecord? Alternative)
{
    /// <summary>Null when nothing is filled in.</summary>
    public static TextingNumber? Choose(IEnumerable<NumberOnRecord> numbers)
    {
        var filled = numbers.Where(n => !string.IsNullOrWhiteSpace(n.Raw)).OrderBy(n => n.Kind).ToList();
        if (filled.Count == 0) return null;
        var chosen = filled[0];
        if (IsGood(chosen)) return new(chosen, null);
        var better = filled.FindIndex(1, IsGood);
        return new(chosen, better < 0 ? null : filled[better]);
    }

    public bool CanBeTexted => IsGood(Chosen);

    /// <summary>What stands beside the red "!"; null when the number can be texted.</summary>
    public string? ProblemWords
    {
        get
        {
            if (CanBeTexted) return null;
            var reason = TypedNumber.WordsFor(Chosen.Raw);
            return Alternative is { } other
                ? $"{Chosen.Kind.Label()}: {reason} A good number stands under {other.Kind.Label()}."
                : reason;
        }
    }

    static bool IsGood(NumberOnRecord number) => number is { Number: not null, Problem: null };
}

/// <summary>The names of the kinds as people read them.</summary>
public static class NumberKinds
{
    public static string Label(this NumberKind kind) => kind switch
    {
        NumberKind.Sms => "SMS", NumberKind.Cell => "Cell", NumberKind.Phone => "Phone", NumberKind.Office => "Office", _ => "Home",
    };
}

/// <summary>What a phone field says, ready to be stored.</summary>
/// <param name="Problem">Code of <see cref="PhoneProblem"/>; null when it can be texted.</param>
public readonly record struct TypedNumber(string Raw, long? Number, string? Extension, string? Problem)
{
    const int LongestRaw = 100;

    /// <summary>Null for an empty field and for words like "none".</summary>
    public static TypedNumber? Read(string? raw)
    {
        var text = raw?.Trim() ?? "";
        var parsed = PhoneNumberParser.Parse(text);
        var problem = PhoneRegions.Problem(parsed);
        if (text.Length == 0 || problem?.Code == PhoneProblem.MissingCode) return null;
        return new(text.Length > LongestRaw ? text[..LongestRaw] : text, parsed.Number?.Digits, parsed.Extension, problem?.Code);
    }

    /// <summary>The reason in words, read anew from what was typed.</summary>
    public static string WordsFor(string raw) => (PhoneRegions.Problem(PhoneNumberParser.Parse(raw)) ?? PhoneProblem.Missing).Words;
}
