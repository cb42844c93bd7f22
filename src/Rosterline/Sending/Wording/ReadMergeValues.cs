using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Wording;

/// <summary>Reads what the merge fields say for many people, in one statement for the people and one for what they share.</summary>
public sealed class ReadMergeValues(NpgsqlDataSource database)
{
    /// <summary>People who do not exist (any more) are left out.</summary>
    /// <param name="authorId">Whose name stands for "my name"; null: nobody's.</param>
    public async Task<Dictionary<Guid, MergeValues>> ExecuteAsync(
        Guid rootId, Guid? authorId, IReadOnlyList<Guid> personIds, MergeContext context, CancellationToken cancel)
    {
        if (personIds.Count == 0) return [];
        if (await SharedAsync(rootId, authorId, context, cancel) is not { } shared) return [];
        await using var command = database.Command("""
            with branch_line as (
              select distinct on (l.account_id) l.account_id, l.number from line l where l.root_id = $1 and l.active order by l.account_id, l.created_at, l.id)
            select p.id, p.first_name, p.last_name, p.name, p.title, p.city, p.language,
                   p.custom || coalesce((select jsonb_object_agg(f.name, p.custom -> f.key) from custom_field f where f.root_id = p.root_id and p.custom ? f.key), '{}'), own.name, branch.name, branch_line.number,
                   a.starts_on, a.starts_time
            from unnest($2::uuid[]) asked(id)
            join person p on p.root_id = $1 and p.id = asked.id
            left join company own on own.root_id = p.root_id and own.id = p.company_id
            left join account branch on branch.root_id = p.root_id and branch.id = p.account_id
            left join branch_line on branch_line.account_id = p.account_id
            left join assignment a on a.root_id = p.root_id and a.order_id = $3 and a.person_id = p.id and a.status <> 4
            """, rootId, personIds.Distinct().ToArray(), context.OrderId);
        command.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        var all = new Dictionary<Guid, MergeValues>(personIds.Count);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel)) all[row.GetGuid(0)] = Of(row, shared);
        return all;
    }

    /// <summary>What can be said to a number nobody knows: the job, the sender, the agency.</summary>
    public async Task<MergeValues> WithoutPersonAsync(Guid rootId, Guid? authorId, MergeContext context, CancellationToken cancel)
    {
        if (await SharedAsync(rootId, authorId, context, cancel) is not { } shared) return MergeValues.None;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        AddShared(values, shared, null, shared.StartsOn, shared.StartsTime);
        return new(values);
    }

    /// <summary>What everybody's fields have in common.</summary>
    sealed record Shared(
        string Agency, string? AgencyPhone, string? Author, string? Job, string? Place, string? Pay, string? Shift, string? Client, DateOnly? StartsOn, TimeOnly? StartsTime);

    async Task<Shared?> SharedAsync(Guid rootId, Guid? authorId, MergeContext context, CancellationToken cancel)
    {
        await using var command = database.Command("""
            select o.name, o.phone, (select u.name from app_user u join membership m on m.user_id = u.id and m.root_id = o.root_id where u.id = $2 limit 1),
                   coalesce(j.title, p.title), coalesce(j.location, p.location), coalesce(j.pay, p.pay), j.shift, client.name, j.starts_on, j.starts_time
            from organisation o
            left join job_order j on j.root_id = o.root_id and j.id = $4
            left join posting p on p.root_id = o.root_id and p.id = $3
            left join company client on client.root_id = o.root_id and client.id = coalesce(j.company_id, p.company_id)
            where o.root_id = $1
            """, rootId, authorId, context.PostingId, context.OrderId);
        for (var i = 1; i < 4; i++) command.Parameters[i].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(row.GetString(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Maybe<DateOnly>(8), row.Maybe<TimeOnly>(9))
            : null;
    }

    static MergeValues Of(NpgsqlDataReader row, Shared shared)
    {
        var language = row.Text(6);
        var values = new Dictionary<string, string>(20, StringComparer.Ordinal);
        void Add(string field, string? value) => Put(values, field, value);

        AddShared(values, shared, language, row.Maybe<DateOnly>(11) ?? shared.StartsOn, row.Maybe<TimeOnly>(12) ?? shared.StartsTime);
        Add(MergeFields.FirstName, row.GetString(1));
        Add(MergeFields.LastName, row.GetString(2));
        Add(MergeFields.Name, row.GetString(3));
        Add(MergeFields.Title, row.Text(4));
        Add(MergeFields.City, row.Text(5));
        Add(MergeFields.Company, shared.Client ?? row.Text(8));
        Add(MergeFields.Branch, row.Text(9));
        Add(MergeFields.BranchPhone, row.Maybe<long>(10) is { } line ? new PhoneNumber(line).Display : null);
        if (row.Text(7) is { } custom) AddCustom(values, custom);
        return new(values, language);
    }

    static void AddShared(Dictionary<string, string> values, Shared shared, string? language, DateOnly? startsOn, TimeOnly? startsTime)
    {
        Put(values, MergeFields.Company, shared.Client);
        Put(values, MergeFields.BranchPhone, shared.AgencyPhone);
        Put(values, MergeFields.Job, shared.Job);
        Put(values, MergeFields.JobLocation, shared.Place);
        Put(values, MergeFields.Pay, shared.Pay);
        Put(values, MergeFields.Shift, shared.Shift);
        Put(values, MergeFields.StartDate, startsOn is { } day ? StartWords.Day(day, language) : null);
        Put(values, MergeFields.StartTime, startsTime is { } time ? StartWords.Time(time) : null);
        Put(values, MergeFields.MyName, shared.Author);
        Put(values, MergeFields.MyFirstName, shared.Author?.Trim().Split(' ')[0]);
        Put(values, MergeFields.Agency, shared.Agency);
    }

    static void Put(Dictionary<string, string> values, string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) values[field] = value.Trim();
    }

    static void AddCustom(Dictionary<string, string> values, string custom)
    {
        using var fields = JsonDocument.Parse(custom);
        if (fields.RootElement.ValueKind != JsonValueKind.Object) return;
        foreach (var field in fields.RootElement.EnumerateObject())
            if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                values[MergeFields.Custom + MergeFields.CustomName(field.Name)] = field.Value.ToString();
    }
}

/// <summary>Days and times as they stand in a text.</summary>
public static class StartWords
{
    // Without accents that would make the whole text travel as sixteen bits a character.
    static readonly string[] SpanishDays = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sabado"];
    static readonly string[] SpanishMonths =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <summary>"Monday, Nov 23", "lunes 23 de noviembre".</summary>
    public static string Day(DateOnly day, string? language) => language == "es"
        ? $"{SpanishDays[(int)day.DayOfWeek]} {day.Day} de {SpanishMonths[day.Month - 1]}"
        : day.ToString("dddd, MMM d", CultureInfo.InvariantCulture);

    /// <summary>"7:00 AM".</summary>
    public static string Time(TimeOnly time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture);
}
