using System.Text.RegularExpressions;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Numbers that must not travel by text: Social Security, cards, bank accounts. Telephone and order numbers are none of them.</summary>
static partial class SecretFindings
{
    const string Ending = " It may not go by text: phones are lost and shared.";

    public static IEnumerable<Finding> Check(string words) =>
        SocialSecurity(words).Select(found => Blocking("social_security_number", "a Social Security number", found))
            .Concat(Cards(words).Select(found => Blocking("card_number", "a card number", found)))
            .Concat(Accounts(words).Select(found => Blocking("bank_number", "a bank account or routing number", found)));

    static Finding Blocking(string code, string what, Capture found) =>
        new(code, $"This text contains what looks like {what}.{Ending}", null, Blocks: true, found.Index, found.Length);

    // Never given: 000, 666 and 900 upwards in front, 00 in the middle, 0000 at the end.
    static IEnumerable<Capture> SocialSecurity(string words) =>
        from found in SocialSecurityShape().Matches(words).Concat(SocialSecurityTold().Matches(words))
        let digits = Digits(found.Groups["number"].Value)
        where digits[..3] is not ("000" or "666") && digits[0] != '9' && digits[3..5] != "00" && digits[5..] != "0000"
        select (Capture)found.Groups["number"];

    static IEnumerable<Capture> Cards(string words) =>
        from Match found in CardShape().Matches(words)
        let digits = Digits(found.Value)
        where IsCard(digits) && !SaysOrder().IsMatch(words[Math.Max(0, found.Index - 24)..found.Index])
        select (Capture)found;

    static IEnumerable<Capture> Accounts(string words)
    {
        foreach (Match found in RoutingTold().Matches(words))
            if (IsRouting(Digits(found.Groups["number"].Value))) yield return found.Groups["number"];
        foreach (Match found in AccountTold().Matches(words))
            if (Digits(found.Groups["number"].Value).Length is >= 6 and <= 17 && !PhoneShape().IsMatch(found.Groups["number"].Value)) yield return found.Groups["number"];
        foreach (Match found in IbanShape().Matches(words))
            if (IsIban(found.Value)) yield return found;
    }

    static bool IsCard(string digits) => digits.Length switch
    {
        14 => digits[..2] is "36" or "38" or "39" || digits[..3] is "300" or "301" or "302" or "303" or "304" or "305",
        15 => digits[..2] is "34" or "37",
        16 => digits[0] == '4' || IsMastercard(digits) || digits[..4] == "6011" || digits[..2] == "65" || digits[..2] == "35" || digits[..3] is "644" or "645" or "646" or "647" or "648" or "649",
        19 => digits[0] == '4' || digits[..2] is "65" or "62",
        _ => false,
    } && IsLuhn(digits);

    static bool IsMastercard(string digits) =>
        digits[..2] is "51" or "52" or "53" or "54" or "55" || (string.CompareOrdinal(digits[..4], "2221") >= 0 && string.CompareOrdinal(digits[..4], "2720") <= 0);

    static bool IsLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    static bool IsRouting(string digits) => digits.Length == 9 && digits.Any(digit => digit != '0')
        && (3 * (digits[0] + digits[3] + digits[6] - 3 * '0') + 7 * (digits[1] + digits[4] + digits[7] - 3 * '0') + (digits[2] + digits[5] + digits[8] - 3 * '0')) % 10 == 0;

    // ISO 13616: the first four moved to the end, letters as 10 to 35, the whole divided by 97 leaves 1.
    static bool IsIban(string written)
    {
        var code = string.Concat(written.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (code.Length is < 15 or > 34) return false;
        var rest = 0;
        foreach (var character in code[4..] + code[..4])
            rest = char.IsAsciiDigit(character) ? (rest * 10 + character - '0') % 97 : (rest * 100 + character - 'A' + 10) % 97;
        return rest == 1;
    }

    static string Digits(string written) => string.Concat(written.Where(char.IsAsciiDigit));

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<![0-9#-])(?<number>[0-9]{3}(?<sep>[- .])[0-9]{2}\k<sep>[0-9]{4})(?![0-9-])", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex SocialSecurityShape();

    [GeneratedRegex(@"\b(?:ssn|ss\s?#|social\s{1,3}security|social|seguro\s{1,3}social)\b[^0-9]{0,24}(?<number>[0-9]{9})(?![0-9])", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex SocialSecurityTold();

    [GeneratedRegex(@"(?<![0-9+#-])(?:[0-9]{14,19}|[0-9]{4}(?<by>[ -])[0-9]{4}\k<by>[0-9]{4}\k<by>[0-9]{4}(?:\k<by>[0-9]{3})?|[0-9]{4}(?<with>[ -])[0-9]{6}\k<with>[0-9]{4,5})(?![0-9]|-[0-9])", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex CardShape();

    [GeneratedRegex(@"\b(?:order|orden|pedido|tracking|confirmation|ticket|invoice|po|job|req|reference|ref)\b[^0-9]{0,12}$", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex SaysOrder();

    [GeneratedRegex(@"\b(?:routing|aba|ruta)\b[^0-9]{0,24}(?<number>[0-9]{9})(?![0-9])", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex RoutingTold();

    [GeneratedRegex(@"\b(?:(?:bank|checking|savings|direct\s{1,3}deposit)\s{1,3}(?:account|acct)|(?:account|acct)\s{0,3}(?:number|no\.?|num\.?|\#)|cuenta\s{1,3}bancaria|n[uú]mero\s{1,3}de\s{1,3}cuenta)" +
        @"[^0-9\n]{0,16}(?<number>[0-9](?:[ -]?[0-9]){5,16})(?![0-9])", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex AccountTold();

    [GeneratedRegex(@"^\D*1?\D{0,2}[2-9][0-9]{2}[ -][2-9][0-9]{2}[ -][0-9]{4}$", Options, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex PhoneShape();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex IbanShape();
}
