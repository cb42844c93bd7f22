using Microsoft.AspNetCore.Authorization;

namespace Rosterline.Accounts;

/// <summary>What an endpoint asks of the one who calls it. A test fails on an endpoint that says nothing.</summary>
/// <param name="AnyOf">Permissions one of which is enough; none: everybody signed in may ask, and is answered with what she may see.</param>
public sealed record EndpointPolicy(params IReadOnlyList<string> AnyOf);

/// <summary>Keeps an endpoint for those who may; everyone else reads that it does not exist (design, I9).</summary>
public static class Permissions
{
    public const string Administer = "administer";

    /// <summary>Checked before the request is read, so that not even its faults tell that the endpoint is there.</summary>
    /// <param name="anyOf">One of them is enough.</param>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, params string[] anyOf) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new EndpointPolicy(anyOf)).RequireAuthorization(new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.ViewerOrNone() is { } viewer && anyOf.Any(viewer.May))
            .Build());

    /// <summary>Needs no permission: what is answered, and what may be done, is decided by what the viewer sees.</summary>
    public static TBuilder ForEveryViewer<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new EndpointPolicy());
}
