using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.History;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Conversations;

/// <summary>Opens a conversation: what its composer may do now, asked of the same gate that decides when Send is pressed.</summary>
public sealed class OpenConversation(
    NpgsqlDataSource database, FindConversations find, ReadMessages read, OrganisationReader organisations, LineReader lines, FindTexted texted, TimeProvider clock)
{
    public async Task<ConversationDetail?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } row) return null;
        var facts = await FactsAsync(viewer, row, cancel);
        var people = await PeopleAsync(viewer, row, cancel);
        var draft = await DraftAsync(viewer, id, cancel);
        var later = await read.LaterAsync(viewer, id, cancel);
        return new ConversationDetail(row, await ComposerAsync(viewer, row, facts, cancel), Consent(facts), people, draft, later)
        {
            LineNote = (await lines.FindAsync(viewer.RootId, row.Line.Id, cancel))?.Note, Texted = await texted.ExecuteAsync(viewer, row, cancel),
        };
    }

    async Task<GateFacts?> FactsAsync(Viewer viewer, ConversationRow row, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(row.Number) is not { } number) return null;
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        var line = await lines.FindAsync(viewer.RootId, row.Line.Id, cancel);
        var state = (await database.Command("""
            select n.blocked, n.opted_out_at, n.opted_out_how, n.opted_out_words, n.problem, n.problem_at from number_state n where n.root_id = $1 and n.number = $2
            """, viewer.RootId, number.Digits).ReadAllAsync(r => (Blocked: (Block)r.GetInt16(0), At: r.Maybe<DateTimeOffset>(1), How: r.Text(2), Words: r.Text(3), Problem: r.Text(4), ProblemAt: r.Maybe<DateTimeOffset>(5)), cancel)).FirstOrDefault();
        return new GateFacts
        {
            Now = clock.GetUtcNow(), Number = number, Blocked = state.Blocked, OptedOutAt = state.At, OptedOutHow = state.How, OptedOutWords = state.Words,
            NumberProblem = state.Problem, NumberProblemAt = state.ProblemAt, LineProblem = line?.Problem, IsReply = true,
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(number.Digits),
        };
    }

    async Task<ComposerState> ComposerAsync(Viewer viewer, ConversationRow row, GateFacts? facts, CancellationToken cancel)
    {
        if (facts is null) return new ComposerState("closed", "no_number", "This sender has no number that can be answered.", null);
        if (!viewer.May("text")) return new ComposerState("closed", "may_not_text", Sending.Refusals.MayNotText.Message, null);
        if (!viewer.Uses(row.Line.Id) && row.Assignee?.Id != viewer.UserId)
            return new ComposerState("closed", "other_line", $"You can read this conversation. To answer from {row.Line.Name}, ask an administrator to add you to it.", null);
        var decision = SendGate.Decide(facts);
        if (decision.Answer is GateAnswer.Refused no)
            return new ComposerState("closed", no.Code, no.Code == "opted_out" ? $"{no.Words} They can text START to {PhoneNumber.FromWire(row.Line.Number)!.Value.Display} to get texts again." : no.Words, null);
        if (decision.Answer is GateAnswer.HeldUntil held) return new ComposerState("held", "held", held.Words, held.When);
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        if (organisation.PausedAt is not null) return new ComposerState("warning", "paused", $"All sending is paused: “{organisation.PausedReason}”. You can write; texts wait.", null);
        return (await lines.FindAsync(viewer.RootId, row.Line.Id, cancel))?.Paused is { } pause
            ? new ComposerState("warning", "paused", pause.Words, null) : new ComposerState("free", null, null, null);
    }

    static ConsentState Consent(GateFacts? facts) => facts switch
    {
        null => new("unknown", "Not a number", null),
        { Blocked: var b } when b.HasFlag(Block.OptedOut) => new("opted_out", GateChecks.OptedOutWords(facts.OptedOutAt, facts.OptedOutHow, facts.OptedOutWords), facts.OptedOutAt),
        { Blocked: var b } when b.HasFlag(Block.Locked) => new("locked", "Locked", null),
        { Blocked: var b } when b.HasFlag(Block.WrongNumber) => new("wrong_number", "Wrong number, frozen", null),
        _ => new("open", "May be texted", null),
    };

    Task<List<PersonName>> PeopleAsync(Viewer viewer, ConversationRow row, CancellationToken cancel) => database.Command("""
        select p.id, p.name, p.is_candidate, p.is_employee, p.is_contact from person p
        where p.root_id = $1 and p.id in (select n.person_id from person_number n where n.root_id = $1 and n.number = $2) and ($3::uuid[] is null or p.account_id = any($3)) order by p.name, p.id limit 20
        """, viewer.RootId, PhoneNumber.FromWire(row.Number)?.Digits ?? 0, (object?)viewer.Within?.ToArray() ?? DBNull.Value).ReadAllAsync(
            r => new PersonName(r.GetGuid(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3), r.GetBoolean(4)), cancel);

    async Task<string?> DraftAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.Command("select body from draft where root_id = $1 and conversation_id = $2 and user_id = $3", viewer.RootId, id, viewer.UserId);
        return await command.ExecuteScalarAsync(cancel) as string;
    }
}
