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
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.MapFallback("/api/{**rest}", () => Problems.NotFound());
        app.MapFallbackToFile("index.html");
    }
}
