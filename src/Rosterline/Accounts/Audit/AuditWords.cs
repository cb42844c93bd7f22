using System.Globalization;

namespace Rosterline.Accounts.Audit;

/// <summary>What a check of the log found, in a sentence.</summary>
static class AuditWords
{
    public static string Of(AuditChecked done)
    {
        var entries = done.Entries == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{done.Entries:n0} entries");
        var upTo = done.SealedUpTo is { } at ? $", sealed up to {AuditPlace.Time(at)}" : "";
        var waiting = done.Waiting == 0 ? "" : $", {done.Waiting} waiting to be sealed";
        var places = done.More ? "more than a thousand places do" : done.Faults.Count == 1 ? "1 place does" : $"{done.Faults.Count} places do";
        return done.Faults.Count == 0 ? $"{entries}{upTo}{waiting}. Everything fits." : $"{entries}{upTo}{waiting}. {places} not fit:";
    }
}
