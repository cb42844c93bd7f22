using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rosterline.Lines.Throughput;

/// <summary>A class carriers put a line in, with the pace it allows.</summary>
/// <param name="Shared">All lines of a campaign share it.</param>
public sealed record CarrierClass(string Key, string Label, LineKind Kind, decimal PerSecond, bool Shared, string Source);

/// <summary>The pace a provider allows a whole account.</summary>
public sealed record AccountPace(string Provider, decimal PerSecond, string Source);

/// <summary>What carriers and providers allow, as dated data with sources, beside this file.</summary>
public static class CarrierClasses
{
    sealed record Figures(DateOnly AsOf, IReadOnlyList<CarrierClass> Lines, IReadOnlyList<AccountPace> Accounts);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    static readonly Lazy<Figures> Read = new(() =>
    {
        using var stream = typeof(CarrierClasses).Assembly.GetManifestResourceStream("throughput.json")!;
        return JsonSerializer.Deserialize<Figures>(stream, Json)!;
    });

    /// <summary>The day the figures were looked up.</summary>
    public static DateOnly AsOf => Read.Value.AsOf;

    public static IReadOnlyList<CarrierClass> All => Read.Value.Lines;

    public static CarrierClass? Find(string? key) => All.FirstOrDefault(each => each.Key == key);

    /// <summary>Null: as many as its lines allow together.</summary>
    public static decimal? OfAccount(string provider) => Read.Value.Accounts.FirstOrDefault(each => each.Provider == provider)?.PerSecond;
}
