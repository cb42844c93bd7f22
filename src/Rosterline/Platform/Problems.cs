using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Rosterline.Platform;

/// <summary>RFC 9457 answers with a stable code and a sentence for the person.</summary>
public static class Problems
{
    /// <summary>422: a rule said no.</summary>
    public static ProblemHttpResult Refused(Refusal refusal)
    {
        var problem = Because(StatusCodes.Status422UnprocessableEntity, refusal.Code, refusal.Message);
        if (refusal.Link is { } link) problem.ProblemDetails.Extensions["link"] = link;
        return problem;
    }

    /// <summary>404, the same words for "not there" and "not yours" (design, I9).</summary>
    public static ProblemHttpResult NotFound() =>
        Because(StatusCodes.Status404NotFound, "not_found", "This page does not exist, or you may not see it.");

    public static ProblemHttpResult Because(int status, string code, string words) =>
        TypedResults.Problem(new ProblemDetails
        {
            Status = status, Title = Title(status), Detail = words, Type = $"https://rosterline.dev/problems/{code}",
            Extensions = { ["code"] = code },
        });

    static string Title(int status) => status switch
    {
        400 => "Not understood", 401 => "Signed out", 403 => "Not permitted", 404 => "Not found", 405 => "Not this way", 409 => "Something changed meanwhile",
        413 => "Too large", 415 => "Not understood", 422 => "Not possible", 429 => "Too many requests", 503 => "Not available now", _ => "Something went wrong",
    };

    /// <summary>The last catcher: answers without a stack and leaves the cause to the log.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, code, words) = fault switch
        {
            BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == 413 ? "too_large" : "not_understood", bad.StatusCode == 413
                ? "This is larger than we take." : "The request could not be read: " + Reason(bad)),
            NotStoredException => (503, "not_stored", "This could not be stored just now. Nothing was lost on your side; try again."),
            _ when DatabaseFault.Passes(fault) => (503, "not_available", "The database does not answer just now. Nothing was changed; try again."),
            OperationCanceledException => (499, "cancelled", "The request was cancelled."),
            _ => (500, "fault", "Something went wrong on our side. It is in the log."),
        };
        context.Response.StatusCode = status;
        await Because(status, code, words).ExecuteAsync(context);
    }

    static string Reason(BadHttpRequestException bad) =>
        bad.InnerException is System.Text.Json.JsonException json ? $"not valid JSON at {json.Path ?? "the start"}." : bad.Message;
}

/// <summary>The commit failed or its outcome is not known: answer 503, never 2xx (design, I1).</summary>
public sealed class NotStoredException(string message, Exception? inner) : Exception(message, inner);
