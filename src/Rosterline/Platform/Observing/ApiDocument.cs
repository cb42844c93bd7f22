using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Rosterline.Platform.Observing;

/// <summary>The OpenAPI document: what it is called, how one signs in, and that every endpoint may answer with a problem.</summary>
public static class ApiDocument
{
    const string Cookie = "cookie", Key = "key", ProblemSchema = "Problem";

    public static void AddApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) => { Describe(document); return Task.CompletedTask; });
        options.AddOperationTransformer((operation, context, _) => { AddProblems(operation, context.Document!); return Task.CompletedTask; });
    });

    static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Rosterline", Version = "1",
            Description = "Business texting for recruiting and staffing teams. Refusals are problem details (RFC 9457) with a stable code; lists are paged by cursor.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key made under Admin › API and webhooks." },
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "rosterline",
                Description = "The web app's session. Changing requests also carry the header X-Rosterline: 1.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = Problem();
        document.Security = [Needs(document, Key), Needs(document, Cookie)];
    }

    static OpenApiSecurityRequirement Needs(OpenApiDocument document, string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Address of the code's explanation"), ["title"] = Text("The kind of problem"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What to show to the person"), ["code"] = Text("Stable, for programs"),
        },
    };

    static OpenApiSchema Text(string words) => new() { Type = JsonSchemaType.String, Description = words };

    static void AddProblems(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Responses ??= [];
        foreach (var (status, words) in new[] { ("401", "Signed out"), ("404", "Not there, or not yours"), ("422", "A rule said no"), ("default", "Any other problem") })
            operation.Responses[status] = new OpenApiResponse
            {
                Description = words,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) },
                },
            };
    }
}
