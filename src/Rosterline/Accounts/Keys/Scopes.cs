using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>What a key may do, within what its user may. Endpoints say which they need; those that say nothing need <see cref="Admin"/>.</summary>
public static class Scopes
{
    public const string Send = "messages:send", Read = "messages:read", PeopleRead = "people:read", PeopleWrite = "people:write", Reports = "reports:read", Admin = "admin";

    /// <summary>Every key may, such as asking who it is.</summary>
    public const string Any = "";

    public static readonly IReadOnlyList<string> All = [Send, Read, PeopleRead, PeopleWrite, Reports, Admin];

    const string ScopeClaim = "scope";

    sealed record Needed(string Reading, string Changing)
    {
        public string Of(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? Reading : Changing;
    }

    /// <summary>What a key needs for this endpoint, or for all of a group; the nearest counts.</summary>
    /// <param name="changing">For anything but GET; null: the same.</param>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder endpoints, string reading, string? changing = null) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new Needed(reading, changing ?? reading));

    /// <summary>A group whose endpoints need these.</summary>
    public static RouteGroupBuilder For(this RouteGroupBuilder api, string reading, string? changing = null) => api.MapGroup("").NeedsScope(reading, changing);

    public static IEnumerable<Claim> ToClaims(IEnumerable<string> scopes) => scopes.Select(scope => new Claim(ScopeClaim, scope));

    /// <summary>Null for somebody who signed in herself: she may what she may.</summary>
    public static IReadOnlyList<string>? OfKey(ClaimsPrincipal user) =>
        user.HasClaim(claim => claim.Type == ApiKeyAuthentication.KeyClaim) ? [.. user.FindAll(ScopeClaim).Select(claim => claim.Value)] : null;

    /// <summary>After the viewer is known, before what she may do is asked.</summary>
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // What is open to everybody is open to keys.
        if (OfKey(context.User) is not { } held || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return next(context);
        var needed = endpoint.Metadata.GetMetadata<Needed>()?.Of(context.Request) ?? Admin;
        return needed == Any || held.Contains(needed) ? next(context)
            : Problems.Because(StatusCodes.Status403Forbidden, SignInRefusals.ScopeMissing(needed).Code, SignInRefusals.ScopeMissing(needed).Message).ExecuteAsync(context);
    }
}
