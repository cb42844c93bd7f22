using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.Platform;

namespace Rosterline.Jobs.Postings;

/// <summary>Writes a new posting or changes one, closes and opens it again.</summary>
public sealed class SavePosting(NpgsqlDataSource database, FindPostings find, TimeProvider clock)
{
    /// <summary>Absent leaves a field as it is, empty text clears it.</summary>
    /// <param name="BranchId">The viewer's own account when absent.</param>
    public sealed record Fields(string? Title, string? Company, Guid? BranchId, string? Location, string? Pay, string? Description, bool? IsOpen)
    {
        public Fields Cleaned() => this with { Title = Clean(Title), Company = Clean(Company), Location = Clean(Location), Pay = Clean(Pay), Description = Clean(Description) };

        public Refusal? Refuse()
        {
            foreach (var (label, value, most) in new[] { ("Title", Title, 200), ("Company", Company, 200), ("Location", Location, 200), ("Pay", Pay, 200), ("Description", Description, 20_000) })
                if (value?.Length > most) return Refusals.TooLong(label, most);
            return null;
        }

        static string? Clean(string? text) => text is null ? null : CleanText.Of(text);
    }

    public async Task<Result<Posting>> CreateAsync(Viewer viewer, Fields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        return string.IsNullOrEmpty(fields.Title) ? Refusals.TitleMissing : await WriteAsync(viewer, Ids.New(), "posting.created", """
            insert into posting (root_id, id, account_id, title, company_id, location, pay, description, is_open, slug, created_at, created_by, updated_at)
            values (@root, @id, coalesce(@branch, @home), @title, @company_id, nullif(@location, ''), nullif(@pay, ''), nullif(@description, ''), coalesce(@open, true), @slug, @now, @user, @now)
            """, fields, cancel);
    }

    /// <summary>Neither value nor refusal: there is no such posting.</summary>
    public async Task<Result<Posting>> ChangeAsync(Viewer viewer, Guid id, Fields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        return fields.Title is "" ? Refusals.TitleMissing : await WriteAsync(viewer, id, "posting.changed", """
            update posting set account_id = coalesce(@branch, account_id), title = coalesce(@title, title),
              company_id = case when @company is null then company_id else @company_id end,
              location = case when @location is null then location else nullif(@location, '') end, pay = case when @pay is null then pay else nullif(@pay, '') end,
              description = case when @description is null then description else nullif(@description, '') end, is_open = coalesce(@open, is_open), updated_at = @now
            where root_id = @root and id = @id
            """, fields, cancel);
    }

    async Task<Result<Posting>> WriteAsync(Viewer viewer, Guid id, string action, string sql, Fields fields, CancellationToken cancel)
    {
        if (fields.Refuse() is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (fields.BranchId is { } branch && !await PersonWriting.BranchExistsAsync(connection, viewer.RootId, branch, cancel)) return Refusals.BranchUnknown;
        var company = await PersonWriting.CompanyAsync(connection, viewer.RootId, fields.Company, cancel);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        Bind(command.Parameters, viewer, id, fields, company);
        if (await command.ExecuteNonQueryAsync(cancel) == 0) return default(Result<Posting>);
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "posting", id, new { fields.Title, fields.Company, fields.Location, fields.Pay, fields.IsOpen }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (await find.FindAsync(viewer, id, cancel))!;
    }

    void Bind(NpgsqlParameterCollection parameters, Viewer viewer, Guid id, Fields fields, Guid? company)
    {
        void Add(string name, NpgsqlDbType type, object? value) => parameters.Add(new(name, type) { Value = value ?? DBNull.Value });

        foreach (var (name, value) in new (string, Guid?)[] { ("root", viewer.RootId), ("id", id), ("home", viewer.AccountId), ("user", viewer.UserId), ("branch", fields.BranchId), ("company_id", company) })
            Add(name, NpgsqlDbType.Uuid, value);
        foreach (var (name, value) in new[] { ("title", fields.Title), ("company", fields.Company), ("location", fields.Location), ("pay", fields.Pay), ("description", fields.Description) })
            Add(name, NpgsqlDbType.Text, value);
        Add("open", NpgsqlDbType.Boolean, fields.IsOpen);
        Add("now", NpgsqlDbType.TimestampTz, clock.GetUtcNow());
        Add("slug", NpgsqlDbType.Text, NewSlug());
    }

    /// <summary>Nobody finds a form by trying: 80 bits, without characters that are mistaken for each other.</summary>
    internal static string NewSlug() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}
