using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>Keys that reach one account and what is below: their user's rights, lines and people there, and nothing else exists for them.</summary>
public static class Narrowing
{
    const string Claim = "within";

    sealed record Kept;

    /// <summary>An endpoint whose answers keep to the accounts of a narrowed key. Those that do not say so are not there for such keys.</summary>
    public static TBuilder KeepsWithin<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Kept());

    public static IEnumerable<Claim> ToClaims(Guid? account) => account is { } within ? [new(Claim, within.ToString())] : [];

    /// <summary>The account a key is narrowed to; null for any other sign-in.</summary>
    public static Guid? Of(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Claim), out var within) ? within : null;

    /// <summary>What of her is left at an account and below; null when that is nothing.</summary>
    public static async Task<Viewer?> ToAsync(NpgsqlDataSource database, Viewer viewer, Guid account, CancellationToken cancel)
    {
        var (rights, within) = (viewer.Rights.Within(account), viewer.Rights.Below(account).ToArray());
        if (!within.Any(each => rights.At(each) is not null)) return null;
        var lines = (await database.Command("select id from line where root_id = $1 and account_id = any($2)", viewer.RootId, within)
            .ReadAllAsync(row => row.GetGuid(0), cancel)).ToHashSet();
        // Logged texts belong to no account: who sees them sees all of them.
        return new(viewer.RootId, viewer.UserId, viewer.Name, account, rights, Kept(viewer.LineIds))
        {
            WholeLineIds = Kept(viewer.WholeLineIds), StaffLineIds = Kept(viewer.StaffLineIds), ContactLineIds = Kept(viewer.ContactLineIds),
            Assigned = [.. viewer.Assigned.Where(each => lines.Contains(each.LineId))], Within = within, Stamp = viewer.Stamp,
        };

        IReadOnlyList<Guid> Kept(IEnumerable<Guid> all) => [.. all.Where(lines.Contains)];
    }

    /// <summary>After the viewer is known, before anything else about the request is looked at.</summary>
    public static Task CheckAsync(HttpContext context, RequestDelegate next) =>
        Of(context.User) is null || context.GetEndpoint()?.Metadata is not { } says || says.GetMetadata<Kept>() is not null
            || says.GetMetadata<IAuthorizeData>() is null || says.GetMetadata<IAllowAnonymous>() is not null
            ? next(context) : Problems.NotFound().ExecuteAsync(context);
}
