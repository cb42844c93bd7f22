namespace Rosterline.Platform;

/// <summary>New identifiers: UUID v7, roughly ordered by time so that indexes grow at one end. Never used for order or as a secret.</summary>
public static class Ids
{
    public static Guid New() => Guid.CreateVersion7();
}
