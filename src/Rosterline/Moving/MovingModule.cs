using Rosterline.Moving.History;
using Rosterline.Moving.In;
using Rosterline.Moving.Out;
using Rosterline.People.Import;

namespace Rosterline.Moving;

/// <summary>Moving in and out: the full export of an organisation and its import elsewhere; texts of a former product.</summary>
public static class MovingModule
{
    public static void AddMoving(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WriteExport>().AddSingleton<Exports>().AddSingleton<ImportOrganisation>();
        builder.Services.AddSingleton<ExportWorker>().AddHostedService(all => all.GetRequiredService<ExportWorker>());
        builder.Services.AddSingleton<HistoryImports>().AddSingleton<PlanHistory>().AddSingleton<WriteHistory>().AddSingleton<PlaceHistory>().AddSingleton<HistoryStops>();
        builder.Services.AddSingleton<IImportRun, RunHistory>();
    }

    public static void MapMoving(this RouteGroupBuilder api)
    {
        MovingApi.Map(api);
        HistoryApi.Map(api);
    }
}
