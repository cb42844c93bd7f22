using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending;

namespace Rosterline.Demo;

/// <summary>What an agency texts again and again, most of it in both languages.</summary>
static class DemoTemplates
{
    /// <param name="Own">Dana's alone; the others are everybody's.</param>
    internal sealed record Text(string Folder, string Name, Purpose Purpose, string English, string? Spanish = null, bool Own = false);

    internal static readonly IReadOnlyList<Text> All =
    [
        new("Applications", "Thanks for applying", Purpose.Application, "Hi {first name|there}, this is {my first name} from {agency}. Thanks for applying for {job|the job}. When could you talk for ten minutes?",
            "Hola {first name|que tal}, soy {my first name} de {agency}. Gracias por su solicitud para {job|el puesto}. ¿Puede hablar diez minutos hoy?"),
        new("Applications", "Interview tomorrow", Purpose.Application, "Hi {first name|there}, see you tomorrow at our {branch} office. Please bring your ID. Questions? {branch phone}"),
        new("Offers", "Shift offer", Purpose.JobOffer, "Hi {first name|there}, {agency} has work for you: {job|a shift} at {job location|a site near you}, {pay|good pay}. Reply YES if you want it.",
            "Hola {first name|que tal}, {agency} tiene trabajo para usted: {job|un turno} en {job location|un lugar cerca}, {pay|buen pago}. Responda YES si lo quiere."),
        new("Assignments", "First day", Purpose.Assignment, "Hi {first name|there}, you start {start date} at {start time}: {job}, {job location}. Wear closed shoes. Running late? Text me here. {my first name}",
            "Hola {first name|que tal}, empieza el {start date} a las {start time}: {job}, {job location}. Use zapatos cerrados. Si llega tarde, escriba aqui. {my first name}"),
        new("Assignments", "Timesheet", Purpose.Assignment, "Hi {first name|there}, please send your hours for {company|this week} by Sunday evening. Thanks, {my first name}"),
        new("Clients", "Candidates for you", Purpose.Client, "Hi {first name|there}, I have two people for {job|your opening} who could start this week. Shall I send their profiles? {my name}, {agency}"),
        new("", "Call me back", Purpose.Client, "Hi {first name|there}, could you call me when you have a minute? {my first name}, {branch phone}", Own: true),
    ];

    public static void Add(NpgsqlBatch batch, Guid rootId, Guid dana, DateTimeOffset now)
    {
        var ids = All.Select(_ => Ids.New()).ToArray();
        batch.Add("""
            insert into template (root_id, id, owner_id, shared, folder, name, purpose, created_at, updated_at)
            select $1, t.id, $2, t.shared, t.folder, t.name, t.purpose, $3, $3 from unnest($4::uuid[], $5::bool[], $6::text[], $7::text[], $8::smallint[]) t(id, shared, folder, name, purpose)
            """, rootId, dana, now.AddDays(-20), ids, Of(t => !t.Own), Of(t => t.Folder), Of(t => t.Name), Of(t => (short)t.Purpose));
        batch.Add("""
            insert into template_words (root_id, template_id, language, body)
            select $1, w.id, w.language, w.body from (
              select t.id, 'en' as language, t.english as body from unnest($2::uuid[], $3::text[]) t(id, english)
              union all select t.id, 'es', t.spanish from unnest($2::uuid[], $4::text[]) t(id, spanish)) w where w.body is not null
            """, rootId, ids, Of(t => t.English), Of(t => t.Spanish));
    }

    static T[] Of<T>(Func<Text, T> value) => [.. All.Select(value)];
}
