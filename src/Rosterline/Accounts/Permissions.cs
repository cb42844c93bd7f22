using Microsoft.AspNetCore.Authorization;

namespace Rosterline.Accounts;

/// <summary>Keeps an endpoint for those who may; everyone else reads that it does not exist (design, I9).</summary>
public static class Permissions
{
    public const string Administer = "administer";

    /// <summary>Checked before the request is read, so that not even its faults tell that the endpoint is there.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.ViewerOrNone()?.May(permission) == true)
            .Build());
}
