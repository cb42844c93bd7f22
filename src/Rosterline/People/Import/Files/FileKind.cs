using Rosterline.Platform;

namespace Rosterline.People.Import.Files;

/// <summary>Tells by a file's first bytes whether it can be a table in text form, and says what to do when it is not.</summary>
static class FileKind
{
    public const int Largest = 50 << 20;

    public static readonly Refusal TooLarge = new("file_too_large",
        "This file is larger than 50 MB. Split it into several files and bring them one after the other.");

    public static readonly Refusal NoFile = new("file_missing", "Choose a CSV file first.");

    static readonly Refusal Empty = new("file_empty", "This file is empty.");

    static readonly (byte[] Start, Refusal Words)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], Other("file_is_workbook",
            "This is an Excel workbook or a zip file. Open it in Excel, choose File › Save as › CSV UTF-8, and bring the file that makes.")),
        ([0xD0, 0xCF, 0x11, 0xE0], Other("file_is_workbook",
            "This is an old Excel workbook. Open it in Excel, choose File › Save as › CSV UTF-8, and bring the file that makes.")),
        ("%PDF"u8.ToArray(), Other("file_is_pdf", "This is a PDF. Ask the program it comes from for an export as CSV.")),
        ([0x1F, 0x8B], Other("file_is_packed", "This file is packed (gzip). Unpack it and bring the CSV file inside.")),
        ([0x89, 0x50, 0x4E, 0x47], Other("file_is_picture", "This is a picture. Ask the program the list comes from for an export as CSV.")),
        ([0xFF, 0xD8, 0xFF], Other("file_is_picture", "This is a picture. Ask the program the list comes from for an export as CSV.")),
        ("{\\rtf"u8.ToArray(), Other("file_is_document", "This is a text document. Open it, copy the table into Excel, and save that as CSV UTF-8.")),
        ("<!DOCTYPE"u8.ToArray(), Web), ("<html"u8.ToArray(), Web), ("<table"u8.ToArray(), Web),
    ];

    static Refusal Web => new("file_is_page",
        "This is a web page, as some programs name .xls. Open it in Excel, choose File › Save as › CSV UTF-8, and bring the file that makes.");

    /// <summary>Null: it may be a table.</summary>
    public static Refusal? Refuse(ReadOnlySpan<byte> content)
    {
        if (content.Length > Largest) return TooLarge;
        foreach (var (start, words) in Known)
            if (content.StartsWith(start)) return words;
        return content.IndexOfAnyExcept(" \t\r\n\0"u8) < 0 ? Empty : null;
    }

    static Refusal Other(string code, string words) => new(code, words);
}
