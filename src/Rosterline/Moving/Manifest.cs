using System.Text.Json;

namespace Rosterline.Moving;

/// <summary>What an export holds and what it must come to; <c>manifest.json</c>, described in docs/export-format.md.</summary>
/// <param name="Version">Of the format; one with a higher number is not read.</param>
/// <param name="Product">The Rosterline that wrote it.</param>
/// <param name="TakenAt">Everything in it is as it was at this moment.</param>
sealed record Manifest(
    string Format, int Version, string Product, DateTimeOffset TakenAt, Manifest.Whose Organisation, IReadOnlyList<Manifest.File> Files, Manifest.Kept Attachments,
    IReadOnlyDictionary<string, string> LeftOut)
{
    public const string FormatName = "rosterline-organisation", Name = "manifest.json", AttachmentList = "attachments.ndjson", AttachmentFolder = "attachments/";

    public const int Newest = 1;

    public static readonly string ThisProduct = typeof(Manifest).Assembly.GetName().Version!.ToString(3);

    public static readonly JsonSerializerOptions Json = MakeJson();

    public sealed record Whose(Guid Id, string Name);

    /// <param name="Sha256">Of the whole file, in hexadecimal digits.</param>
    /// <param name="Columns">Fields of each line.</param>
    public sealed record File(string Name, long Rows, long Bytes, string Sha256, IReadOnlyList<string> Columns);

    /// <param name="Missing">Attachments whose bytes were not there any more.</param>
    public sealed record Kept(long Files, long Bytes, long Missing);

    /// <summary>A line of <see cref="AttachmentList"/>.</summary>
    public sealed record Attachment(string File, long Bytes, string Sha256);

    public Manifest.File? Find(string name) => Files.FirstOrDefault(file => file.Name == name);

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions { WriteIndented = true };
        App.ConfigureJson(json);
        return json;
    }
}
