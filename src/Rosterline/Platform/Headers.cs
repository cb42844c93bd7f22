namespace Rosterline.Platform;

/// <summary>Security headers of every answer: strict content policy without inline script, no framing, no sniffing.</summary>
public static class Headers
{
    const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; " +
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

    public static void UseHeaders(this WebApplication app) => app.Use(next => context =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(context);
    });

    public static void AddWebApp(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(options => options.EnableForHttps = true);

    /// <summary>Serves the built web app; unknown paths belong to its router.</summary>
    public static void MapWebApp(this WebApplication app)
    {
        if (app.Environment.WebRootPath is null || !File.Exists(Path.Combine(app.Environment.WebRootPath, "index.html"))) return;
        // Only our own public files: compressing answers that carry secrets beside a guess would give the secrets away.
        app.UseResponseCompression();
        app.Use((context, next) =>
        {
            if (context.GetEndpoint() is null && IsPage(context.Request)) context.Request.Path = "/index.html";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    // What a person may have in the address bar: no file, and nothing of the API, which says itself why it does not answer. Not an endpoint for
    // all addresses: routing would take it wherever an endpoint does not take the request as it is.
    static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !Path.HasExtension(request.Path.Value);
}
