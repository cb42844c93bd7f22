namespace Rosterline.Journal;

/// <summary>What happened, on the record of the person.</summary>
public static class JournalModule
{
    public static void AddJournal(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<ActionCodes>().AddSingleton<LogMessage>().AddSingleton<ReadJournal>();

    public static void MapJournal(this RouteGroupBuilder api) => JournalApi.Map(api);
}
