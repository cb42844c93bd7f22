using System.Globalization;
using System.Text.RegularExpressions;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Days that are past, and days of the week that are another day, in English and Spanish. Without a year the nearest one is meant.</summary>
static partial class DateFindings
{
    public static IEnumerable<Finding> Check(string words, DateOnly today)
    {
        foreach (var found in MonthFirst().Matches(words).Concat(DayFirst().Matches(words)).Concat(Figures().Matches(words)))
        {
            if (Read(found, today) is not { } date) continue;
            var said = found.Value.Trim();
            if (found.Groups["weekday"] is { Success: true } weekday && DayOfWeekOf(weekday.Value) is { } claimed && claimed != date.DayOfWeek)
                yield return new("weekday", $"“{said}”: {Day(date, today)} is a {date.DayOfWeek}.", null, Blocks: false, found.Index, found.Length);
            if (date < today)
                yield return new("past_date", $"“{said}” is past. Today is {Day(today, today)}.", null, Blocks: false, found.Index, found.Length);
        }
    }

    static DateOnly? Read(Match found, DateOnly today)
    {
        var (month, day) = found.Groups["name"] is { Success: true } name
            ? (MonthOf(name.Value), Number(found.Groups["day"]))
            : (Number(found.Groups["month"]), Number(found.Groups["day"]));
        // Figures mean something else often enough: without a day of the week, a year or a word before them they are no date.
        if (!found.Groups["name"].Success && !(found.Groups["weekday"].Success || found.Groups["year"].Success || found.Groups["before"].Success)) return null;
        // "may" is a verb first; written small it is a month only beside something that says so.
        if (found.Groups["name"].Value == "may" && !found.Groups["weekday"].Success && !found.Groups["year"].Success && !found.Value.Contains(" of ", StringComparison.Ordinal)) return null;
        if (month > 12 && day <= 12 && !found.Groups["name"].Success) (month, day) = (day, month);
        if (month is < 1 or > 12) return null;
        if (found.Groups["year"] is { Success: true } written)
        {
            var year = Number(written);
            return On(year < 100 ? 2000 + year : year, month, day);
        }

        return Enumerable.Range(today.Year - 1, 3).Select(year => On(year, month, day)).OfType<DateOnly>()
            .OrderBy(date => Math.Abs(date.DayNumber - today.DayNumber)).Cast<DateOnly?>().FirstOrDefault();
    }

    static DateOnly? On(int year, int month, int day) =>
        year is >= 1 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    static string Day(DateOnly date, DateOnly today) => date.ToString(date.Year == today.Year ? "MMM d" : "MMM d, yyyy", CultureInfo.InvariantCulture);

    static int MonthOf(string name) => name.ToLowerInvariant()[..3] switch
    {
        "jan" or "ene" => 1, "feb" => 2, "mar" => 3, "apr" or "abr" => 4, "may" => 5, "jun" => 6, "jul" => 7, "aug" or "ago" => 8, "sep" or "set" => 9,
        "oct" => 10, "nov" => 11, _ => 12,
    };

    static DayOfWeek? DayOfWeekOf(string word) => word.ToLowerInvariant()[..2] switch
    {
        "su" or "do" => DayOfWeek.Sunday, "mo" or "lu" => DayOfWeek.Monday, "tu" or "ma" => DayOfWeek.Tuesday, "we" or "mi" => DayOfWeek.Wednesday,
        "th" or "ju" => DayOfWeek.Thursday, "fr" or "vi" => DayOfWeek.Friday, "sa" or "sá" => DayOfWeek.Saturday, _ => null,
    };

    const string Weekday =
        @"(?:(?<weekday>sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|" +
        @"domingo|dom|lunes|lun|martes|mi[eé]rcoles|mi[eé]|jueves|jue|viernes|vie|s[aá]bado|s[aá]b)\.?,?\s{1,3}(?:(?:the|el)\s{1,3})?)?";

    const string Month =
        @"(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|" +
        @"enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|dic)";

    const string Year = @"(?:,?\s{1,3}(?:de(?:l)?\s{1,3})?(?<year>20\d\d))?";

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<![\p{L}\p{N}])" + Weekday + Month + @"\.?\s{1,3}(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\p{L}\p{N}:%]|[.,]\d)" + Year, Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"(?<![\p{L}\p{N}:$.])" + Weekday + @"(?<day>\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?:(?:of|de)\s{1,3})?" + Month + @"(?![\p{L}\p{N}])(?!\.?\s{1,3}\d{1,2}(?!\d))" + Year, Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<![\p{L}\p{N}/$.-])(?:(?<before>on|by|until|from|starts?|starting|begins?|beginning|before|el|del|desde|hasta|antes\s{1,3}del|para\s{1,3}el)\s{1,3})?" +
        Weekday + @"(?<month>\d{1,2})/(?<day>\d{1,2})(?:/(?<year>20\d\d|\d\d))?(?![\p{L}\p{N}/%]|[.,]\d)", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex Figures();
}
