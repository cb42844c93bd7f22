using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Devices;

/// <summary>Reads signed-in devices; kept for less than a second, so that an ended one is signed out within it on every node (P-30).</summary>
sealed class SessionReader(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(800), NotedEvery = TimeSpan.FromMinutes(1);
    readonly Recent<Guid, SignInSession?> recent = new(clock, Kept);

    public void Forget() => recent.Forget(_ => true);

    /// <summary>Null when it was ended or lasted too long.</summary>
    public async ValueTask<SignInSession?> FindAsync(Guid id, string address, CancellationToken cancel)
    {
        var found = await recent.GetAsync(id, wanted => ReadAsync(wanted, address), cancel);
        return found is not null && found.EndsAt > clock.GetUtcNow() ? found : null;
    }

    async Task<SignInSession?> ReadAsync(Guid id, string address)
    {
        var found = await database.Command(
                "select user_id, way, strong, only_root, confirmed_at, seen_at, ends_at from user_session where id = $1 and ended_at is null", id)
            .ReadAllAsync(row => new SignInSession(
                row.GetGuid(0), (SignInWay)row.GetInt16(1), row.GetBoolean(2), row.Maybe<Guid>(3),
                row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6)), CancellationToken.None);
        if (found.Count == 0) return null;
        var now = clock.GetUtcNow();
        return found[0].EndsAt > now && now - found[0].SeenAt > NotedEvery ? await NoteAsync(id, found[0], address, now) : found[0];
    }

    // To the minute is enough: not a write per request.
    async Task<SignInSession> NoteAsync(Guid id, SignInSession session, string address, DateTimeOffset now)
    {
        var endsAt = session.Way == SignInWay.SingleSignOn ? session.EndsAt : now + SignInSession.Idle;
        await database.Command("update user_session set seen_at = $2, ends_at = $3, address = $4 where id = $1", id, now, endsAt, address).RunAsync(CancellationToken.None);
        return session with { SeenAt = now, EndsAt = endsAt };
    }
}
