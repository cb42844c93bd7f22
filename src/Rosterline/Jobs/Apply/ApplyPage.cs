using Rosterline.Platform.Pages;
using static Rosterline.Platform.Pages.PlainPage;

namespace Rosterline.Jobs.Apply;

/// <summary>The pages an applicant sees: plain HTML that needs no script, no sign-in and nothing from elsewhere.</summary>
static class ApplyPage
{
    public static string Form(OpenPosting posting, ApplyWords words, string page, ApplyForm typed, IReadOnlyList<(string Field, string Words)> faults, string? notice = null)
    {
        var facts = string.Join(" · ", new[] { posting.Agency, posting.Location, posting.Pay }.Where(fact => !string.IsNullOrEmpty(fact)));
        var form = $"""
            <p class=facts>{Text(facts)}</p>{(posting.Description is { } description ? $"<p class=about>{Text(description)}</p>" : "")}
            {(notice is not null || faults.Count > 0 ? Summary(words, faults, notice) : "")}
            <form method=post action="?lang={words.Language}" novalidate>
            {Input(ApplyForm.FirstField, words.First, typed.First, faults, "autocomplete=given-name", words.Required)}
            {Input(ApplyForm.LastField, words.Last, typed.Last, faults, "autocomplete=family-name", words.Required)}
            {Input(ApplyForm.PhoneField, words.Phone, typed.Phone, faults, "type=tel autocomplete=tel inputmode=tel", null, words.PhoneHint)}
            {Input(ApplyForm.EmailField, words.Email, typed.Email, faults, "type=email autocomplete=email")}
            {Area(words, typed, faults)}
            <fieldset><legend>{Text(words.ConsentHead)}</legend><label class=agree><input type=checkbox name={ApplyForm.ConsentField} value=yes{(typed.AgreesToTexts ? " checked" : "")}>
            <span>{Text(words.Consent(posting.Agency))}</span></label></fieldset>
            <p class=away aria-hidden=true><label>Fax <input name={ApplyGuard.TrapField} tabindex=-1 autocomplete=off></label></p>
            <input type=hidden name={ApplyGuard.PageField} value="{Text(page)}"><button>{Text(words.Send)}</button></form>
            """;
        return Whole(words, posting.Title, form, faults.Count > 0 || notice is not null);
    }

    public static string Said(ApplyWords words, string title, string line) => Whole(words, title, $"<p>{Text(line)}</p>", isFaulty: false);

    static string Summary(ApplyWords words, IReadOnlyList<(string Field, string Words)> faults, string? notice)
    {
        var list = string.Concat(faults.Select(fault => $"<li><a href=\"#{fault.Field}\">{Text(fault.Words)}</a></li>"));
        return $"<div class=faults role=alert tabindex=-1><p>{Text(notice ?? words.FaultsHead)}</p>{(list.Length > 0 ? $"<ul>{list}</ul>" : "")}</div>";
    }

    static string Input(string name, string label, string value, IReadOnlyList<(string Field, string Words)> faults, string kind, string? mark = null, string? hint = null) =>
        $"<div class=field><label for={name}>{Text(label)}{(mark is null ? "" : $" <small>({Text(mark)})</small>")}</label>{Beside(name, faults, hint)}" +
        $"<input id={name} name={name} {kind} value=\"{Text(value)}\"{Described(name, faults, hint)}{(mark is null ? "" : " required")}></div>";

    static string Area(ApplyWords words, ApplyForm typed, IReadOnlyList<(string Field, string Words)> faults) =>
        $"<div class=field><label for={ApplyForm.NoteField}>{Text(words.Note)}</label>{Beside(ApplyForm.NoteField, faults, words.NoteHint)}" +
        // The first line break after the tag is the parser's.
        $"<textarea id={ApplyForm.NoteField} name={ApplyForm.NoteField} rows=4{Described(ApplyForm.NoteField, faults, words.NoteHint)}>\n{Text(typed.Note)}</textarea></div>";

    static string Beside(string name, IReadOnlyList<(string Field, string Words)> faults, string? hint) =>
        (hint is null ? "" : $"<p class=hint id={name}-hint>{Text(hint)}</p>") + string.Concat(faults.Where(fault => fault.Field == name).Select(fault => $"<p class=fault id={name}-fault>{Text(fault.Words)}</p>"));

    static string Described(string name, IReadOnlyList<(string Field, string Words)> faults, string? hint)
    {
        var isFaulty = faults.Any(fault => fault.Field == name);
        var by = string.Join(' ', new[] { isFaulty ? $"{name}-fault" : null, hint is null ? null : $"{name}-hint" }.OfType<string>());
        return (by.Length > 0 ? $" aria-describedby=\"{by}\"" : "") + (isFaulty ? " aria-invalid=true" : "");
    }

    static string Whole(ApplyWords words, string title, string content, bool isFaulty) => PlainPage.Whole(
        words.Language, $"{(isFaulty ? "• " : "")}{title} · {words.Title}",
        $"<p class=language><a href=\"?lang={words.Other}\" lang={words.Other} hreflang={words.Other}>{Text(words.OtherName)}</a></p><h1>{Text(title)}</h1>{content}", Style);

    const string Style = """
        .language{text-align:right;margin:0}.facts{color:var(--soft);margin:0 0 16px}.about{white-space:pre-wrap;overflow-wrap:anywhere}
        .field{margin:18px 0}label{font-weight:600}.hint,.fault{margin:2px 0;font-size:15px}.fault{color:var(--bad);font-weight:600}
        input:not([type=checkbox]),textarea{display:block;width:100%;margin-top:4px;padding:11px 12px;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:10px}
        [aria-invalid]{border-color:var(--bad)!important;border-width:2px!important}fieldset{border:1px solid var(--line);border-radius:10px;margin:18px 0;padding:6px 14px 14px}legend{font-weight:600;padding:0 6px}
        .agree{display:flex;gap:12px;font-weight:400}.agree input{flex:none;width:24px;height:24px;margin:2px 0 0}
        .faults{border:2px solid var(--bad);background:var(--bad-soft);border-radius:10px;padding:12px 16px;margin:16px 0}.faults p{margin:0;font-weight:600}.faults ul{margin:6px 0 0;padding-left:20px}
        .faults a{color:inherit}.away{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
        """;
}
