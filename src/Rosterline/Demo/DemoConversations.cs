using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Demo;

/// <summary>About sixty conversations, with rows as ingest and dispatch would have left them.</summary>
sealed class DemoConversations(
    Guid rootId, Guid connectionId, Guid carrierAccountId, Guid[] lines, PhoneNumber[] lineNumbers, Guid[] users, IReadOnlyList<DemoPerson> people, DateTimeOffset now)
{
    const int Everyday = 48, LongestPreview = 120;

    sealed record Talk(Guid Id, DemoTalk Script, PhoneNumber Phone, IReadOnlyList<DemoMessage> Messages);

    public void Add(NpgsqlBatch batch)
    {
        List<Talk> talks = [.. DemoTalk.Special().Concat(Enumerable.Range(0, Everyday).Select(DemoTalk.Everyday)).Select(Make).OfType<Talk>()];
        AddConversations(batch, talks);
        List<DemoMessage> messages = [.. talks.SelectMany(talk => talk.Messages)];
        DemoRows.AddMessages(batch, rootId, connectionId, messages);
        DemoRows.AddCarried(batch, rootId, carrierAccountId, messages);
        AddStopped(batch, talks.Single(talk => talk.Script.Person == DemoPeople.Rosa));
        AddWrongNumber(batch, talks.Single(talk => talk.Script.Person == DemoPeople.Carlos));
    }

    /// <summary>Null for a person without a number.</summary>
    Talk? Make(DemoTalk script)
    {
        if ((script.Stranger ?? people[script.Person!.Value].Number) is not { } phone) return null;
        var (id, seq, messages) = (Ids.New(), 0, new List<DemoMessage>());
        foreach (var text in script.Texts)
        {
            var due = now.AddMinutes(-text.MinutesAgo);
            var written = text.MinutesAgo < 0 || !text.HasPlace ? now.AddMinutes(-Math.Max(30, text.MinutesAgo)) : due;
            messages.Add(new(Guid.CreateVersion7(written), id, lines[script.Line], carrierAccountId, lineNumbers[script.Line], phone, text.HasPlace ? ++seq : null, text,
                text.FromPerson || text.Automatic ? null : users[script.Author], written, text.MinutesAgo < 0 ? due : null, Guid.CreateVersion7(written)));
        }
        return new(id, script, phone, messages);
    }

    void AddConversations(NpgsqlBatch batch, List<Talk> talks) => batch.Add("""
        insert into conversation (root_id, id, line_id, number, person_id, last_seq, last_at, last_inbound_at, last_outbound_at, preview, preview_direction, preview_author,
                                  unread, attention, attention_at, assignee_id, problem, version)
        select $1, c.* from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[], $6::int[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[],
                                   $11::smallint[], $12::uuid[], $13::int[], $14::smallint[], $15::timestamptz[], $16::uuid[], $17::bool[], $18::bigint[]) c
        """, rootId, Of(talks, t => t.Id), Of(talks, t => lines[t.Script.Line]), Of(talks, t => t.Phone.Digits),
        Of(talks, t => t.Script.Person is { } person ? people[person].Id : (Guid?)null), Of(talks, t => Last(t)?.Seq ?? 0),
        Of(talks, t => (Last(t)?.At ?? now)), Of(talks, t => LastOf(t, fromPerson: true)?.At), Of(talks, t => LastOf(t, fromPerson: false)?.At),
        Of(talks, t => Preview(Last(t)?.Text.Body ?? "")), Of(talks, t => (short)(Last(t)?.Text.FromPerson == false ? 1 : 0)), Of(talks, t => Last(t)?.AuthorId),
        Of(talks, t => Attention(t) == 1 ? Unread(t) : 0), Of(talks, Attention), Of(talks, t => Last(t)?.At),
        Of(talks, t => t.Script.Assignee is { } user ? users[user] : (Guid?)null),
        Of(talks, t => Last(t)?.Text.Status is DeliveryStatus.Undelivered or DeliveryStatus.Failed), Of(talks, t => (long)t.Messages.Count));

    static DemoMessage? Last(Talk talk) => talk.Messages.LastOrDefault(message => message.Seq is not null);

    static DemoMessage? LastOf(Talk talk, bool fromPerson) => talk.Messages.LastOrDefault(message => message.Seq is not null && message.Text.FromPerson == fromPerson);

    static short Attention(Talk talk) => (short)(talk.Script.Done || Last(talk) is null ? 0 : Last(talk)!.Text.FromPerson ? 1 : 2);

    static int Unread(Talk talk) => talk.Messages.Where(message => message.Seq is not null).Reverse().TakeWhile(message => message.Text.FromPerson).Count();

    static string Preview(string body) => body.Length <= LongestPreview ? body : body[..LongestPreview];

    void AddStopped(NpgsqlBatch batch, Talk talk)
    {
        var said = talk.Messages.Single(message => message.Text.FromPerson);
        batch.Add("""
            insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how, opted_out_words, confirmed_at) values ($1, $2, 1, $3, 'text', $4, $3)
            """, rootId, talk.Phone.Digits, said.At, said.Text.Body);
        AddEvent(batch, said, "opt_out");
    }

    void AddWrongNumber(NpgsqlBatch batch, Talk talk)
    {
        var said = talk.Messages.Single(message => message.Text.FromPerson);
        batch.Add("insert into number_state (root_id, number, blocked) values ($1, $2, 2)", rootId, talk.Phone.Digits);
        AddEvent(batch, said, "wrong_number");
    }

    void AddEvent(NpgsqlBatch batch, DemoMessage said, string kind) => batch.Add("""
        insert into consent_event (root_id, id, number, at, kind, source, wording, message_id) values ($1, gen_random_uuid(), $2, $3, $4, 'text', $5, $6)
        """, rootId, said.Phone.Digits, said.At, kind, said.Text.Body, said.Id);

    static TValue[] Of<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
