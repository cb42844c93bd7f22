using System.Globalization;
using System.Text;

namespace Rosterline.Consent;

/// <summary>
/// The texts we answer keywords with, in English and Spanish (any other language gets English). All stay within GSM-7: Spanish wording
/// avoids á, í, ó and ú, and an agency's name loses what GSM-7 lacks.
/// </summary>
public static class ConfirmationWords
{
    // Of the characters agencies' names have, those GSM-7 carries besides ASCII.
    const string GsmLetters = "ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùü¿¡§£¥";
    const string NotGsmAscii = "`^{}\\[~]|";

    /// <summary>The answer to STOP.</summary>
    public static string Stopped(string agency, string? language) => IsSpanish(language)
        ? $"{Gsm(agency)}: Ya no le enviaremos mensajes. Responda START para volver a recibirlos."
        : $"{Gsm(agency)}: You will get no more texts from us. Reply START to get them again.";

    /// <summary>The answer to START.</summary>
    public static string Started(string agency, string? language) => IsSpanish(language)
        ? $"{Gsm(agency)}: Va a recibir nuestros mensajes otra vez. Pueden aplicarse tarifas. Responda HELP para ayuda, STOP para cancelar."
        : $"{Gsm(agency)}: You will get our texts again. Msg & data rates may apply. Reply HELP for help, STOP to stop.";

    /// <summary>The answer to HELP; without a telephone number the sentence about calling is left out.</summary>
    public static string Help(string agency, string? phone, string? language) => IsSpanish(language)
        ? $"{Gsm(agency)}: mensajes sobre empleos y turnos. {Call("Llame al", phone)}Pueden aplicarse tarifas. Responda STOP para cancelar."
        : $"{Gsm(agency)}: texts about jobs and shifts. {Call("Call", phone)}Msg frequency varies, msg & data rates may apply. Reply STOP to stop.";

    /// <summary>The end of the first text somebody gets from us.</summary>
    public static string FirstTextEnding(string? language) => IsSpanish(language) ? "Responda STOP para cancelar." : "Reply STOP to stop.";

    static bool IsSpanish(string? language) => language is not null && language.StartsWith("es", StringComparison.OrdinalIgnoreCase);

    static string Call(string verb, string? phone) => string.IsNullOrWhiteSpace(phone) ? "" : $"{verb} {Gsm(phone)}. ";

    static string Gsm(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.Trim().EnumerateRunes())
        {
            if (IsGsm(rune.Value)) plain.Append((char)rune.Value);
            else Append(plain, rune);
        }
        return plain.ToString();
    }

    static void Append(StringBuilder plain, Rune rune)
    {
        if (rune.Value is '’' or '‘' or '`') plain.Append('\'');
        else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation) plain.Append('-');
        else if (Rune.IsWhiteSpace(rune)) plain.Append(' ');
        else
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD))
                if (IsGsm(part)) plain.Append(part);
    }

    static bool IsGsm(int value) =>
        value is >= ' ' and <= '~' ? !NotGsmAscii.Contains((char)value, StringComparison.Ordinal)
        : value <= char.MaxValue && GsmLetters.Contains((char)value, StringComparison.Ordinal);
}
