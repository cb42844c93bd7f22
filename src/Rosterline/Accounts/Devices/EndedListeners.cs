using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Devices;

/// <summary>Who listens to live updates, and by which device or key.</summary>
public readonly record struct Listening(Guid RootId, Guid UserId, Guid? SessionId, Guid? KeyId)
{
    public static Listening Of(Viewer viewer, System.Security.Claims.ClaimsPrincipal user) => new(
        viewer.RootId, viewer.UserId, SignedIn.Of(user)?.SessionId, Guid.TryParse(user.FindFirst(ApiKeyAuthentication.KeyClaim)?.Value, out var key) ? key : null);
}

/// <summary>Finds those who listen and may no longer: access ended, device signed out, key revoked.</summary>
public sealed class EndedListeners(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Their places in the list.</summary>
    // every organisation: one question for all who listen on this node
    public Task<List<int>> AmongAsync(IReadOnlyList<Listening> all, CancellationToken cancel) => database.Command("""
        select l.nth::int - 1 from unnest($1, $2, $3, $4) with ordinality as l (root_id, user_id, session_id, key_id, nth)
        where not exists (select from membership m join app_user u on u.id = m.user_id and u.is_active where m.root_id = l.root_id and m.user_id = l.user_id)
           or l.session_id is not null and not exists (select from user_session s where s.id = l.session_id and s.ended_at is null and s.ends_at > $5)
           or l.key_id is not null and not exists (select from api_key k where k.root_id = l.root_id and k.id = l.key_id and k.revoked_at is null and (k.expires_at is null or k.expires_at > $5))
        """, all.Select(l => l.RootId).ToArray(), all.Select(l => l.UserId).ToArray(), all.Select(l => l.SessionId).ToArray(),
        all.Select(l => l.KeyId).ToArray(), clock.GetUtcNow()).ReadAllAsync(row => row.GetInt32(0), cancel);
}
