using System.Security.Claims;
using Npgsql;
using Rosterline.Accounts.Rules;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>
/// Who asks, and what they may see. The one place that decides visibility (design, I9): a conversation is visible on a line
/// one is assigned to, everything else by <see cref="May"/>.
/// </summary>
public sealed record Viewer(Guid RootId, Guid UserId, string Name, Guid AccountId, Role Role, IReadOnlyList<Guid> LineIds)
{
    /// <summary>Names the permission table of a role; the web app shows only what is listed here.</summary>
    public IReadOnlyList<string> Permissions => Role switch
    {
        Role.Administrator => ["text", "see_people", "edit_people", "import", "reports", "administer", "compliance", "see_ssn", "share_templates"],
        Role.BranchManager => ["text", "see_people", "edit_people", "import", "reports", "see_ssn", "share_templates"],
        Role.Recruiter => ["text", "see_people", "edit_people"],
        Role.Compliance => ["see_people", "reports", "compliance", "see_ssn"],
        _ => ["see_people"],
    };

    /// <summary>Changes with the password; what a cookie says must equal it.</summary>
    internal string Stamp { get; init; } = "";

    public bool May(string permission) => Permissions.Contains(permission);

    public bool Sees(Guid lineId) => LineIds.Contains(lineId);

    /// <summary>The visibility condition for raw SQL on <c>conversation</c> or <c>message</c> with this alias; bind <c>@root</c> and <c>@lines</c>.</summary>
    public static string Condition(string alias) => $"{alias}.root_id = @root and {alias}.line_id = any(@lines)";

    public void Bind(NpgsqlCommand command)
    {
        command.Parameters.AddWithValue("root", RootId);
        command.Parameters.AddWithValue("lines", LineIds.ToArray());
    }
}

/// <summary>Reads viewers; kept for a second at most, dropped at once when rights change.</summary>
public sealed class ViewerReader(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly Recent<(Guid Root, Guid User), Viewer?> recent = new(clock, Kept);

    /// <summary>The viewer, or null when the user does not (any longer) belong to the organisation.</summary>
    public ValueTask<Viewer?> FindAsync(Guid rootId, Guid userId, CancellationToken cancel) =>
        recent.GetAsync((rootId, userId), key => ReadAsync(key.Root, key.User, CancellationToken.None), cancel);

    /// <summary>Rights of this organisation changed: the next request reads them anew.</summary>
    public void Forget(Guid rootId) => recent.Forget(key => key.Root == rootId);

    async Task<Viewer?> ReadAsync(Guid rootId, Guid userId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select u.name, m.account_id, m.role,
                   array(select l.line_id from line_user l where l.root_id = @root and l.user_id = @user),
                   coalesce(u.security_stamp, '')
            from membership m join app_user u on u.id = m.user_id
            where m.root_id = @root and m.user_id = @user and u.is_active
            order by m.role = 2 desc limit 1
            """);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("user", userId);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new Viewer(rootId, userId, reader.GetString(0), reader.GetGuid(1), (Role)reader.GetInt16(2), reader.GetFieldValue<Guid[]>(3))
                { Stamp = reader.GetString(4) }
            : null;
    }
}

/// <summary>The viewer of the current request.</summary>
public static class ViewerOfRequest
{
    public const string RootClaim = "root";

    static readonly object Key = new(), TwoStepKey = new();

    /// <summary>The signed-in viewer; endpoints that require sign-in may rely on it.</summary>
    public static Viewer Viewer(this HttpContext context) =>
        context.Items[Key] as Viewer ?? throw new InvalidOperationException("This endpoint needs a signed-in viewer.");

    public static Viewer? ViewerOrNone(this HttpContext context) => context.Items[Key] as Viewer;

    /// <summary>Resolves the viewer after authentication; someone whose membership ended is signed out by that.</summary>
    public static async Task ResolveAsync(HttpContext context, RequestDelegate next)
    {
        var user = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        var root = context.User.FindFirstValue(RootClaim);
        if (Guid.TryParse(user, out var userId) && Guid.TryParse(root, out var rootId))
        {
            var viewer = await context.RequestServices.GetRequiredService<ViewerReader>().FindAsync(rootId, userId, context.RequestAborted);
            context.Items[Key] = viewer is null || SignedIn.Of(context.User) is not { } who || await StandsAsync(context, viewer, who) ? viewer : null;
        }

        await next(context);
    }

    /// <summary>Signed in, but the organisation asks for a second step that was not shown.</summary>
    public static bool WaitsForTwoStep(this HttpContext context) => context.Items.ContainsKey(TwoStepKey);

    static async Task<bool> StandsAsync(HttpContext context, Viewer viewer, SignedIn who)
    {
        if (viewer.Stamp != who.Stamp) return false;
        var asked = await context.RequestServices.GetRequiredService<AskSignIn>().OfAsync(context, who);
        if (asked == Missing.TwoStep) context.Items[TwoStepKey] = true;
        return asked == Missing.Nothing || (asked == Missing.TwoStep && context.GetEndpoint()?.Metadata.GetMetadata<WithoutTwoStep>() is not null);
    }
}
