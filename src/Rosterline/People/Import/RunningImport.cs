namespace Rosterline.People.Import;

/// <summary>An import and how far it is.</summary>
sealed class RunningImport
{
    public required Guid RootId { get; init; }

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Guid AccountId { get; init; }

    public required ImportPlan Plan { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>Last row of the file that is stored.</summary>
    public required int ReadRows { get; set; }

    public required ImportLists Lists { get; init; }

    /// <summary>Which row was which person, to name it when another row is the same one.</summary>
    public Dictionary<Guid, int> RowOf { get; } = [];
}

/// <summary>What the names in a file stand for in this organisation.</summary>
/// <param name="Colleagues">Users by name and e-mail.</param>
/// <param name="SsnHash">Of the last four digits of a Social Security number.</param>
sealed record ImportLists(IReadOnlyDictionary<string, Guid> Branches, IReadOnlyDictionary<string, Guid> Colleagues, Func<string, byte[]?> SsnHash);

/// <summary>What a chunk did, to be added to the import's figures.</summary>
sealed record ChunkFigures(int Rows, int Added, int Updated, int Unchanged, int Merged, int Skipped, int Conflicts, int OptedOut);

/// <summary>States as stored.</summary>
public enum ImportState : short { Uploaded, Running, Done, Cancelled, Failed }
