using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;

namespace Rosterline.Media;

/// <summary>Attachments: uploaded before the text, read by whoever sees the text, fetched by the provider through a signed link.</summary>
static class MediaApi
{
    const int Largest = 5 << 20;

    public sealed record Uploaded(Guid Id, string ContentType, string? Name, int Bytes);

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        api.MapPost("/media", UploadAsync).DisableAntiforgery().ForEveryViewer().KeepsWithin().WithSummary("Uploads an attachment, 5 MB at most").WithTags("Media");
        api.MapGet("/media/{id:guid}", ReadAsync).ForEveryViewer().KeepsWithin().WithSummary("The bytes of an attachment").WithTags("Media");
        app.MapGet("/media/{root:guid}/{id:guid}/{until:long}/{signature}", FetchAsync).AllowAnonymous().ExcludeFromDescription();
    }

    static async Task<Results<Ok<Uploaded>, ProblemHttpResult>> UploadAsync(
        IFormFile file, HttpContext context, NpgsqlDataSource database, IMediaStore store, CancellationToken cancel)
    {
        if (file.Length > Largest) return Problems.Refused(new Refusal("attachment_too_large", $"“{file.FileName}” has {file.Length / 1048576.0:0.0} MB. Carriers take 5 MB at most."));
        if (MediaKind.Of(file.ContentType, file.FileName) is not { } kind)
            return Problems.Refused(new Refusal("attachment_kind", $"“{file.FileName}” is a kind of file that cannot be texted. Pictures, PDF, vCard, audio and video can."));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, cancel);
        var (viewer, id, name) = (context.Viewer(), Ids.New(), Path.GetFileName(file.FileName));
        await database.Command("insert into media (root_id, id, content_type, name, bytes) values ($1, $2, $3, $4, $5)", viewer.RootId, id, kind, name, (int)file.Length).RunAsync(cancel);
        await store.WriteAsync(viewer.RootId, id, memory.ToArray(), cancel);
        return TypedResults.Ok(new Uploaded(id, kind, name, (int)file.Length));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadAsync(Guid id, HttpContext context, NpgsqlDataSource database, IMediaStore store, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        await using var command = database.CreateCommand($"""
            select d.content_type, d.name from media d where d.root_id = @root and d.id = @id
              and (d.message_id is null or exists (select 1 from message m where {viewer.SeesMessage("m")} and m.id = d.message_id))
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var found = (await command.ReadAllAsync(row => (Kind: row.GetString(0), Name: row.Text(1)), cancel)).FirstOrDefault();
        return found.Kind is not null && await store.ReadAsync(viewer.RootId, id, cancel) is { } bytes ? Serve(context, bytes, found.Kind, found.Name) : Problems.NotFound();
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FetchAsync(
        Guid root, Guid id, long until, string signature, HttpContext context, MediaLinks links, NpgsqlDataSource database, IMediaStore store, CancellationToken cancel)
    {
        if (!links.IsValid(root, id, until, signature)) return Problems.NotFound();
        await using var command = database.Command("select content_type from media where root_id = $1 and id = $2", root, id);
        return await command.ExecuteScalarAsync(cancel) is string kind && await store.ReadAsync(root, id, cancel) is { } bytes ? Serve(context, bytes, kind, null) : Problems.NotFound();
    }

    // Whatever a stranger sent cannot run: sandboxed, never sniffed, shown only where it is a plain picture, sound or film.
    static FileContentHttpResult Serve(HttpContext context, byte[] bytes, string kind, string? name)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, max-age=86400";
        return MediaKind.IsShown(kind) ? TypedResults.File(bytes, kind) : TypedResults.File(bytes, "application/octet-stream", name ?? "attachment");
    }
}
