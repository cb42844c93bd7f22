using System.Security.Claims;
using Npgsql;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Keys;
using Rosterline.Accounts.Rules;

namespace Rosterline.Accounts;

/// <summary>
/// Who asks, and what they may see. The one place that decides visibility (design, I9): what one may do is said by
/// <see cref="May"/>, which conversations one may read by <see cref="SeesConversation"/> and <see cref="SeesMessage"/>.
/// </summary>
/// <param name="AccountId">The highest account she belongs to: where she lands.</param>
/// <param name="LineIds">Lines assigned to her: she texts from these.</param>
public sealed record Viewer(Guid RootId, Guid UserId, string Name, Guid AccountId, Rights Rights, IReadOnlyList<Guid> LineIds)
{
    /// <summary>In a message-visibility group: sees logged texts on records (BY-07).</summary>
    public const string SeeLogged = "see_logged";

    /// <summary>Everything she may at any account; the web app shows only what is listed here.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = Rights.Permissions;

    /// <summary>Lines all of whose conversations she reads: her own, and colleagues' where she holds both permissions for it.</summary>
    public IReadOnlyList<Guid> WholeLineIds { get; init; } = LineIds;

    /// <summary>Colleagues' lines of which she reads conversations with candidates and employees only.</summary>
    public IReadOnlyList<Guid> StaffLineIds { get; init; } = [];

    /// <summary>Colleagues' lines of which she reads conversations with contacts only.</summary>
    public IReadOnlyList<Guid> ContactLineIds { get; init; } = [];

    /// <summary>Conversations on others' lines that are assigned to her (P-08), with their lines.</summary>
    public IReadOnlyList<(Guid Id, Guid LineId)> Assigned { get; init; } = [];

    /// <summary>A key narrowed to an account: that and those below, nothing else is there. Null: as far as the rights reach.</summary>
    public IReadOnlyList<Guid>? Within { get; init; }

    /// <summary>Changes with the password; what a cookie says must equal it.</summary>
    internal string Stamp { get; init; } = "";

    /// <summary>Every line of which she reads anything.</summary>
    public IEnumerable<Guid> SeenLineIds => WholeLineIds.Concat(StaffLineIds).Concat(ContactLineIds).Concat(Assigned.Select(each => each.LineId)).Distinct();

    /// <summary>Whether whole lines decide alone what she reads; otherwise each conversation has to be looked at.</summary>
    public bool SeesWholeLinesOnly => StaffLineIds.Count == 0 && ContactLineIds.Count == 0 && Assigned.Count == 0;

    public bool May(string permission) => Permissions.Contains(permission);

    public bool MayAt(string permission, Guid accountId) => Rights.MayAt(permission, accountId);

    /// <summary>Whether there is a person for her, as raw SQL on <c>person</c> with this alias; bind with <see cref="Bind(NpgsqlCommand)"/>.</summary>
    public string ReachesPerson(string alias) => Within is null ? $"{alias}.root_id = @root" : $"{alias}.root_id = @root and {alias}.account_id = any(@within)";

    /// <summary>Whether she texts from this line.</summary>
    public bool Uses(Guid lineId) => LineIds.Contains(lineId);

    /// <summary>The visibility condition for raw SQL on <c>conversation</c> with this alias; bind with <see cref="Bind"/>.</summary>
    public string SeesConversation(string alias) => $"{alias}.root_id = @root and {Seen(alias, $"{alias}.id", With(alias))}";

    /// <summary>The visibility condition for raw SQL on <c>message</c> with this alias; bind with <see cref="Bind"/>.</summary>
    public string SeesMessage(string alias) => $"{alias}.root_id = @root and {Seen(alias, $"{alias}.conversation_id", $"""
        exists (select from conversation seen where seen.root_id = @root and seen.id = {alias}.conversation_id and {With("seen")})
        """)}";

    public void Bind(NpgsqlCommand command) => Bind(command.Parameters);

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("root", RootId);
        parameters.AddWithValue("lines", WholeLineIds.ToArray());
        if (Within is not null) parameters.AddWithValue("within", Within.ToArray());
        if (StaffLineIds.Count > 0) parameters.AddWithValue("staff_lines", StaffLineIds.ToArray());
        if (ContactLineIds.Count > 0) parameters.AddWithValue("contact_lines", ContactLineIds.ToArray());
        if (Assigned.Count > 0) parameters.AddWithValue("assigned", Assigned.Select(each => each.Id).ToArray());
    }

    // Plain for nearly everybody, so that the lines' own index answers; conversations are looked at one by one only where permissions differ by kind.
    string Seen(string alias, string conversation, string withContact)
    {
        var ways = new List<string> { $"{alias}.line_id = any(@lines)" };
        if (StaffLineIds.Count > 0) ways.Add($"{alias}.line_id = any(@staff_lines) and not {withContact}");
        if (ContactLineIds.Count > 0) ways.Add($"{alias}.line_id = any(@contact_lines) and {withContact}");
        if (Assigned.Count > 0) ways.Add($"{conversation} = any(@assigned)");
        return ways.Count == 1 ? ways[0] : $"({string.Join(" or ", ways)})";
    }

    // Who is a contact besides being a candidate counts as a contact: what is said with clients stays with those who may read that.
    static string With(string alias) => $"exists (select from person contact where contact.root_id = @root and contact.id = {alias}.person_id and contact.is_contact)";
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
            var viewer = await context.RequestServices.GetRequiredService<ViewerReader>().FindAsync(rootId, userId, Narrowing.Of(context.User), context.RequestAborted);
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
