namespace Rosterline.Providers;

/// <summary>A usual mix-up of a setting: a value matching <paramref name="pattern"/> is answered with <paramref name="words"/>.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class MixUpAttribute(string pattern, string words) : Attribute
{
    public string Pattern { get; } = pattern;

    public string Words { get; } = words;
}
