namespace Rosterline.Tests.Support;

/// <summary>
/// Classes that run beside no other: the figures of a process are shared, and an application that ends takes those of its neighbours with it.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
