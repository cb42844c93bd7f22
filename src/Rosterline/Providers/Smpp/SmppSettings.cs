namespace Rosterline.Providers.Smpp;

/// <summary>An account at a gateway that speaks SMPP 3.4 or 5.0.</summary>
public sealed record SmppSettings
{
    [Setting("Host", "Name or address of the gateway, without a port.", Pattern = @"^[A-Za-z0-9.\-:]+$", Mistake = "Only the name or address, like smpp.example.com: no smpp://, no port.")]
    public string Host { get; init; } = "";

    [Setting("Port", "2775 is usual, 3550 with TLS.", Pattern = @"^([1-9]\d{0,4})$", Mistake = "A port is a number from 1 to 65535.")]
    public int Port { get; init; } = 2775;

    [Setting("Encrypted (TLS)", "Yes, if the gateway offers it: without, the password and every text are readable on the way.", Optional = true)]
    public bool Tls { get; init; }

    [Setting("system_id", "The user name for SMPP.", Pattern = @"^[\x20-\x7e]{1,64}$", Mistake = "A system_id has letters, digits and signs, no accents.")]
    public string SystemId { get; init; } = "";

    [Setting("Password", "For SMPP; often 8 characters at most.", Secret = true, Pattern = @"^[\x20-\x7e]{1,64}$", Mistake = "The password has letters, digits and signs, no accents.")]
    public string Password { get; init; } = "";

    [Setting("system_type", "Leave empty unless the gateway gave you one.", Optional = true, Pattern = @"^[\x20-\x7e]{1,12}$", Mistake = "At most 12 letters and digits.")]
    public string? SystemType { get; init; }

    [Setting("Version", "3.4 works nearly everywhere.")]
    [Choice("3.4", "SMPP 3.4"), Choice("5.0", "SMPP 5.0")]
    public string Version { get; init; } = "3.4";

    [Setting("Bind as", "One link for both directions, or one for each.")]
    [Choice("transceiver", "Transceiver"), Choice("pair", "Transmitter and receiver")]
    public string BindAs { get; init; } = "transceiver";

    [Setting("Sessions", "How many links each node of this installation keeps. Ask the gateway how many it allows.", Pattern = "^[1-8]$", Mistake = "From 1 to 8.")]
    public int Sessions { get; init; } = 1;

    [Setting("Window", "Texts that may wait for the gateway’s answer at once on a link.", Pattern = "^([1-9]|[1-9][0-9]|[1-4][0-9]{2}|500)$", Mistake = "From 1 to 500.")]
    public int Window { get; init; } = 10;

    [Setting("Seconds between checks of the link", "enquire_link: how often to ask whether the other side is there.", Pattern = "^([1-9]|[1-9][0-9]|[1-5][0-9]{2}|600)$", Mistake = "From 1 to 600 seconds.")]
    public int EnquireSeconds { get; init; } = 30;

    [Setting("Long texts", "How they travel. Pieces with a header work nearly everywhere.")]
    [Choice("udh", "In pieces with a header (UDH)"), Choice("sar", "In pieces with sar_ parameters"), Choice("payload", "Whole, in message_payload")]
    public string LongTexts { get; init; } = "udh";

    [Setting("Alphabet of data_coding 0", "What the gateway takes its default to be.")]
    [Choice("gsm7", "GSM 7 bit"), Choice("latin1", "Latin-1 (ISO 8859-1)")]
    public string DefaultAlphabet { get; init; } = "gsm7";

    [Setting("Latin-1 where it fits", "Send texts that GSM 7 bit cannot hold as data_coding 3 instead of UCS-2, where Latin-1 can.", Optional = true)]
    public bool UseLatin1 { get; init; }

    [Setting("Message ids when we send", "How the gateway writes the id in its answer to a text.")]
    [Choice("text", "As it is"), Choice("hex", "Hexadecimal"), Choice("decimal", "Decimal")]
    public string SubmitIds { get; init; } = "text";

    [Setting("Message ids in receipts", "How it writes the same id in a delivery receipt. Often decimal where the answer was hexadecimal.")]
    [Choice("text", "As it is"), Choice("hex", "Hexadecimal"), Choice("decimal", "Decimal")]
    public string ReceiptIds { get; init; } = "text";

    [Setting("Type of our numbers", "TON/NPI like 1/1. Empty: 1/1 for long numbers, 3/0 for short codes.", Optional = true, Pattern = @"^[0-6]/(0|1|3|4|6|8|9|10|14|18)$", Mistake = "Two numbers with a slash, like 1/1.")]
    public string? SourceType { get; init; }

    [Setting("Type of people’s numbers", "TON/NPI. Empty: 1/1.", Optional = true, Pattern = @"^[0-6]/(0|1|3|4|6|8|9|10|14|18)$", Mistake = "Two numbers with a slash, like 1/1.")]
    public string? DestinationType { get; init; }

    [Setting("service_type", "Leave empty unless the gateway gave you one.", Optional = true, Pattern = @"^[\x20-\x7e]{1,5}$", Mistake = "At most 5 letters and digits.")]
    public string? ServiceType { get; init; }

    [Setting("Country code of national numbers", "Put before numbers that arrive without one.", Pattern = @"^[1-9]\d{0,2}$", Mistake = "The country code without + or zeros, like 1.")]
    public string CountryCode { get; init; } = "1";

    [Setting("The gateway answers STOP itself", "Yes, only if it says so: then Rosterline does not confirm a second time.", Optional = true)]
    public bool AnswersStop { get; init; }

    internal bool IsLatin1ByDefault => DefaultAlphabet == "latin1";

    internal byte VersionByte => Version == "5.0" ? (byte)0x50 : (byte)0x34;

    /// <summary>Names the account and nothing secret.</summary>
    public override string ToString() => $"SMPP {SystemId} at {Host}:{Port}";
}
