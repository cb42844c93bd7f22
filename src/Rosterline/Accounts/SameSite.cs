using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>
/// Anti-forgery for cookie sessions: a changing request must carry a header no foreign page can set without our consent, and
/// must not come from another site. Requests with a bearer key carry no ambient authority and pass.
/// </summary>
static class SameSite
{
    public const string Header = "X-Rosterline";

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (safe || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Headers.Authorization.Count > 0) return next(context);
        var foreign = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        if (!foreign && request.Headers.ContainsKey(Header)) return next(context);
        return Problems.Because(StatusCodes.Status403Forbidden, "foreign_request",
            $"This change did not come from Rosterline's own pages (header {Header} is missing).").ExecuteAsync(context);
    }
}
