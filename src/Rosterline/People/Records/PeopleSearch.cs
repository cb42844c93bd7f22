using System.Globalization;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>What was typed into the search box, as a condition on <c>person p</c>: words of name, e-mail and ID, or digits of a number.</summary>
static class PeopleSearch
{
    const int LongestQuery = 200, MostWords = 6, ShortWord = 3;

    /// <summary>Adds the condition and its parameters; an empty query adds nothing.</summary>
    public static string Condition(string? query, NpgsqlParameterCollection parameters)
    {
        var text = CleanText.Of(query is { Length: > LongestQuery } ? query[..LongestQuery] : query);
        if (text.Length == 0) return "";
        return NumberCondition(text, parameters) is { } number ? $" and {number}" : WordsCondition(text, parameters);
    }

    static string WordsCondition(string text, NpgsqlParameterCollection parameters)
    {
        var condition = "";
        var words = Fold(text).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var pattern = words[i].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
            // One or two letters are looked for where a word begins: the trigram index knows word beginnings, not pairs.
            condition += words[i].Length < ShortWord
                ? $" and (p.search like @w{i} || '%' or p.search like '% ' || @w{i} || '%')"
                : $" and p.search like '%' || @w{i} || '%'";
            parameters.AddWithValue($"w{i}", pattern);
        }

        return condition;
    }

    /// <summary>The same folding as the column <c>search</c>.</summary>
    public static string Fold(string text)
    {
        var plain = text.Normalize(System.Text.NormalizationForm.FormD);
        return string.Concat(plain.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();
    }

    // Whole numbers, beginnings from area code and exchange on, and endings from four digits on. IDs may be digits too.
    static string? NumberCondition(string text, NpgsqlParameterCollection parameters)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length is < 4 or > 15 || text.Any(c => !char.IsAsciiDigit(c) && !"+-.() ".Contains(c, StringComparison.Ordinal))) return null;
        var value = long.Parse(digits, CultureInfo.InvariantCulture);
        parameters.AddWithValue("digits", value);
        parameters.AddWithValue("id", text);
        parameters.AddWithValue("power", (long)Math.Pow(10, digits.Length));
        return $"""
            p.id in (
              select n.person_id from person_number n
              where n.root_id = @root and n.number is not null and n.number % 10000 = @digits % 10000 and n.number % @power = @digits
              {Beginning(digits, parameters)}
              union all select x.id from person x where x.root_id = @root and x.external_id = @id)
            """;
    }

    // Parts of a union, because with "or" none of the indexes is used.
    static string Beginning(string digits, NpgsqlParameterCollection parameters)
    {
        if (digits.Length < 6) return "";
        var whole = PhoneNumberParser.Parse(digits).Number?.Digits;
        var start = digits[0] == '1' ? digits : "1" + digits;
        var missing = Math.Max(0, 11 - start.Length);
        var low = long.Parse(start, CultureInfo.InvariantCulture) * (long)Math.Pow(10, missing);
        parameters.AddWithValue("whole", whole ?? -1);
        parameters.AddWithValue("low", low);
        parameters.AddWithValue("high", low + (long)Math.Pow(10, missing) - 1);
        return """
            union all select n.person_id from person_number n where n.root_id = @root and n.number = @whole
              union all select n.person_id from person_number n where n.root_id = @root and n.number between @low and @high
            """;
    }
}
