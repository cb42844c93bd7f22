using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>The whole record of a person; the id of a record that was merged leads to the one it lives on in.</summary>
public sealed class ReadPerson(NpgsqlDataSource database, SsnLastFour ssn, TimeProvider clock)
{
    /// <summary>Null when there is no such person in the viewer's organisation.</summary>
    public async Task<PersonRecord?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel) =>
        await ReadAsync(viewer, id, cancel) ?? (await HeirAsync(viewer, id, cancel) is { } heir ? await ReadAsync(viewer, heir, cancel) : null);

    async Task<PersonRecord?> ReadAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var may = viewer.May(SsnLastFour.Permission);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = PersonRecordSql.Batch(connection, viewer, id);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await PersonRecordSql.ReadAsync(reader, clock.GetUtcNow(), hash => may ? ssn.Digits(viewer.RootId, hash) : null, cancel);
    }

    async Task<Guid?> HeirAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.Command("select person_id from person_merge where root_id = $1 and former_id = $2", viewer.RootId, id);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }
}

/// <summary>A person with everything on the record.</summary>
public sealed record PersonRecord : PersonRow
{
    public PersonRecord(PersonRow row) : base(row)
    {
    }

    public Guid BranchId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public string? Notes { get; init; }

    public Guid? RepId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyList<NumberField> Numbers { get; init; } = [];

    /// <summary>Conversations the viewer may open, newest first.</summary>
    public IReadOnlyList<Thread> Conversations { get; init; } = [];

    /// <summary>Conversations on lines the viewer is not assigned to.</summary>
    public int OtherConversations { get; init; }

    /// <summary>Texts in them: only their number may be known (AR-20).</summary>
    public int OtherTexts { get; init; }

    /// <summary>Texts with this person on any line, as the question before deleting names them.</summary>
    public int Texts { get; init; }

    /// <summary>Last four digits of the Social Security number; null without the permission to see them.</summary>
    public string? SsnLastFour { get; init; }

    /// <summary>Null: nothing is known.</summary>
    public ConsentFact? Consent { get; init; }

    /// <summary>Others with one of these numbers; linked, never merged by themselves (P-33).</summary>
    public IReadOnlyList<Sharing> SameNumber { get; init; } = [];

    /// <param name="Number">E.164; null when no such number can exist.</param>
    /// <param name="Chosen">This one is used for texting (EN-17).</param>
    public sealed record NumberField(
        NumberKind Kind, string Raw, string? Number, string Display, string? Extension, string? Problem, string? ProblemWords, bool Chosen)
    {
        /// <summary>What a carrier said about it for good, with the day; a person may clear it (EN-33).</summary>
        public string? CarrierMark { get; init; }

        public bool OptedOut { get; init; }
    }

    public sealed record Thread(
        Guid Id, LineName Line, string Number, DateTimeOffset LastAt, string Preview, string PreviewDirection, int Unread);

    public sealed record LineName(Guid Id, string Name, string Number);

    /// <param name="State">opt_in, opt_out or inquiry.</param>
    /// <param name="Level">written, imported-unverified, implied or inquiry.</param>
    public sealed record ConsentFact(string State, string? Level, DateTimeOffset? Since, string? Source, string? Words);

    public sealed record Sharing(Guid Id, string Name, string Number);
}
