using System.Text.RegularExpressions;

namespace Rosterline.Tests.Architecture;

/// <summary>
/// Platform knows no module; an adapter knows its contract and Platform; nobody knows a particular adapter. Read from whole names
/// and from names shortened by the enclosing namespace.
/// </summary>
public partial class DependencyTest
{
    static readonly string[] AdapterFolders = ["Providers", "Ats"];

    /// <summary>What adapters share; part of their contract.</summary>
    const string SharedFolder = "Wire";

    [Fact]
    public void Modules_use_only_what_they_may() => Faults([.. Repository.Application]).ShouldBeEmpty();

    [Theory]
    [InlineData("Platform/Clock.cs", "using Rosterline.Accounts;")]
    [InlineData("Platform/Clock.cs", "namespace Rosterline.Platform; class A { Accounts.Viewer v; }")]
    [InlineData("Platform/Clock.cs", "using static Rosterline.Providers.SendOutcome;")]
    [InlineData("Providers/Twilio/TwilioProvider.cs", "using Rosterline.Conversations;")]
    [InlineData("Providers/Twilio/TwilioProvider.cs", "using Rosterline.Providers.Simulated;")]
    [InlineData("Providers/Twilio/TwilioProvider.cs", "namespace Rosterline.Providers.Twilio; class A { Simulated.Sim s; }")]
    [InlineData("Ats/Webhook/WebhookConnector.cs", "using Rosterline.Providers;")]
    [InlineData("Providers/Wire/WireForm.cs", "using Rosterline.Providers.Twilio; namespace Rosterline.Providers.Wire;")]
    [InlineData("Lines/TestConnection.cs", "using Twilio = Rosterline.Providers.Twilio.TwilioProvider;")]
    [InlineData("Lines/TestConnection.cs", "namespace Rosterline.Lines; class A { Providers.Twilio.TwilioProvider p; }")]
    [InlineData("Providers/Scan.cs", "namespace Rosterline.Providers; class A { Twilio.TwilioProvider p; }")]
    [InlineData("Program.cs", "using Rosterline.Ats.Greenhouse;")]
    [InlineData("Platform/Clock.cs", "namespace Rosterline.Lines;")]
    public void Finds(string path, string text) => Faults([.. Example, new($"src/Rosterline/{path}", text)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("Platform/Clock.cs", "using System; using Npgsql; namespace Rosterline.Platform; // Rosterline.Accounts")]
    [InlineData("Providers/Twilio/TwilioProvider.cs", "using Rosterline.Platform; using Rosterline.Providers.Twilio; namespace Rosterline.Providers.Twilio;")]
    [InlineData("Providers/Twilio/TwilioProvider.cs", "using Rosterline.Providers.Wire; namespace Rosterline.Providers.Twilio; class A { Wire.WireForm f; }")]
    [InlineData("Lines/TestConnection.cs", "using Rosterline.Providers; using Rosterline.Accounts; namespace Rosterline.Lines; class A { int n = db.Twilio.Count; }")]
    public void Allows(string path, string text) => Faults([.. Example, new($"src/Rosterline/{path}", text)]).ShouldBeEmpty();

    static SourceFile[] Example =>
    [
        new("src/Rosterline/Accounts/Viewer.cs", "namespace Rosterline.Accounts; sealed record Viewer;"),
        new("src/Rosterline/Providers/Twilio/TwilioSettings.cs", "namespace Rosterline.Providers.Twilio; class TwilioProvider;"),
        new("src/Rosterline/Ats/Greenhouse/GreenhouseConnector.cs", "namespace Rosterline.Ats.Greenhouse; class GreenhouseConnector;"),
        new("src/Rosterline/Providers/Wire/WireForm.cs", "namespace Rosterline.Providers.Wire; class WireForm;"),
        new("src/Rosterline/Providers/Simulated/SimulatedSettings.cs", "namespace Rosterline.Providers.Simulated; class Sim;"),
    ];

    internal static IEnumerable<string> Faults(IReadOnlyList<SourceFile> files)
    {
        var known = files.SelectMany(Declared).ToHashSet();
        foreach (var file in files)
        {
            var (own, code) = (SpaceOf(file), CSharpText.Of(file.Text).Code);
            if (DeclaredSpace().Match(code) is { Success: true } declared && declared.Groups[1].Value != NamespaceOf(file))
                yield return $"{file.Path}: its namespace must be {NamespaceOf(file)}, as its folder";
            if (GlobalUsing().IsMatch(code))
                yield return $"{file.Path}: a global using of a module hides who uses it";
            foreach (var used in Named(code, own, known).Distinct().Where(used => !Allowed(own, used)))
                yield return $"{file.Path}: may not use {used}";
        }
    }

    static string NamespaceOf(SourceFile file) => file.Folder.Replace("src/Rosterline", "Rosterline", StringComparison.Ordinal).Replace('/', '.');

    /// <summary>"Providers.Twilio" for a file anywhere below that folder, "Lines" for a module, "" for the program itself.</summary>
    static string SpaceOf(SourceFile file) => Space(NamespaceOf(file).Split('.')[1..]);

    static string Space(string[] parts) => string.Join('.', parts.Take(parts.Length > 0 && AdapterFolders.Contains(parts[0]) && !(parts.Length > 1 && parts[1] == SharedFolder) ? 2 : 1));

    /// <summary>What can be named from outside: adapter folders, and types behind their module's name.</summary>
    static IEnumerable<string> Declared(SourceFile file)
    {
        var own = SpaceOf(file);
        if (own.Contains('.', StringComparison.Ordinal)) yield return own;
        foreach (Match type in TypeName().Matches(CSharpText.Of(file.Text).Code)) yield return $"{own}.{type.Groups[1].Value}";
    }

    static IEnumerable<string> Named(string code, string own, HashSet<string> known)
    {
        var outer = own.Split('.')[0];
        foreach (Match name in QualifiedName().Matches(DeclaredSpace().Replace(code, "")))
        {
            var parts = name.Value.Split('.');
            if (parts[0] == "Rosterline") yield return SpaceOrContract(parts[1..], known);
            else if (known.Contains($"{parts[0]}.{parts[1]}")) yield return SpaceOrContract(parts, known);
            else if (AdapterFolders.Contains(outer) && known.Contains($"{outer}.{parts[0]}.{parts[1]}")) yield return $"{outer}.{parts[0]}";
        }
    }

    static string SpaceOrContract(string[] parts, HashSet<string> known) =>
        parts.Length > 1 && AdapterFolders.Contains(parts[0]) && known.Any(name => name.StartsWith($"{parts[0]}.{parts[1]}.", StringComparison.Ordinal))
            ? $"{parts[0]}.{parts[1]}"
            : parts[0];

    static bool Allowed(string own, string used)
    {
        if (used == own || used == "Platform") return true;
        if (own == "Platform" || used.Contains('.', StringComparison.Ordinal)) return false;
        return !own.Contains('.', StringComparison.Ordinal) || used == own.Split('.')[0];
    }

    [GeneratedRegex(@"\bnamespace\s+([\w.]+)")]
    private static partial Regex DeclaredSpace();

    [GeneratedRegex(@"\bglobal\s+using\s+(static\s+)?Rosterline\.(?!Platform\b)")]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record)\s+(?!class\b|struct\b)([A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();
}
