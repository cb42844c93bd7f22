namespace Rosterline.Admin.Health;

public enum HealthState { Ok, Warning, Problem }

/// <summary>What a check found, in the words that <c>doctor</c> prints and Admin › Health shows.</summary>
public sealed record HealthCheck(string Name, HealthState State, string Words)
{
    public static HealthCheck Ok(string name, string words) => new(name, HealthState.Ok, words);

    public static HealthCheck Warning(string name, string words) => new(name, HealthState.Warning, words);

    public static HealthCheck Problem(string name, string words) => new(name, HealthState.Problem, words);
}

/// <summary>One question to the installation. Found by its registration in <see cref="HealthReport"/>.</summary>
interface ICheck
{
    string Name { get; }

    /// <param name="rootId">Limits what is named to one organisation; null: all of the installation.</param>
    Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel);
}
