using Rosterline.Platform.Pages;
using static Rosterline.Platform.Pages.PlainPage;

namespace Rosterline.Admin.SetUp.Steps;

/// <summary>What the holder of a link sees.</summary>
static class StepPage
{
    public static string Ask(string name, string? by) => Page(name, $"""
        <p>{Text(by ?? "An administrator")} asks you for this step. The page opens in one browser only: open it on the computer you will work on.</p>
        <form method=post><button>Open the step here</button></form>
        """);

    public static string Step(StepForIt step, string? by) => Page(step.Name, $"""
        <p class=facts>{Text(step.Agency)}{(by is null ? "" : $" · asked by {Text(by)}")}</p>
        <h2>How far it is</h2><p>{Text(step.State)}</p>
        <h2>What to do</h2><ol>{string.Concat(step.ToDo.Select(line => $"<li>{Text(line)}</li>"))}</ol>
        <h2>Where</h2><p>{Text(step.Where)}</p>
        {(step.Values.Count == 0 ? "" : $"<h2>Exact values</h2><dl>{string.Concat(step.Values.Select(Value))}</dl>")}
        <p class=hint>Passwords and keys never stand here. Give them to {Text(by ?? "the administrator")} on a safe way, or let them be typed into Rosterline together. Load this page again to see how far it is.</p>
        """);

    public static string Gone(StepLinkState state) => Page("This link no longer opens", $"<p>{Text(state switch
    {
        StepLinkState.OpenElsewhere => "It was opened in another browser. Go on there, or ask for a new link.",
        StepLinkState.Expired => "Its days are over. Ask for a new link.",
        StepLinkState.Revoked => "It was taken back. Ask whoever sent it.",
        _ => "No such link. Check that the address is whole, or ask for a new one.",
    })}</p>");

    static string Value(StepValue value) =>
        $"<dt>{Text(value.Label)}</dt><dd><code>{Text(value.Value)}</code>{(value.Note is { } note ? $"<small>{Text(note)}</small>" : "")}</dd>";

    static string Page(string title, string content) => Whole("en", $"{title} · Rosterline", $"<h1>{Text(title)}</h1>{content}", Style);

    const string Style = """
        .facts{color:var(--soft);margin:0}h2{font-size:19px;margin:26px 0 6px}ol{margin:0;padding-left:24px}li{margin:6px 0}p{overflow-wrap:anywhere}
        dl{margin:0}dt{font-weight:600;margin-top:14px}dd{margin:2px 0 0}code{display:block;padding:9px 12px;border:1px solid var(--line);border-radius:10px;overflow-wrap:anywhere;white-space:pre-wrap;font-size:15px;user-select:all}
        dd small{display:block;margin-top:3px}.hint{margin-top:30px}
        """;
}
