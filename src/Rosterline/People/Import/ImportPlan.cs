using System.Text.Json;
using Rosterline.People.Fields;
using Rosterline.People.Import.Files;

namespace Rosterline.People.Import;

/// <summary>How a file becomes people: kept with the import, so that it can go on after a restart.</summary>
sealed record ImportPlan(
    string Encoding, char Separator, int HeaderRow, IReadOnlyList<string> Headers, IReadOnlyDictionary<ImportField, int> Mapping, PersonKind? Kind,
    ToldConsent? Consent)
{
    /// <summary>Fields of the agency's own by key, with their columns; null: none.</summary>
    public IReadOnlyDictionary<string, int>? Own { get; init; }

    static readonly JsonSerializerOptions Json = MakeJson();

    public CsvShape Shape => new(Separator, HeaderRow, Headers);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ImportPlan FromJson(string json) => JsonSerializer.Deserialize<ImportPlan>(json, Json)!;

    /// <summary>What <see cref="CsvShape"/> and the names of the columns tell without being asked.</summary>
    /// <param name="own">The agency's own fields, which a column of their name is.</param>
    /// <param name="seesSsn">Whoever may not see Social Security numbers is not led to bring any.</param>
    public static ImportPlan Guess(byte[] content, string encoding, IReadOnlyList<CustomField> own, bool seesSsn)
    {
        var shape = CsvShape.Detect(content, encoding);
        var guesses = ColumnGuess.All(shape.Headers, Samples(shape, content, encoding, 50));
        var mapping = guesses.Select((field, i) => (field, i)).Where(g => g.field is not null).ToDictionary(g => g.field!.Value, g => g.i);
        if (!seesSsn) mapping.Remove(ImportField.Ssn);
        var named = shape.Headers.Select((header, i) => (Field: FieldList.Named(own, header), Column: i)).Where(at => at.Field is { Hidden: false }).DistinctBy(at => at.Field!.Key).ToList();
        foreach (var taken in mapping.Where(m => named.Any(at => at.Column == m.Value)).ToList()) mapping.Remove(taken.Key);
        return new(encoding, shape.Separator, shape.HeaderRow, shape.Headers, mapping, null, null) { Own = named.ToDictionary(at => at.Field!.Key, at => at.Column) };
    }

    public static List<CsvRow> Samples(CsvShape shape, byte[] content, string encoding, int most)
    {
        using var text = FileEncoding.Open(content, encoding);
        return [.. shape.Read(text).Where(r => r.Fault is null && !r.IsEmpty).Take(most)];
    }

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions();
        App.ConfigureJson(json);
        return json;
    }
}

/// <summary>What the people of a file become.</summary>
public enum PersonKind { Candidate, Employee, Contact }

/// <summary>What the people of a file were told about texts (P-02).</summary>
public enum ToldAnswer { OptIn, Told, Employed, Unknown }

/// <param name="Column">Column that says who opted in, and maybe when.</param>
/// <param name="Date">One date for all.</param>
/// <param name="Wording">The words they were shown.</param>
public sealed record ToldConsent(ToldAnswer Answer, int? Column = null, DateOnly? Date = null, string? Wording = null);
