using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>How far the chain of an organisation went at a time.</summary>
public sealed record AuditHead(Guid RootId, long Position, string Mac, DateTimeOffset SealedAt);

/// <summary>
/// The ends of all chains, kept in the data folder: whoever cuts off the end in the database, the note of it there included, has not been here.
/// A head that the chain no longer contains stays in the file beside the new one until a person has looked and removes its line.
/// </summary>
public sealed class AuditHeads(Settings settings)
{
    const string FileName = "audit-heads.jsonl";

    readonly Lock turn = new();

    string PathOf => Path.Combine(settings.DataFolder, FileName);

    public IReadOnlyList<AuditHead> Of(Guid rootId) => [.. Read().Where(head => head.RootId == rootId)];

    /// <summary>Writes new ends down in place of those they continue.</summary>
    /// <param name="continued">Whether this earlier head is still in its chain.</param>
    public void Keep(IReadOnlyCollection<AuditHead> heads, Func<AuditHead, bool> continued)
    {
        lock (turn)
        {
            var kept = Read().Where(old => !heads.Any(head => head.RootId == old.RootId) || !continued(old));
            var lines = kept.Concat(heads).Select(head => JsonSerializer.Serialize(head));
            Directory.CreateDirectory(settings.DataFolder);
            // Beside it first: a crash leaves the old file or the new one.
            File.WriteAllLines(PathOf + ".new", lines);
            File.Move(PathOf + ".new", PathOf, overwrite: true);
        }
    }

    List<AuditHead> Read()
    {
        if (!File.Exists(PathOf)) return [];
        var heads = new List<AuditHead>();
        foreach (var line in File.ReadAllLines(PathOf))
        {
            try
            {
                if (line.Length > 0 && JsonSerializer.Deserialize<AuditHead>(line) is { } head) heads.Add(head);
            }
            catch (JsonException)
            {
                // A damaged line says nothing; the others still do.
            }
        }
        return heads;
    }
}
