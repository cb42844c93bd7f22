namespace Rosterline.Providers;

/// <summary>Draws one field of a provider's settings form.</summary>
/// <param name="label">As the provider calls it.</param>
/// <param name="help">Where to find it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string label, string help) : Attribute
{
    public string Label { get; } = label;

    public string Help { get; } = help;

    /// <summary>Kept encrypted, never given back.</summary>
    public bool Secret { get; init; }

    public bool Optional { get; init; }

    /// <summary>Several lines, and spaces count.</summary>
    public bool Long { get; init; }

    /// <summary>A name to sign in with: a character that cannot stand in it is named.</summary>
    public UsernameRule Username { get; init; }

    /// <summary>Pattern the value must match, with <see cref="Mistake"/> as the sentence when it does not.</summary>
    public string? Pattern { get; init; }

    public string? Mistake { get; init; }
}

/// <summary>One of the values a setting can have; the order written is the order shown.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ChoiceAttribute(string value, string label) : Attribute
{
    public string Value { get; } = value;

    public string Label { get; } = label;
}

/// <summary>Settings with rules over several fields, asked once each field is right by itself.</summary>
public interface ICheckedSettings
{
    IEnumerable<SettingMistake> FindMistakes();
}
