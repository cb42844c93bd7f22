using System.Globalization;
using System.Net.Mail;
using Rosterline.People;
using Rosterline.Platform;

namespace Rosterline.Jobs.Apply;

/// <summary>What somebody typed into the application form, exactly, and what is to be said beside its fields.</summary>
sealed record ApplyForm(string First, string Last, string Phone, string Email, string Note, bool AgreesToTexts)
{
    public const string FirstField = "first_name", LastField = "last_name", PhoneField = "phone", EmailField = "email", NoteField = "note", ConsentField = "texts";

    const int LongestName = 100, LongestLine = 200, LongestNote = 2000;

    public static readonly ApplyForm Empty = new("", "", "", "", "", false);

    public static ApplyForm Read(IFormCollection form)
    {
        string Of(string name) => form[name].ToString();

        return new(Of(FirstField), Of(LastField), Of(PhoneField), Of(EmailField), Of(NoteField).ReplaceLineEndings("\n"), form.ContainsKey(ConsentField));
    }

    /// <summary>The same as the database takes it.</summary>
    public ApplyForm Cleaned() => new(CleanText.Of(First), CleanText.Of(Last), CleanText.Of(Phone), CleanText.Of(Email), CleanText.Of(Note), AgreesToTexts);

    /// <summary>By field, in the order of the page; empty when it can be sent.</summary>
    public IReadOnlyList<(string Field, string Words)> Faults(ApplyWords words)
    {
        var (typed, faults) = (Cleaned(), new List<(string, string)>());
        void Say(string field, string? said)
        {
            if (said is not null) faults.Add((field, said));
        }

        Say(FirstField, typed.First.Length == 0 ? words.FirstMissing : Long(typed.First, LongestName, words));
        Say(LastField, typed.Last.Length == 0 ? words.LastMissing : Long(typed.Last, LongestName, words));
        Say(PhoneField, typed.Phone.Length == 0 ? (typed.AgreesToTexts ? words.PhoneForTexts : typed.Email.Length == 0 ? words.ReachMissing : null) : PhoneFault(typed.Phone, words));
        Say(EmailField, typed.Email.Length == 0 ? null : Long(typed.Email, LongestLine, words) ?? (IsAddress(typed.Email) ? null : words.EmailWrong));
        Say(NoteField, Long(typed.Note, LongestNote, words));
        return faults;
    }

    static string? Long(string text, int most, ApplyWords words) =>
        text.Length > most ? string.Format(CultureInfo.InvariantCulture, words.TooLong, most.ToString("N0", CultureInfo.InvariantCulture)) : null;

    static string? PhoneFault(string phone, ApplyWords words) =>
        PhoneRegions.Problem(PhoneNumberParser.Parse(phone)) is { } problem ? (words.PhoneWrong.Length > 0 ? words.PhoneWrong : problem.Words) : Long(phone, 100, words);

    static bool IsAddress(string email) =>
        MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.', StringComparison.Ordinal) && !email.Any(char.IsWhiteSpace);
}
