using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Media;

/// <summary>Attachments.</summary>
public static class MediaModule
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MediaLinks>();
        builder.Services.AddSingleton<OutgoingMedia>();
        builder.Services.AddSingleton<IMediaStore>(services =>
        {
            var settings = services.GetRequiredService<Settings>();
            return settings.MediaInFolder ? new FolderMedia(Path.Combine(settings.DataFolder, "media")) : new DatabaseMedia(services.GetRequiredService<NpgsqlDataSource>());
        });
    }

    public static void MapMedia(this WebApplication app, RouteGroupBuilder api) => MediaApi.Map(app, api);
}
