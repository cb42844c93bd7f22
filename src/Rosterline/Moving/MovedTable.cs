namespace Rosterline.Moving;

/// <summary>A table that goes along when an organisation moves: one file of the export, named after it, a row to a line.</summary>
sealed record MovedTable(string Name)
{
    static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>Columns that stay behind, each with its reason.</summary>
    public IReadOnlyDictionary<string, string> Without { get; init; } = Nothing;

    /// <summary>Columns that are written otherwise than they are stored, as SQL; t is the table.</summary>
    public IReadOnlyDictionary<string, string> As { get; init; } = Nothing;

    /// <summary>Columns that stay behind and are made anew where the organisation arrives, as SQL.</summary>
    public IReadOnlyDictionary<string, string> Anew { get; init; } = Nothing;

    /// <summary>Which rows belong to the organisation, as SQL with its id as $1.</summary>
    public string Rows { get; init; } = "t.root_id = $1";

    public string FileName => $"{Name}.ndjson";
}
