namespace Rosterline.Platform;

/// <summary>A rule said no. <paramref name="Code"/> is stable for programs, <paramref name="Message"/> is what the person reads.</summary>
public sealed record Refusal(string Code, string Message)
{
    /// <summary>Page of the web app where it can be done instead, as <c>/admin/accounts/…</c>; null: none.</summary>
    public string? Link { get; init; }
}

/// <summary>The value, or the refusal a person must read. Faults are exceptions instead.</summary>
public readonly record struct Result<T>
{
    internal Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>For values that are interfaces, which convert to nothing by themselves.</summary>
public static class Result
{
    public static Result<T> Of<T>(T value) => new(value, null);
}
