using Microsoft.AspNetCore.Http.HttpResults;

namespace Rosterline.Platform;

/// <summary>What the API says in words where no endpoint does: no such address, not by this method, not in this form.</summary>
static class ApiAnswers
{
    /// <summary>After routing.</summary>
    public static void UseApiAnswers(this WebApplication app) => app.Use(next => async context =>
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        if (context.GetEndpoint() is not null) await next(context);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
        if (Words(context) is { } answer && !context.Response.HasStarted && context.Response.ContentType is null) await answer.ExecuteAsync(context);
    });

    static ProblemHttpResult? Words(HttpContext context) => context.Response.StatusCode switch
    {
        404 when context.GetEndpoint() is null => Problems.NotFound(),
        405 => Problems.Because(405, "wrong_method", $"This address does not take {context.Request.Method}; it takes {context.Response.Headers.Allow}."),
        415 => Problems.Because(415, "wrong_content_type", context.Request.ContentType is null
            ? "The header Content-Type is missing. Most addresses take application/json."
            : "This address does not take that Content-Type. Most take application/json."),
        _ => null,
    };
}
