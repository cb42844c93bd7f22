namespace Rosterline.Providers.Http;

/// <summary>Where Kannel's smsbox listens and as whom we send.</summary>
public sealed record KannelSettings
{
    [Setting("Address of sendsms", "Of the smsbox, like http://10.0.0.5:13013/cgi-bin/sendsms.", Pattern = @"^https?://[^\s/?#@{}]+/[^\s?#{}]*$", Mistake = "The address starts with http:// or https:// and has no question mark.")]
    public string Address { get; init; } = "";

    [Setting("Username", "Of the group sendsms-user in kannel.conf.")]
    public string Username { get; init; } = "";

    [Setting("Password", "Of the same group.", Secret = true)]
    public string Password { get; init; } = "";

    [Setting("Receipts", "dlr-mask. 31: all; 27: without “queued”; 3: only the end.", Pattern = "^([1-9]|[12][0-9]|3[01])$", Mistake = "A mask from 1 to 31.")]
    public int DlrMask { get; init; } = 27;

    [Setting("SMSC", "Send through this smsc-id only.", Optional = true, Pattern = "^[A-Za-z0-9_.-]+$", Mistake = "An smsc-id has letters, digits and - _ .")]
    public string? Smsc { get; init; }

    [Setting("Status page", "Of the bearerbox, to test without texting, like http://10.0.0.5:13000/status.txt?password=….", Secret = true, Optional = true, Pattern = @"^https?://[^\s/?#@{}]+/[^\s{}]*$", Mistake = "The address starts with http:// or https://.")]
    public string? StatusPage { get; init; }

    [Setting("Kannel, or who is behind it, answers STOP", "Yes, only if you know: then Rosterline does not confirm a second time.", Optional = true)]
    public bool AnswersStop { get; init; }

    public override string ToString() => $"Kannel {Username}";
}

/// <summary>Kannel's sendsms interface, 1.4.</summary>
public sealed class KannelProvider(ProviderHttp http, TimeProvider time) : HttpGateway(http, time)
{
    readonly System.Runtime.CompilerServices.ConditionalWeakTable<KannelSettings, HttpSettings> described = [];

    public override string Name => "kannel";

    public override string Label => "Kannel";

    public override Type SettingsType => typeof(KannelSettings);

    protected override HttpSettings Describe(object settings) => described.GetValue((KannelSettings)settings, static kannel => new()
    {
        Method = "GET",
        Address = kannel.Address + "?username={username}&password={password}&from={from}&to={to}&text={text}&charset=utf-8&coding={coding}"
            + $"&dlr-mask={kannel.DlrMask}&dlr-url={{callback?ref={{reference}}&status=%d&id=%I&answer=%A}}" + (kannel.Smsc is { } smsc ? $"&smsc={smsc}" : ""),
        BodyKind = "none", Username = kannel.Username, Password = kannel.Password,
        // 0: accepted, 3: queued for later; the id that comes with receipts is Kannel's own and late, so our reference is the id.
        YesStatuses = "200-299", YesPattern = @"^\s*(0|3): |^\s*Sent\.",
        ErrorRules = "/^[12]: |Authorization|denied/ = configuration\n/[Rr]outing|[Rr]outable/ = configuration\n/[Mm]issing receiver/ = no_such_number\n/[Tt]emporal|try again later/ = later\nstatus 400 = other",
        FromAt = "from|sender", ToAt = "to", TextAt = "text|message", ReceivedIdAt = "id", CharsetAt = "charset",
        StatusAt = "status", StatusReferenceAt = "ref|uuid",
        StatusWords = "1 = delivered\n2 = undelivered\n4 = sent\n8 = sent\n16 = failed\n32 = sent",
        CheckAddress = kannel.StatusPage, CheckPattern = "(?i)kannel", AnswersStop = kannel.AnswersStop,
    });
}
