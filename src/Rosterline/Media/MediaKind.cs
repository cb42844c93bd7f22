namespace Rosterline.Media;

/// <summary>Kinds of attachments that carriers take, and those a browser may show in place.</summary>
static class MediaKind
{
    static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".gif"] = "image/gif", [".webp"] = "image/webp", [".heic"] = "image/heic",
        [".pdf"] = "application/pdf", [".vcf"] = "text/vcard", [".mp3"] = "audio/mpeg", [".m4a"] = "audio/mp4", [".amr"] = "audio/amr", [".wav"] = "audio/wav",
        [".mp4"] = "video/mp4", [".3gp"] = "video/3gpp", [".mov"] = "video/quicktime", [".txt"] = "text/plain", [".ics"] = "text/calendar",
    };

    static readonly HashSet<string> Shown = ["image/jpeg", "image/png", "image/gif", "image/webp", "audio/mpeg", "audio/mp4", "audio/wav", "video/mp4", "video/3gpp"];

    /// <summary>The content type, or null when carriers do not take it.</summary>
    public static string? Of(string? declared, string? name)
    {
        var plain = declared?.Split(';')[0].Trim().ToLowerInvariant();
        return plain is not null && ByEnding.ContainsValue(plain) ? plain : ByEnding.GetValueOrDefault(Path.GetExtension(name ?? ""));
    }

    public static bool IsShown(string kind) => Shown.Contains(kind);
}
