using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Verification;

/// <summary>Says how a line stands with its carriers: as its provider tells, else as the administrator knows (GH-01, P-14).</summary>
sealed class ConfirmLine(RosterlineDb db, ConnectionReader connections, LineRows rows, ExchangeLog exchanges, TimeProvider clock)
{
    static readonly Refusal CampaignMissing = new("campaign_missing", "Give the campaign this number is registered with, as it stands at your text provider.");

    static readonly Refusal StateWrong = new("verification_wrong", "Choose what your text provider shows: not confirmed, under review, verified or refused.");

    static readonly Refusal NotTold = new("verification_not_told", "This text provider does not say how its numbers stand. Enter what its pages show.");

    /// <param name="Campaign">The 10DLC campaign, for a local number.</param>
    /// <param name="Note">Why it was refused, or where it can be seen.</param>
    public sealed record Request(NumberVerification Verification, string? Campaign, string? Note);

    /// <summary>Null: there is no such line.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer by, Guid lineId, Request request, CancellationToken cancel)
    {
        if (await FindAsync(by, lineId, cancel) is not { } line) return null;
        if (request.Verification == NumberVerification.NotNeeded || !Enum.IsDefined(request.Verification)) return (Result<Guid>)StateWrong;
        var campaign = request.Campaign?.Trim();
        if (campaign is { Length: > 100 } || request.Note is { Length: > 500 }) return (Result<Guid>)new Refusal("too_long", "At most 100 characters for the campaign and 500 for the note.");
        if (request.Verification == NumberVerification.Verified && line.Kind == LineKind.LongCode && campaign is not { Length: > 0 }) return (Result<Guid>)CampaignMissing;
        var before = new { line.Verification, line.Campaign };
        (line.Verification, line.VerificationWords, line.VerificationBy, line.VerificationAt) = (request.Verification, request.Note?.Trim(), "administrator", clock.GetUtcNow());
        line.Campaign = campaign is { Length: > 0 } ? campaign : line.Campaign;
        if (request.Verification is NumberVerification.Verified or NumberVerification.Refused) line.ConfirmBy = null;
        return (Result<Guid>)await SaveAsync(by, line, before, cancel);
    }

    /// <summary>Asks the provider. Null: there is no such line.</summary>
    public async Task<Result<Guid>?> AskAsync(Viewer by, Guid lineId, CancellationToken cancel)
    {
        if (await FindAsync(by, lineId, cancel) is not { } line || await connections.FindAsync(by.RootId, line.ConnectionId, cancel) is not { } found) return null;
        if (!found.Provider.Abilities.ListsNumbers) return (Result<Guid>)NotTold;
        exchanges.Observe(found.Connection, "numbers");
        try
        {
            var listed = await found.Provider.ListNumbersAsync(found.Connection, cancel);
            if (listed.FirstOrDefault(number => number.Number.Digits == line.Number)?.Standing is not { } said) return (Result<Guid>)NotTold;
            var before = new { line.Verification, line.Campaign };
            Standing.Take(line, said, clock.GetUtcNow());
            return (Result<Guid>)await SaveAsync(by, line, before, cancel);
        }
        catch (ProviderUnavailableException away)
        {
            // Its message is made to be shown.
            return (Result<Guid>)Refusals.NoAnswer(away.Message);
        }
    }

    async Task<Line?> FindAsync(Viewer by, Guid lineId, CancellationToken cancel) =>
        await db.Lines.FirstOrDefaultAsync(l => l.RootId == by.RootId && l.Id == lineId, cancel) is { } line && by.MayAt("manage_lines", line.AccountId) ? line : null;

    async Task<Guid> SaveAsync(Viewer by, Line line, object before, CancellationToken cancel)
    {
        AuditLog.Add(db, AuditedAct.By(by, "line.verification", "line", line.Id, new { before, after = new { line.Verification, line.Campaign, line.VerificationBy } }), clock);
        // Its campaign tells its pace.
        await rows.SaveAsync(by.RootId, cancel);
        return line.Id;
    }
}
