using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rosterline.Tests.Moving;

/// <summary>An archive in memory that a test takes apart, changes and puts together again.</summary>
sealed class ZipBytes
{
    readonly List<(string Name, byte[] Content)> files = [];

    public ZipBytes(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(content);
            files.Add((entry.FullName, content.ToArray()));
        }
    }

    public string this[string name] => Encoding.UTF8.GetString(files.Single(file => file.Name == name).Content);

    public JsonNode Manifest => JsonNode.Parse(this["manifest.json"])!;

    /// <summary>Digest by file, the manifest's own word.</summary>
    public Dictionary<string, string> Digests => Manifest["files"]!.AsArray().ToDictionary(file => file!["name"]!.GetValue<string>(), file => file!["sha256"]!.GetValue<string>());

    public Dictionary<string, long> Rows => Manifest["files"]!.AsArray().ToDictionary(file => file!["name"]!.GetValue<string>(), file => file!["rows"]!.GetValue<long>());

    public ZipBytes With(string name, string? content)
    {
        files.RemoveAll(file => file.Name == name);
        if (content is not null) files.Add((name, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    /// <summary>Changes a file and has the manifest agree, as whoever forges one would.</summary>
    public ZipBytes Forged(string name, Func<string, string> change)
    {
        var content = change(this[name]);
        With(name, content);
        var manifest = Manifest;
        var file = manifest["files"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == name)!;
        var bytes = Encoding.UTF8.GetBytes(content);
        (file["bytes"], file["rows"], file["sha256"]) = (bytes.Length, content.Count(c => c == '\n'), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return With("manifest.json", manifest.ToJsonString());
    }

    public ZipBytes Changed(Action<JsonNode> manifest)
    {
        var found = Manifest;
        manifest(found);
        return With("manifest.json", found.ToJsonString());
    }

    public byte[] ToArray()
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        return to.ToArray();
    }
}
