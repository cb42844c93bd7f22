namespace Rosterline.Platform;

/// <summary>A rule said no. <paramref name="Code"/> is stable for programs, <paramref name="Message"/> is what the person reads.</summary>
public sealed record Refusal(string Code, string Message);

/// <summary>The value, or the refusal a person must read. Faults are exceptions instead.</summary>
public readonly record struct Result<T>
{
    Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
