using Rosterline.Moving.In;
using Rosterline.Moving.Out;

namespace Rosterline.Moving;

/// <summary>Moving in and out: the full export of an organisation and its import elsewhere.</summary>
public static class MovingModule
{
    public static void AddMoving(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WriteExport>().AddSingleton<Exports>().AddSingleton<ImportOrganisation>();
        builder.Services.AddSingleton<ExportWorker>().AddHostedService(all => all.GetRequiredService<ExportWorker>());
    }

    public static void MapMoving(this RouteGroupBuilder api) => MovingApi.Map(api);
}
