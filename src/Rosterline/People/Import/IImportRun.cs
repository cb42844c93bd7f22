namespace Rosterline.People.Import;

/// <summary>Carries out imports of one kind. <see cref="RunImport"/> gives each its turn and tells how it ended.</summary>
public interface IImportRun
{
    /// <summary>Of person_import.</summary>
    short What { get; }

    /// <summary>From where it stopped to its end.</summary>
    Task ExecuteAsync(Guid rootId, Guid id, CancellationToken cancel);
}
