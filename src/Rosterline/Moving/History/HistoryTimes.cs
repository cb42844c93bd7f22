using System.Globalization;

namespace Rosterline.Moving.History;

/// <summary>Times as exports write them. One that says its offset is believed, any other is of the zone beside it, else of the file's.</summary>
static class HistoryTimes
{
    static readonly string[] Formats =
    [
        "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "M/d/yy H:mm", "M/d/yy H:mm:ss", "M/d/yy h:mm tt", "M/d/yy h:mm:ss tt",
        "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm:ss.FFFFFFF", "yyyy-M-d'T'H:mm", "yyyy-M-d'T'H:mm:ss", "yyyy-M-d'T'H:mm:ss.FFFFFFF", "yyyy-M-d h:mm tt", "yyyy-M-d h:mm:ss tt", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss",
        "MMM d, yyyy h:mm tt", "MMM d, yyyy, h:mm tt", "MMM d, yyyy H:mm", "MMMM d, yyyy h:mm tt", "MMMM d, yyyy 'at' h:mm tt", "MMM d, yyyy h:mm:ss tt", "MMM d, yyyy, h:mm:ss tt",
        "d MMM yyyy H:mm", "d MMM yyyy H:mm:ss", "M-d-yyyy H:mm", "M-d-yyyy h:mm tt", "M/d/yyyy", "M/d/yy", "yyyy-M-d", "MMM d, yyyy",
    ];

    static readonly string[] WithOffset =
        ["yyyy-M-d'T'H:mm:ssK", "yyyy-M-d'T'H:mm:ss.FFFFFFFK", "yyyy-M-d'T'H:mmK", "yyyy-M-d H:mm:ss zzz", "yyyy-M-d H:mm:sszzz", "yyyy-M-d H:mm:ss.FFFFFFFzzz", "M/d/yyyy H:mm:ss zzz", "M/d/yyyy h:mm tt zzz", "ddd, d MMM yyyy H:mm:ss zzz"];

    static readonly Dictionary<string, string> Spoken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = "Etc/UTC", ["GMT"] = "Etc/UTC", ["Z"] = "Etc/UTC",
        ["ET"] = "America/New_York", ["EST"] = "America/New_York", ["EDT"] = "America/New_York", ["Eastern"] = "America/New_York",
        ["CT"] = "America/Chicago", ["CST"] = "America/Chicago", ["CDT"] = "America/Chicago", ["Central"] = "America/Chicago",
        ["MT"] = "America/Denver", ["MST"] = "America/Denver", ["MDT"] = "America/Denver", ["Mountain"] = "America/Denver",
        ["PT"] = "America/Los_Angeles", ["PST"] = "America/Los_Angeles", ["PDT"] = "America/Los_Angeles", ["Pacific"] = "America/Los_Angeles",
    };

    /// <summary>Null when it is no time of the last decades.</summary>
    public static DateTimeOffset? Read(string cell, string? zone, TimeZoneInfo files)
    {
        var (words, us) = (cell.Trim(), CultureInfo.InvariantCulture);
        if (words.Length is < 6 or > 60) return null;
        // "… UTC", "… CST": the zone stands behind.
        var last = words.LastIndexOf(' ');
        if (last > 0 && Spoken.ContainsKey(words[(last + 1)..])) (words, zone) = (words[..last].TrimEnd(), words[(last + 1)..]);
        if (HasOffset(words) && DateTimeOffset.TryParseExact(words, WithOffset, us, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal, out var said)) return Sane(said);
        return DateTime.TryParseExact(words, Formats, us, DateTimeStyles.AllowWhiteSpaces, out var local) && Zone(zone, files) is { } where ? Sane(In(local, where)) : null;
    }

    static bool HasOffset(string words) => words.EndsWith('Z') || words.Length > 6 && words.AsSpan(words.Length - 6).ContainsAny('+', '-') && words.Contains(':', StringComparison.Ordinal);

    static TimeZoneInfo? Zone(string? words, TimeZoneInfo files)
    {
        if (string.IsNullOrWhiteSpace(words)) return files;
        var name = words.Trim();
        if (TimeZoneInfo.TryFindSystemTimeZoneById(Spoken.GetValueOrDefault(name, name), out var zone)) return zone;
        var digits = name.TrimStart('U', 'T', 'C', '+', '-');
        return TimeSpan.TryParse(digits.Contains(':', StringComparison.Ordinal) ? digits : digits + ":00", CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= 14
            ? TimeZoneInfo.CreateCustomTimeZone(name, name.Contains('-', StringComparison.Ordinal) ? -offset : offset, name, name) : null;
    }

    // The hour that a spring leaves out is the next one; of the hour that comes twice in autumn the second.
    static DateTimeOffset In(DateTime local, TimeZoneInfo zone)
    {
        var there = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
    }

    static DateTimeOffset? Sane(DateTimeOffset at) => at.Year is > 1990 and < 2100 ? at : null;
}
