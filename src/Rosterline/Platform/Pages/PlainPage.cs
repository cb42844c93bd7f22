using System.Security.Cryptography;
using System.Text.Encodings.Web;

namespace Rosterline.Platform.Pages;

/// <summary>A page for somebody without an account: plain HTML that needs no script and nothing from elsewhere.</summary>
static class PlainPage
{
    // The part of the style that the policy of the page allows by its name for this one answer.
    const string NoncePlace = "<nonce>";

    /// <param name="head">The title of the browser's tab.</param>
    /// <param name="content">HTML of the main part.</param>
    /// <param name="style">Beside the style all such pages have.</param>
    public static string Whole(string language, string head, string content, string style = "") => $"""
        <!doctype html>
        <html lang={language}>
        <head><meta charset=utf-8><meta name=viewport content="width=device-width, initial-scale=1"><meta name=robots content=noindex>
        <title>{Text(head)}</title>
        <style nonce="{NoncePlace}">{Style}{style}</style></head>
        <body><main>{content}</main></body>
        </html>
        """;

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    public static IResult Answer(HttpContext http, string page, int status = StatusCodes.Status200OK)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(page.Replace(NoncePlace, nonce, StringComparison.Ordinal), "text/html; charset=utf-8", statusCode: status);
    }

    const string Style = """
        :root{color-scheme:light dark;--paper:#fff;--ground:#f4f6f8;--text:#17212b;--soft:#52606d;--line:#8291a0;--accent:#1554c0;--on:#fff;--bad:#b3261e;--bad-soft:#fdecea}
        @media(prefers-color-scheme:dark){:root{--paper:#1a222b;--ground:#10161c;--text:#e8edf2;--soft:#a9b6c2;--line:#6d7d8c;--accent:#8ab4ff;--on:#0b1a33;--bad:#ff9a92;--bad-soft:#3a1f1d}}
        *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:17px/1.5 system-ui,sans-serif}
        main{max-width:560px;margin:0 auto;padding:20px 20px 48px;background:var(--paper);min-height:100vh}h1{font-size:28px;line-height:1.2;margin:8px 0 4px;overflow-wrap:anywhere}
        a{color:var(--accent)}.hint,small{color:var(--soft)}
        button{width:100%;padding:14px;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:10px;cursor:pointer}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        """;
}
