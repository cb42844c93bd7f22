using System.Text.Json;
using Rosterline.People.Import.Files;

namespace Rosterline.Moving.History;

/// <summary>How a file becomes texts: kept with the import, so that it can go on after a restart.</summary>
/// <param name="Zone">IANA zone of times that do not say theirs.</param>
/// <param name="Product">Where the texts come from, as threads show it; null: not said yet.</param>
/// <param name="Line">For texts that name no number of ours.</param>
/// <param name="Lines">For numbers of ours that are no lines here: the line by digits.</param>
sealed record HistoryPlan(
    string Encoding, char Separator, int HeaderRow, IReadOnlyList<string> Headers, IReadOnlyDictionary<HistoryField, int> Mapping, string Zone, string? Product, Guid? Line,
    IReadOnlyDictionary<long, Guid> Lines)
{
    static readonly JsonSerializerOptions Json = MakeJson();

    public CsvShape Shape => new(Separator, HeaderRow, Headers);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static HistoryPlan FromJson(string json) => JsonSerializer.Deserialize<HistoryPlan>(json, Json)!;

    public static HistoryPlan Guess(byte[] content, string encoding, string zone)
    {
        var shape = CsvShape.Detect(content, encoding);
        return new(encoding, shape.Separator, shape.HeaderRow, shape.Headers, HistoryColumns.All(shape.Headers), zone, null, null, new Dictionary<long, Guid>());
    }

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions();
        App.ConfigureJson(json);
        return json;
    }
}
