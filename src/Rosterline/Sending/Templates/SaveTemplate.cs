using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Templates;

/// <summary>Writes a new template or changes one; who may not share keeps it as her own.</summary>
public sealed class SaveTemplate(NpgsqlDataSource database, OrganisationReader organisations, FindTemplates find, TimeProvider clock)
{
    public async Task<Result<Template>> CreateAsync(Viewer viewer, TemplateFields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        if (string.IsNullOrEmpty(fields.Name)) return TemplateRefusals.NameMissing;
        if (fields.Purpose is null) return TemplateRefusals.PurposeMissing;
        if (fields.Words?.Values.Any(body => body!.Length > 0) != true) return TemplateRefusals.WordsMissing;
        if (fields.Shared == true && !viewer.May(Template.Share)) return TemplateRefusals.MayNotShare;
        return await WriteAsync(viewer, Ids.New(), "template.created", """
            insert into template (root_id, id, owner_id, name, folder, purpose, shared, created_at, updated_at)
            values (@root, @id, @user, @name, coalesce(@folder, ''), @purpose, coalesce(@shared, false), @now, @now)
            """, fields, cancel);
    }

    public async Task<Result<Template>> ChangeAsync(Viewer viewer, Guid id, TemplateFields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        if (await find.FindAsync(viewer, id, cancel) is not { } now) return default(Result<Template>);
        if (!now.MayChange || (fields.Shared == true && !viewer.May(Template.Share))) return TemplateRefusals.MayNotShare;
        if (fields.Name is "") return TemplateRefusals.NameMissing;
        var left = now.Words.Keys.Where(language => fields.Words?.ContainsKey(language) != true).Concat(fields.Words?.Where(pair => pair.Value!.Length > 0).Select(pair => pair.Key) ?? []);
        if (!left.Any()) return TemplateRefusals.WordsMissing;
        return await WriteAsync(viewer, id, "template.changed", """
            update template set name = coalesce(@name, name), folder = coalesce(@folder, folder), purpose = coalesce(@purpose, purpose), shared = coalesce(@shared, shared), updated_at = @now
            where root_id = @root and id = @id and removed_at is null and @user is not null
            """, fields, cancel);
    }

    async Task<Result<Template>> WriteAsync(Viewer viewer, Guid id, string action, string sql, TemplateFields fields, CancellationToken cancel)
    {
        var agency = (await organisations.ReadAsync(viewer.RootId, cancel)).Name;
        if (fields.Refuse(agency, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var row = new NpgsqlBatchCommand(sql);
        Bind(row.Parameters, viewer, id, fields);
        batch.BatchCommands.Add(row);
        foreach (var (language, body) in fields.Words ?? new Dictionary<string, string?>())
        {
            if (body!.Length == 0) batch.Add("delete from template_words where root_id = $1 and template_id = $2 and language = $3", viewer.RootId, id, language);
            else batch.Add("""
                insert into template_words (root_id, template_id, language, body) values ($1, $2, $3, $4)
                on conflict (root_id, template_id, language) do update set body = excluded.body
                """, viewer.RootId, id, language, body);
        }
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "template", id, new { fields.Name, fields.Folder, fields.Purpose, fields.Shared, Languages = fields.Words?.Keys }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (await find.FindAsync(viewer, id, cancel))!;
    }

    void Bind(NpgsqlParameterCollection parameters, Viewer viewer, Guid id, TemplateFields fields)
    {
        void Add(string name, NpgsqlDbType type, object? value) => parameters.Add(new(name, type) { Value = value ?? DBNull.Value });

        Add("root", NpgsqlDbType.Uuid, viewer.RootId);
        Add("id", NpgsqlDbType.Uuid, id);
        Add("user", NpgsqlDbType.Uuid, viewer.UserId);
        Add("now", NpgsqlDbType.TimestampTz, clock.GetUtcNow());
        Add("name", NpgsqlDbType.Text, fields.Name);
        Add("folder", NpgsqlDbType.Text, fields.Folder);
        Add("purpose", NpgsqlDbType.Smallint, (short?)fields.Purpose);
        Add("shared", NpgsqlDbType.Boolean, fields.Shared);
    }
}
