using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts.Audit;
using Rosterline.Platform;

namespace Rosterline.Sending.Gate;

/// <summary>Makes the digests of the gate's answers again and names the minutes where an answer is not what it was.</summary>
sealed class CheckGateAnswers(NpgsqlDataSource database) : ISealedElsewhere
{
    const int Piece = 500;

    static readonly JsonSerializerOptions Json = MakeJson();

    public async IAsyncEnumerable<AuditFault> CheckAsync(Guid rootId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = Guid.Empty;
        while (true)
        {
            var seals = await database.Command("""
                select e.id, e.at, e.subject_id, e.detail::text, s.position from audit_entry e join audit_seal s on s.root_id = e.root_id and s.entry_id = e.id
                where e.root_id = $1 and e.id > $2 and e.action = 'gate.answers' and e.action <> 'text.written' and e.detail is not null order by e.id limit $3
                """, rootId, after, Piece).ReadAllAsync(row => (Id: row.GetGuid(0), At: row.GetFieldValue<DateTimeOffset>(1), Subject: row.Maybe<Guid>(2), Detail: row.GetString(3), Position: row.GetInt64(4)), cancel);
            foreach (var (id, at, subject, detail, position) in seals)
                if (await CompareAsync(rootId, subject, detail, cancel) is { } words)
                    yield return new AuditFault(position, id, $"{words} Entry {position.ToString("n0", CultureInfo.InvariantCulture)} of {at.UtcDateTime.ToString("MMM d yyyy, HH:mm:ss", CultureInfo.InvariantCulture)} UTC stands for them.");
            if (seals.Count < Piece) yield break;
            after = seals[^1].Id;
        }
    }

    async Task<string?> CompareAsync(Guid rootId, Guid? broadcast, string detail, CancellationToken cancel)
    {
        GateSeal? seal;
        try
        {
            seal = JsonSerializer.Deserialize<GateSeal>(detail, Json);
        }
        catch (JsonException)
        {
            // The chain says that this entry was changed.
            return null;
        }
        if (seal is null) return null;
        var (sum, what) = seal switch
        {
            { Late: { } late } => (await GateDigest.OfLateAsync(Command(), rootId, late, cancel), "texts that were held or waited long"),
            { RefusedUpTo: { } upTo } => (await GateDigest.OfRefusalsAsync(Command(), rootId, seal.RefusedAfter ?? default, upTo, cancel), "refused texts"),
            { DecidedUpTo: { } upTo } when broadcast is { } id => (await GateDigest.OfRecipientsAsync(Command(), rootId, id, seal.DecidedAfter ?? DateTimeOffset.MinValue, upTo, cancel), "people of a broadcast who were not texted"),
            _ => (await GateDigest.OfTextsAsync(Command(), rootId, seal.After ?? 0, seal.UpTo ?? 0, seal.Open ?? [], cancel), $"texts written between entries {seal.After + 1:n0} and {seal.UpTo:n0}"),
        };
        return sum.Digest == seal.Digest ? null
            : sum.Count < seal.Answers ? $"{seal.Answers - sum.Count:n0} of {seal.Answers:n0} answers of the send gate are missing: {what}."
            : $"An answer of the send gate was changed, one of {seal.Answers:n0}: {what}.";
    }

    NpgsqlCommand Command() => database.CreateCommand();

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions();
        App.ConfigureJson(json);
        return json;
    }
}
