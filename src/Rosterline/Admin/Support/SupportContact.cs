using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin.Support;

/// <summary>Whom the organisation's people ask when a text fails or something does not work (GH-25).</summary>
sealed class SupportContact(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="Note">Such as when somebody answers; up to 300 characters.</param>
    public sealed record Contact(string? Name, string? Email, string? Phone, string? Note)
    {
        internal Contact Clean() => new(Tidy(Name), Tidy(Email), Tidy(Phone), Tidy(Note));

        static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public async Task<Contact> ReadAsync(Guid rootId, CancellationToken cancel) =>
        (await database.Command("select support::text from organisation where root_id = $1", rootId).ReadAllAsync(row => row.Text(0), cancel)) is [{ } kept]
            ? JsonSerializer.Deserialize<Contact>(kept, Json)! : new Contact(null, null, null, null);

    public async Task<Result<Contact>> SaveAsync(Viewer by, Contact request, CancellationToken cancel)
    {
        var next = request.Clean();
        if (next.Name?.Length > 80 || next.Note?.Length > 300) return Refusals.SupportTooLong;
        if (next.Email is { } email && (email.Length > 254 || !new EmailAddressAttribute().IsValid(email))) return Refusals.SupportEmail;
        if (next.Phone is { } phone && (phone.Length > 40 || phone.Count(char.IsAsciiDigit) < 3)) return Refusals.SupportPhone;
        var before = await ReadAsync(by.RootId, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command("update organisation set support = $2::jsonb where root_id = $1", by.RootId, JsonSerializer.Serialize(next, Json)).RunAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(by, "support_contact.changed", "organisation", by.RootId, new { before, after = next }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return next;
    }
}
