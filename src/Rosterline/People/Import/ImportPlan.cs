using System.Text.Json;
using Rosterline.People.Import.Files;

namespace Rosterline.People.Import;

/// <summary>How a file becomes people: kept with the import, so that it can go on after a restart.</summary>
sealed record ImportPlan(
    string Encoding, char Separator, int HeaderRow, IReadOnlyList<string> Headers, IReadOnlyDictionary<ImportField, int> Mapping, PersonKind? Kind,
    ToldConsent? Consent)
{
    static readonly JsonSerializerOptions Json = MakeJson();

    public CsvShape Shape => new(Separator, HeaderRow, Headers);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ImportPlan FromJson(string json) => JsonSerializer.Deserialize<ImportPlan>(json, Json)!;

    /// <summary>What <see cref="CsvShape"/> and the names of the columns tell without being asked.</summary>
    public static ImportPlan Guess(byte[] content, string encoding)
    {
        var shape = CsvShape.Detect(content, encoding);
        var guesses = ColumnGuess.All(shape.Headers, Samples(shape, content, encoding, 50));
        var mapping = guesses.Select((field, i) => (field, i)).Where(g => g.field is not null).ToDictionary(g => g.field!.Value, g => g.i);
        return new(encoding, shape.Separator, shape.HeaderRow, shape.Headers, mapping, null, null);
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
