using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>"What can this person do?", answered in words, each with the rule that decides (P-08).</summary>
sealed class ExplainRights(NpgsqlDataSource database, ViewerReader viewers)
{
    /// <summary>About an account (by default where she lands), a line, a person or a conversation.</summary>
    public sealed record Question
    {
        public Guid? AccountId { get; init; }
        public Guid? LineId { get; init; }
        public Guid? PersonId { get; init; }
        public Guid? ConversationId { get; init; }
    }

    /// <param name="About">What was asked about, by its name.</param>
    public sealed record Answer(string About, IReadOnlyList<Fact> Facts);

    /// <param name="What">As "Can text".</param>
    /// <param name="Because">The rule that decides.</param>
    public sealed record Fact(string What, bool May, string Because);

    sealed record Place(Guid AccountId, string Account, Guid? LineId, string? Line, bool? WithContact, string Name);

    /// <summary>Null: no such user, account, line, person or conversation here.</summary>
    public async Task<Answer?> ExecuteAsync(Guid rootId, Guid userId, Question question, CancellationToken cancel)
    {
        if (await viewers.FindAsync(rootId, userId, cancel) is not { } user) return null;
        var accounts = await database.Command("select id, name from account where root_id = $1", rootId).ReadAllAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancel);
        var words = new RightsWords(user, accounts.ToDictionary(account => account.Id, account => account.Name));
        if (question.ConversationId is { } conversation) return await PlaceAsync(ConversationSql, rootId, conversation, cancel) is { } at ? await AboutConversationAsync(words, conversation, at, cancel) : null;
        if (question.LineId is { } line) return await PlaceAsync(LineSql, rootId, line, cancel) is { } at ? AboutLine(words, at) : null;
        if (question.PersonId is { } person) return await PlaceAsync(PersonSql, rootId, person, cancel) is { } at ? AboutPerson(words, at) : null;
        return words.NameOf(question.AccountId ?? user.AccountId) is { } name ? new(name, words.At(question.AccountId ?? user.AccountId)) : null;
    }

    const string LineSql = "select l.account_id, a.name, l.id, l.name, null::boolean, l.name from line l join account a on a.root_id = l.root_id and a.id = l.account_id where l.root_id = $1 and l.id = $2";

    const string PersonSql = "select p.account_id, a.name, null::uuid, null, p.is_contact, p.name from person p join account a on a.root_id = p.root_id and a.id = p.account_id where p.root_id = $1 and p.id = $2";

    const string ConversationSql = """
        select l.account_id, a.name, l.id, l.name, coalesce(p.is_contact, false), coalesce(p.name, 'an unknown sender')
        from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id join account a on a.root_id = l.root_id and a.id = l.account_id
        left join person p on p.root_id = c.root_id and p.id = c.person_id where c.root_id = $1 and c.id = $2
        """;

    async Task<Place?> PlaceAsync(string sql, Guid rootId, Guid id, CancellationToken cancel) => (await database.Command(sql, rootId, id).ReadAllAsync(
        row => new Place(row.GetGuid(0), row.GetString(1), row.Maybe<Guid>(2), row.Text(3), row.Maybe<bool>(4), row.GetString(5)), cancel)).SingleOrDefault();

    static Answer AboutLine(RightsWords words, Place line) => new(line.Name,
        [words.TextsFrom(line.LineId!.Value, line.Name), words.Reads(line.LineId.Value, line.AccountId, contacts: false), words.Reads(line.LineId.Value, line.AccountId, contacts: true)]);

    static Answer AboutPerson(RightsWords words, Place person) => new(person.Name,
        [words.Permission("see_people", person.AccountId), words.Permission("edit_people", person.AccountId), words.Permission("text", person.AccountId), words.Logged()]);

    async Task<Answer> AboutConversationAsync(RightsWords words, Guid id, Place at, CancellationToken cancel)
    {
        var user = words.User;
        await using var command = database.CreateCommand($"select exists (select from conversation c where {user.SeesConversation("c")} and c.id = @id)");
        user.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var sees = (bool)(await command.ExecuteScalarAsync(cancel))!;
        var reads = user.Assigned.Any(each => each.Id == id)
            ? new Fact("Reads this conversation", true, "It is assigned to this person.")
            : words.Reads(at.LineId!.Value, at.AccountId, at.WithContact == true) with { What = "Reads this conversation", May = sees };
        var answers = user.Assigned.Any(each => each.Id == id) && user.May("text")
            ? new Fact("Answers in this conversation", true, "It is assigned to this person.") : words.TextsFrom(at.LineId!.Value, at.Line!) with { What = "Answers in this conversation" };
        return new($"{at.Name} on {at.Line}", [reads, answers]);
    }
}
